"""A question as the record prints it: how it was asked, answered, by whom, or not assessed."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from assessments.cases import naming, places, wording
from assessments.cases.flow.boxes import why_closed, why_not_article_7
from assessments.cases.terms import LANGUAGES

from .blocks import GUIDANCE, STANDARD, TREATY, Answer, Mark, Reason, answer_mark
from .facts import Facts, Node, moment

# The step whose answer stands at a place.
STEPS = {
    "scope": "scope",
    "6.1": "6-1",
    "6.2": "6-2",
    "6.3": "6-3",
    "11.2": "diversion",
    "7.4.step_1": "7-4-1",
    "7.4.step_3": "7-4-3",
    "7.4.step_4": "7-4-4",
}
PLACES = {step: place for place, step in STEPS.items()}
VOLUNTARY = ("7.4.step_1", "7.4.step_2", "7.4.step_3")


def question(facts: Facts, place: str, **more) -> Answer:
    """The block of a place that has a step of its own."""
    step = STEPS[place]
    node = facts.reading.node(place)
    return asked(facts, place, node, facts.answer(step), names=("answer",), **more)


def asked(
    facts: Facts,
    place: str,
    node: Node,
    kept: Node,
    *,
    names: Iterable[str],
    title: str = "",
    cite: str = "",
    **more,
) -> Answer:
    """The block of any place: *node* is what the case file says there, *kept* the answer behind.

    *names* are those of the question in the wording kept with the answer; the first found counts.
    """
    reached = facts.reading.is_asked(place)
    marks = more.pop("marks", ()) or _marks(facts, place, node, kept, reached=reached)
    return Answer(
        cite=cite or naming.latin(places.article(place)),
        title=title or places.title(place),
        standing=more.pop("standing", "") or standing(facts, place),
        asked=wording_of(kept, names),
        marks=marks,
        reasons=(*reasons(node, kept, reached=reached), *more.pop("reasons", ())),
        notes=(*more.pop("notes", ()), *sources(facts, place, kept)),
        meta=meta_of_rows(facts, kept, *more.pop("rows", ())),
        **more,
    )


def standing(facts: Facts, place: str) -> str:
    """Whether a place rests on the Treaty, on guidance, or on a standard of this authority."""
    if place in VOLUNTARY:
        return GUIDANCE
    beyond = place == "11.2" or place.startswith("7.") or place.startswith("risk:")
    activity = (facts.case.get("transfer") or {}).get("activity")
    return STANDARD if beyond and activity not in (None, "", "export") else TREATY


def _marks(facts: Facts, place: str, node: Node, kept: Node, *, reached: bool) -> tuple[Mark, ...]:
    value = node.get("answer") or ""
    if not reached:
        return (not_assessed(facts, place),)
    if not value and kept.get("content") and not kept.get("confirmed"):
        return (Mark(_("Waits to be confirmed; counts as no answer"), "turn", "open"),)
    if not value:
        return (Mark(_("Not assessed: no answer was given"), "ring-dashed", "open"),)
    chosen = wording.answer(place, value)
    return (answer_mark(chosen),)


def not_assessed(facts: Facts, place: str) -> Mark:
    """What was not answered, with the article for which it was not."""
    return Mark(_("Not assessed"), "ring-dashed", "open", why_not(facts, place))


def why_not(facts: Facts, place: str) -> str:
    """Why a place was not asked."""
    reading = facts.reading
    if not reading.left or place in ("scope", "6.1", "6.2", "6.3"):
        return why_closed(reading)
    if place == "11.2":
        return _("Article %(number)s and the standards in force do not ask it here.") % {
            "number": naming.latin("11(2)")
        }
    if not reading.under_article_7:
        return why_not_article_7(reading)
    if place.startswith("7.4."):
        return _("No serious form of violence was found in the steps before it.")
    return _("None of its items is left after Article 6.")


def reasons(node: Node, kept: Node, *, reached: bool = True) -> Iterator[Reason]:
    """What was written for an answer, and what was said to be missing."""
    given = node if node else (kept.get("content") or {})
    label = "" if reached else _("Text kept from before; it is no part of the assessment")
    if given.get("reason"):
        yield Reason(label, given["reason"])
    if given.get("missing"):
        yield Reason(_("What is missing"), given["missing"])


def wording_of(kept: Node, names: Iterable[str]) -> str:
    """The question in the words in which it was asked."""
    questions = (kept.get("asked") or {}).get("questions") or {}
    return next((questions[name] for name in names if questions.get(name)), "")


def sources(facts: Facts, place: str, kept: Node) -> Iterator[str]:
    """What the reasons cite, and the sources said to bear on the place."""
    cited = [cite(facts, value) for value in (kept.get("content") or {}).get("cites") or ()]
    if cited:
        yield _("Cited: %(cited)s") % {"cited": "; ".join(cited)}
    bearing = [
        source_name(source)
        for source in facts.case.get("evidence") or ()
        if place in (source.get("supports") or ())
    ]
    if bearing:
        yield _("Sources that bear on it: %(sources)s") % {"sources": "; ".join(bearing)}


def cite(facts: Facts, value: str) -> str:
    """What a reason cites: a file, a source, or the reason of another question."""
    kind, _colon, name = value.partition(":")
    if kind == "reason":
        return _("the reasons under “%(title)s”") % {"title": places.title(PLACES.get(name, name))}
    if kind == "source":
        found = [one for one in facts.case.get("evidence") or () if one["id"] == name]
        return source_name(found[0]) if found else name
    files = facts.snapshot.get("files") or ()
    found = [file["name"] for file in files if str(file.get("id")) == name]
    return found[0] if found else _("a file of the case")


def source_name(source: Node) -> str:
    """A source with its two grades: "S1 (B2)"."""
    grades = f"{source.get('reliability') or '–'}{source.get('credibility') or '–'}"
    words = _("%(source)s (%(grades)s)")
    return words % {"source": naming.latin(source["id"]), "grades": naming.latin(grades)}


def meta_of_rows(facts: Facts, *answers: Node) -> tuple[str, ...]:
    """The same for the rows of a list, each sentence once."""
    return tuple(dict.fromkeys(line for kept in answers for line in meta(facts, kept)))


def meta(facts: Facts, kept: Node) -> Iterator[str]:
    """Who answered, when, in which language it was asked, and beside which edition."""
    if not kept:
        return
    if kept.get("confirmed_at"):
        facts_of = {
            "name": naming.isolated(kept.get("confirmed_by") or ""),
            "moment": moment(kept["confirmed_at"]),
        }
        yield _("Answered by %(name)s, %(moment)s.") % facts_of
    told = kept.get("asked") or {}
    if told.get("edition"):
        words = {
            "language": str(LANGUAGES.get(told.get("language"), told.get("language") or "")),
            "edition": naming.latin(told["edition"]),
        }
        yield _("Asked in %(language)s, beside guidance edition %(edition)s.") % words
    if kept.get("taken_from"):
        yield _("Taken over from %(origin)s and confirmed.") % {
            "origin": naming.origin(kept["taken_from"])
        }
