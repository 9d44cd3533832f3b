"""Chapter 17: the outcome of each item, and how it follows from the answers."""

from collections.abc import Iterator, Mapping

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
    Mark,
    Prose,
    Sentence,
    Sentences,
    Table,
    decided_mark,
    rows,
)
from assessments.records.facts import Facts, Node, day, moment

from .alike import alike, block, fit_in_cells, items_cell, quoted

SIX_STEPS = "six_steps_bar"


def outcome(facts: Facts) -> Chapter:
    """17: what the law permits, what was decided and why, and the rules that say so."""
    ruled = day(facts.snapshot.get("ruled_on"))
    lede = _(
        "The product works out which decisions the law permits; a person decides among them. Ruling"
        " made on %(day)s."
    ) % {"day": ruled}
    return Chapter(
        "outcome",
        _("Outcome, item by item"),
        (*_decided(facts), *_trace(facts)),
        lede if ruled else "",
    )


def _decided(facts: Facts) -> Iterator[Table | Prose | Answer]:
    """One table; beside it the reasons one by one where they are long."""
    reasons = {
        line["item"]: line.get("reasons") or "" for line in facts.decision.get("lines") or ()
    }
    is_short = fit_in_cells(reasons.values())
    shown = reasons if is_short else {}
    yield _table(facts, shown)
    if not facts.decision:
        return
    told = {
        "name": naming.isolated(facts.decision.get("by") or ""),
        "moment": moment(facts.decision.get("at")),
    }
    by = _("Decided by %(name)s, %(moment)s.") % told
    if is_short:
        yield Prose(by, "meta")
        return
    groups = alike(reasons, lambda item: (outcome_mark(facts, item), reasons[item]))
    for items, (mark, why) in groups:
        yield block(facts, items, mark, why, (_("Decided for %(item)s"), by))


def _table(facts: Facts, reasons: Mapping[str, str]) -> Table:
    def said(item: str) -> tuple[str, Mark | None, str]:
        mark = outcome_mark(facts, item) if item in facts.decided else None
        return permitted(facts, item), mark, reasons.get(item, "")

    has_reasons = any(reasons.values())
    heads = (_("Item"), _("The law permits"), _("Decision"), _("Reasons"))
    body = rows(
        (
            items_cell(facts, items),
            permits,
            Cell(mark=mark) if mark else _("Not decided"),
            *((quoted(why),) if has_reasons else ()),
        )
        for items, (permits, mark, why) in alike(facts.items, said)
    )
    manner = "reasoned" if has_reasons else "outcome"
    return Table(_("Outcome, item by item"), heads[: 3 + has_reasons], body, manner=manner)


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


def _trace(facts: Facts) -> Iterator[Prose | Sentences]:
    entries = facts.ruling.get("trace") or ()
    if entries:
        yield Prose(_("How the ruling follows from the answers"), "head")
        yield Sentences(tuple(_sentence(facts, entry) for entry in entries))


def _sentence(facts: Facts, entry: Node) -> Sentence:
    cite = _("Standard") if is_standard(entry) else naming.latin(entry["article"])
    standing = STANDARD if is_standard(entry) else TREATY
    return Sentence(sentence(entry, facts.item_names, facts.risk_names), cite, standing)
