"""Chapter 16: the outcome of each item, and how it follows from the answers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.cases import naming
from assessments.cases.sentences import is_standard, sentence
from assessments.cases.terms import DECISIONS
from assessments.records.blocks import (
    STANDARD,
    TREATY,
    Answer,
    Cell,
    Chapter,
    Prose,
    Reason,
    Sentence,
    Sentences,
    Table,
    decided_mark,
    rows,
)
from assessments.records.facts import Facts, Node, day, moment

SIX_STEPS = "six_steps_bar"


def outcome(facts: Facts) -> Chapter:
    """16: what the law permits, what was decided and why, and the rules that say so."""
    ruled = day(facts.snapshot.get("ruled_on"))
    lede = _(
        "The product works out which decisions the law permits; a person decides among them. Ruling"
        " made on %(day)s."
    ) % {"day": ruled}
    return Chapter(
        "outcome",
        _("Outcome, item by item"),
        (_table(facts), *_decisions(facts), *_trace(facts)),
        lede if ruled else "",
    )


def _table(facts: Facts) -> Table:
    return Table(
        _("Outcome, item by item"),
        (_("Item"), _("The law permits"), _("Decision")),
        rows(_row(facts, item, node) for item, node in facts.items.items()),
        manner="outcome",
    )


def _row(facts: Facts, item: str, node: Node) -> Iterator[Cell | str]:
    yield Cell(naming.item_name(item), small=node.get("description") or "", is_bold=True)
    yield permitted(facts, item)
    yield Cell(mark=outcome_mark(facts, item)) if item in facts.decided else _("Not decided")


def permitted(facts: Facts, item: str) -> str:
    """What the law permits of an item; with points open, that it cannot be assessed yet."""
    reading = facts.reading
    closed = reading.closed_by(item) or item in reading.prohibited or item in reading.outside
    if reading.points_of(item) and not closed:
        return _("Not yet assessable; it may only be refused")
    return naming.listed(str(DECISIONS[one].label) for one in reading.permits.get(item) or ())


def outcome_mark(facts: Facts, item: str):
    """The outcome of an item; a refusal that the law left no choice about is marked as closed."""
    return decided_mark(facts.decided[item], closed=bool(facts.reading.closed_by(item)))


def _decisions(facts: Facts) -> Iterator[Answer]:
    told = {
        "name": naming.isolated(facts.decision.get("by") or ""),
        "moment": moment(facts.decision.get("at")),
    }
    for line in facts.decision.get("lines") or ():
        yield Answer(
            cite="",
            title=_("Decided for %(item)s")
            % {"item": facts.item_names.get(line["item"], line["item"])},
            marks=(outcome_mark(facts, line["item"]),),
            reasons=(Reason("", line["reasons"]),) if line.get("reasons") else (),
            meta=(_("Decided by %(name)s, %(moment)s.") % told,),
        )


def _trace(facts: Facts) -> Iterator[Prose | Sentences]:
    entries = facts.ruling.get("trace") or ()
    if entries:
        yield Prose(_("How the ruling follows from the answers"), "head")
        yield Sentences(tuple(_sentence(facts, entry) for entry in entries))


def _sentence(facts: Facts, entry: Node) -> Sentence:
    cite = _("Standard") if is_standard(entry) else naming.latin(entry["article"])
    standing = STANDARD if is_standard(entry) else TREATY
    return Sentence(sentence(entry, facts.item_names, facts.risk_names), cite, standing)
