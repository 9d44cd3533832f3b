"""Chapters 12 and 13: the sources and files, and what is not known or was not assessed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.cases import naming, places, wording
from assessments.cases.choices import GAPS
from assessments.cases.sentences import point_sentence
from assessments.cases.terms import REQUESTS
from assessments.models.attachment import FileKind
from assessments.models.evidence import Classification
from assessments.models.requests import Addressee, Outcome
from assessments.records.blocks import Cell, Chapter, Mark, Prose, Sentence, Sentences, Table, rows
from assessments.records.facts import Facts, Node, day, moment
from assessments.records.questions import why_not

PLACES = (
    "scope",
    "6.1",
    "6.2",
    "6.3",
    "11.2",
    "7.1.a.contribution",
    *places.LINES,
    "7.4.step_1",
    "7.4.step_2",
    "7.4.step_3",
    "7.4.step_4",
)


def sources(facts: Facts) -> Chapter:
    """12: what the assessment draws on, each source graded on two axes apart."""
    evidence = facts.case.get("evidence") or ()
    blocks = [*_evidence(facts, evidence), *_registered(facts), *_files(facts)]
    nothing = Prose(_("No source and no file was entered beside the reasons."))
    return Chapter("sources", _("Sources and files"), tuple(blocks) or (nothing,))


def _evidence(facts: Facts, evidence) -> Iterator[Table]:
    if evidence:
        heads = (_("Source"), _("Title"), _("Kind"), _("Grade"), _("Published"), _("Bears on"))
        yield Table(
            _("Sources"),
            heads,
            rows(_source(facts, source) for source in evidence),
            manner="sources",
            is_caption_shown=True,
        )
    if any(one.get("reliability") == "F" or one.get("credibility") == "6" for one in evidence):
        yield Prose(_("F and 6 mean that the source, or what it says, cannot be judged."))


def _registered(facts: Facts) -> Iterator[Table]:
    """The revisions of the register that were relied on."""
    frozen = [one for one in facts.snapshot.get("evidence") or () if "revision" in one]
    if frozen:
        heads = (_("Source"), _("In the register"), _("Checked"), _("Digest (SHA-256)"))
        yield Table(
            _("Sources as the register had them"),
            heads,
            rows(_revision(one) for one in frozen),
            manner="files",
            is_caption_shown=True,
        )


def _revision(one: Node) -> Iterator[Cell | str]:
    yield Cell(naming.latin(one["id"]), is_bold=True)
    words = _("Number %(source)s, revision %(revision)s") % one
    yield Cell(words, small=str(Classification(one["classification"]).label))
    due = _("again by %(day)s") % {"day": day(one["next_check_on"])}
    yield Cell(day(one["checked_on"]), small=due)
    yield in_sixteens(one["digest"])


def in_sixteens(digest: str) -> str:
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))


def _source(facts: Facts, source: Node) -> Iterator[Cell | str]:
    frozen = {one["id"]: one for one in facts.snapshot.get("evidence") or ()}
    about = frozen.get(source["id"]) or {}
    yield Cell(naming.latin(source["id"]), is_bold=True)
    where = filter(None, (about.get("publisher"), source.get("url")))
    yield Cell(source["title"], small="; ".join(where))
    yield facts.source_class(source.get("source_class") or "")
    grades = f"{source.get('reliability') or '–'}{source.get('credibility') or '–'}"
    stance = str(wording.value("stance", source.get("stance")).label)
    yield Cell(naming.latin(grades), small=stance)
    yield day(source.get("published_on"))
    bears_on = "; ".join(places.title(place) for place in source.get("supports") or ())
    yield Cell(bears_on, small=_("Decisive") if about.get("decisive") else "")


def _files(facts: Facts) -> Iterator[Table]:
    files = facts.snapshot.get("files") or ()
    if files:
        yield Table(
            _("Files"),
            (_("Name"), _("Kind"), _("Added"), _("Digest (SHA-256)")),
            rows(_file(file) for file in files),
            manner="files",
            is_caption_shown=True,
        )


def _file(file: Node) -> Iterator[Cell | str]:
    yield file.get("name") or ""
    yield str(dict(FileKind.choices).get(file.get("kind"), file.get("kind") or ""))
    yield Cell(moment(file.get("added_at")), small=file.get("added_by") or "")
    yield in_sixteens(file.get("digest") or "")


def gaps(facts: Facts) -> Chapter:
    """13: what is not known, what is open, and what was not assessed and why."""
    blocks = [*_unknown(facts), *_requests(facts), *_open(facts), *_not_assessed(facts)]
    nothing = Prose(_("No answer says that information is missing, and every question was asked."))
    return Chapter("gaps", _("Information gaps"), tuple(blocks) or (nothing,))


def _unknown(facts: Facts) -> Iterator[Table]:
    told = [*_missing(facts), *_missing_of_risks(facts)]
    if told:
        yield Table(
            _("Not enough information"),
            (_("Question"), _("Answer"), _("What is missing")),
            rows(told),
            manner="unknown",
            is_caption_shown=True,
        )


def _requests(facts: Facts) -> Iterator[Table]:
    """Whom the authority asked for information, when, and what came back."""
    asked = facts.snapshot.get("requests") or ()
    if asked:
        heads = (_("Asked"), _("About"), _("Sent"), _("Due"), _("What came back"))
        yield Table(
            _("Requests for information"),
            heads,
            rows(_request(one) for one in asked),
            manner="requests",
            is_caption_shown=True,
        )


def _request(asked: Node) -> Iterator[Cell | str]:
    acts = asked["acts"]
    last = acts[-1]
    whom = str(Addressee(asked["addressee"]).label)
    yield Cell(asked["name"], small=f"{naming.latin(asked['reference'])}, {whom}")
    yield "; ".join(places.title(one["place"]) for one in asked["questions"])
    yield day(acts[0]["on"])
    yield day(asked["due_on"])
    words = str(REQUESTS[asked["stands"]].label)
    if last["outcome"]:
        words = _("%(outcome)s: %(words)s") % {
            "outcome": Outcome(last["outcome"]).label,
            "words": last["words"],
        }
    yield Cell(words, small=day(last["on"]) if len(acts) > 1 else "")


def _missing(facts: Facts) -> Iterator[tuple[str, str, str]]:
    for place in PLACES:
        node = facts.reading.node(place)
        answer = facts.reading.answer(place)
        if place == "7.4.step_3" and "unknown" in (node.get("state"), node.get("end_user")):
            answer = "unknown"
        if facts.reading.is_asked(place) and (answer in GAPS or node.get("missing")):
            yield (
                _titled(place, places.title(place)),
                wording.answer_short(place, answer),
                node.get("missing") or _("Not said"),
            )
    for form in facts.reading.found_forms:
        if form.get("severity") in GAPS:
            words = wording.answer_short("7.4.step_2", form["severity"])
            yield (facts.form(form["code"]), words, form.get("reason") or _("Not said"))


def _missing_of_risks(facts: Facts) -> Iterator[tuple[str, str, str]]:
    for name, risk in facts.reading.risks.items():
        for part in ("mitigation", "overriding"):
            node = risk.get(part) or {}
            if node.get("answer") in GAPS or node.get("missing"):
                title = f"{facts.risk_names[name]}, {places.title(part)}"
                answer = wording.answer_short(part, node.get("answer"))
                yield (title, answer, node.get("missing") or _("Not said"))


def _titled(place: str, title: str) -> str:
    article = naming.latin(places.article(place))
    return _("%(article)s %(title)s") % {"article": article, "title": title}


def _open(facts: Facts) -> Iterator[Prose | Sentences]:
    points = facts.ruling.get("open_points") or ()
    if points:
        yield Prose(_("Open points of the ruling"), "head")
        yield Sentences(tuple(Sentence(point_sentence(point, facts.case)) for point in points))


def _not_assessed(facts: Facts) -> Iterator[Table]:
    unasked = [place for place in PLACES if not facts.reading.is_asked(place)]
    if unasked:
        mark = Mark(_("Not assessed"), "ring-dashed", "open")
        yield Table(
            _("Not assessed"),
            (_("Question"), _("State"), _("Why")),
            rows(
                (_titled(place, places.title(place)), Cell(mark=mark), why_not(facts, place))
                for place in unasked
            ),
            manner="unreached",
            is_caption_shown=True,
        )
