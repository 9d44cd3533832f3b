"""Chapter 8: gender-based violence and violence against women and children, in the six steps."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.cases import naming, places, wording
from assessments.cases.naming import listed
from assessments.records.blocks import (
    GUIDANCE,
    Answer,
    Cell,
    Chapter,
    Mark,
    Reason,
    Table,
    answer_mark,
    rows,
)
from assessments.records.facts import Facts, Node
from assessments.records.questions import (
    asked,
    meta_of_rows,
    not_assessed,
    question,
    sources,
    wording_of,
)

from .profiles import rests_on
from .unassessed import unassessed

STEPS = ("7.4.step_1", "7.4.step_2", "7.4.step_3", "7.4.step_4")


def six_steps(facts: Facts) -> Chapter:
    """8: the six steps in full; 5 and 6 stand with every other risk."""
    title = _("Gender-based violence and violence against women and children")
    lede = _(
        "Article 7(4), in the six steps of the voluntary guide. Steps 5 and 6, mitigation and"
        " overriding risk, stand with every other risk in the chapters that follow."
    )
    if blank := unassessed(facts, STEPS):
        return Chapter("six-steps", title, blank)
    blocks = (
        *rests_on(facts),
        _step_1(facts),
        _step_2(facts),
        _step_3(facts),
        _step_4(facts),
        *_steps_5_and_6(facts),
    )
    return Chapter("six-steps", title, blocks, lede)


def _step_1(facts: Facts) -> Answer:
    return question(facts, "7.4.step_1", tables=tuple(_forms(facts)), rows=facts.rows("form"))


def _forms(facts: Facts) -> Iterator[Table]:
    if facts.reading.forms:
        yield Table(
            _("Forms of violence"),
            (_("Form"), _("Finding"), _("By whom"), _("Period")),
            rows(_form(facts, form) for form in facts.reading.forms),
            manner="forms",
        )


def _form(facts: Facts, form: Node) -> Iterator[Cell | str]:
    yield facts.form(form["code"])
    finding = wording.value("finding", form.get("finding"))
    yield Cell(mark=answer_mark(finding)) if finding.value else _("No finding")
    yield form.get("perpetrators") or ""
    yield form.get("period") or ""


def _step_2(facts: Facts) -> Answer:
    """Seriousness, form by form: the forms found, and what was written of each."""
    place = "7.4.step_2"
    found = facts.reading.found_forms
    kept = facts.rows("severity")
    if not facts.reading.is_asked(place) and not found:
        marks: tuple[Mark, ...] = (not_assessed(facts, place),)
    else:
        marks = ()
    return Answer(
        cite=naming.latin(places.article(place)),
        title=places.title(place),
        standing=GUIDANCE,
        asked=wording_of(kept[0] if kept else {}, ("severity",)),
        marks=marks,
        tables=tuple(_severities(facts, found)),
        reasons=tuple(
            Reason(facts.form(form["code"]), form["reason"]) for form in found if form.get("reason")
        ),
        notes=tuple(note for one in kept for note in _beside(facts, one)),
        meta=meta_of_rows(facts, *kept),
    )


def _beside(facts: Facts, kept: Node) -> Iterator[str]:
    """What was missing to judge one form, and what the reasons on it cite."""
    form = facts.form(facts.content("form", kept["row"]).get("code") or "")
    missing = (kept.get("content") or {}).get("missing")
    told = [_("What is missing: %(missing)s") % {"missing": missing}] if missing else []
    for words in (*told, *sources(facts, "7.4.step_2", kept)):
        yield _("%(form)s. %(words)s") % {"form": form, "words": words}


def _severities(facts: Facts, found: list[Node]) -> Iterator[Table]:
    if found:
        yield Table(
            _("Seriousness"),
            (_("Form"), _("Seriousness")),
            rows(
                (
                    facts.form(form["code"]),
                    Cell(mark=answer_mark(wording.answer("7.4.step_2", form.get("severity")))),
                )
                for form in found
            ),
        )


def _step_3(facts: Facts) -> Answer:
    """What the State does, and what the end user does: two findings, one reason."""
    place = "7.4.step_3"
    node = facts.reading.node(place)
    kept = facts.answer("7-4-3")
    block = asked(facts, place, node, kept, names=("state", "answer"), marks=_actions(facts, node))
    second = wording_of(kept, ("end_user",))
    if not second:
        return block
    both = _("%(first)s %(second)s") % {"first": block.asked, "second": second}
    return Answer(**{**vars(block), "asked": both})


def _actions(facts: Facts, node: Node) -> tuple[Mark, ...]:
    if not facts.reading.is_asked("7.4.step_3"):
        return ()
    marks = []
    for key, words in (
        ("state", _("The State: %(answer)s")),
        ("end_user", _("The end user: %(answer)s")),
    ):
        chosen = wording.answer("7.4.step_3", node.get(key))
        named = words % {"answer": wording.answer_short("7.4.step_3", node.get(key))}
        marks.append(Mark(named, chosen.icon, "plain" if chosen.value else "open"))
    return tuple(marks)


def _step_4(facts: Facts) -> Answer:
    gbv = [risk for risk in facts.reading.risks.values() if risk.get("gbv")]
    names = listed(facts.risk_names[risk["id"]] for risk in gbv)
    told = (_("Risks described: %(names)s.") % {"names": names},) if gbv else ()
    return question(facts, "7.4.step_4", notes=told)


def _steps_5_and_6(facts: Facts) -> Iterator[Table]:
    gbv = [name for name, risk in facts.reading.risks.items() if risk.get("gbv")]
    if gbv and facts.reading.under_article_7:
        yield Table(
            _("Steps 5 and 6, in short"),
            (_("Risk"), _("Step 5, mitigation"), _("Step 6, overriding risk")),
            rows(_in_short(facts, name) for name in gbv),
            manner="short",
            is_caption_shown=True,
        )


def _in_short(facts: Facts, name: str) -> Iterator[Cell | str]:
    yield facts.risk_names[name]
    for part in ("mitigation", "overriding"):
        answer = facts.reading.risk_answer(name, part)
        yield Cell(mark=answer_mark(wording.answer(part, answer), short=True))
