"""The chapters of the short editions: what was decided, on what grounds, and what was withheld."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.cases import naming, wording
from assessments.cases.flow.lanes import quantity
from assessments.cases.sentences import is_standard
from assessments.records.blocks import Cell, Chapter, Pairs, Prose, Table, decided_mark, rows
from assessments.records.editions import GROUNDS, KINDS
from assessments.records.facts import Facts, Node, day, moment

from .conditions import measures, routine


def asked(facts: Facts) -> Chapter:
    """What was asked, as far as this edition tells."""
    transfer = facts.case.get("transfer") or {}
    party = transfer.get("end_user") or {}
    pairs = (
        (_("Activity"), str(wording.value("activity", transfer.get("activity")).label)),
        (_("Recipient State"), facts.state_name(transfer.get("recipient_state"))),
        (_("End user"), party.get("name")),
        (_("End use"), transfer.get("end_use")),
        (_("On the way"), _states(facts, transfer.get("route") or ())),
        (_("Standards"), _version(facts)),
        (_("Decided on"), day(facts.decision.get("on"))),
    )
    block = Pairs(_("The transfer"), tuple((name, Cell(words)) for name, words in pairs if words))
    return Chapter("asked", _("What was asked"), (*corrected(facts), block))


def _states(facts: Facts, codes) -> str:
    return naming.listed(facts.state_name(code) for code in codes)


def _version(facts: Facts) -> str:
    number = (facts.snapshot.get("standards") or {}).get("number")
    return _("Version %(number)s of the standards of this authority") % {"number": number}


def decided(facts: Facts) -> Chapter:
    """The decision of each item with its grounds."""
    table = Table(
        _("What was decided"),
        (_("Item"), _("Decision"), _("Grounds")),
        rows(_decided(facts, item, node) for item, node in facts.items.items()),
        manner="outcome",
    )
    return Chapter("decided", _("What was decided"), (table,))


def _decided(facts: Facts, item: str, node: Node) -> Iterator[Cell | str]:
    told = [node.get("description") or "", quantity(node) if "quantity" in node else ""]
    told.append(str(wording.value("article", node.get("article")).label))
    yield Cell(naming.item_name(item), small=", ".join(one for one in told if one), is_bold=True)
    outcome = facts.decided[item]
    permitted = facts.ruling.get("items", {}).get(item) or ()
    yield Cell(mark=decided_mark(outcome, closed=len(permitted) == 1))
    yield _grounds(facts, item)


def _grounds(facts: Facts, item: str) -> str:
    """The articles whose rules fired for the item, and whether a standard did."""
    fired = [one for one in facts.ruling.get("trace") or () if item in one.get("items", ())]
    cited = dict.fromkeys(one["article"] for one in fired if one.get("article"))
    words = _("Arms Trade Treaty, Articles %(articles)s")
    told = [words % {"articles": naming.latin(", ".join(cited))}] if cited else []
    if any(is_standard(one) for one in fired):
        told.append(_("Standard of this authority"))
    return "; ".join(told)


def conditions(facts: Facts) -> Chapter:
    """What the exporter has to keep."""
    given = list(enumerate(facts.decision.get("conditions") or (), 1))
    kept = [(number, one) for number, one in given if one.get("owner")]
    plain = [(number, one) for number, one in given if not one.get("owner")]
    tables = [
        *([measures(facts, kept)] if kept else ()),
        *([routine(facts, plain)] if plain else ()),
    ]
    nothing = Prose(_("No condition was set."))
    return Chapter("conditions", _("Conditions"), tuple(tables) or (nothing,))


def corrected(facts: Facts) -> tuple[Prose, ...]:
    """That a notice replaces an earlier one."""
    words = _(
        "This notice tells correction %(number)s, made on %(moment)s, and replaces what was issued"
        " before."
    )
    return tuple(
        Prose(words % {"number": one["number"] - 1, "moment": moment(one["at"])})
        for one in (facts.snapshot.get("corrections") or ())[-1:]
    )


def withheld(facts: Facts) -> Chapter:
    """What this edition does not tell, by kind and ground."""
    about = facts.snapshot.get("record") or {}
    table = Table(
        _("What was withheld"),
        (_("Kind"), _("Fields"), _("Ground")),
        rows(
            (str(KINDS[one["kind"]]), wording.number(one["fields"]), str(GROUNDS[one["kind"]]))
            for one in about.get("withheld") or ()
        ),
        manner="withheld",
    )
    lede = _(
        "This edition was made from the fields that its readers may have. What is not listed here"
        " is in it; nothing is blacked out."
    )
    return Chapter("withheld", _("What was withheld"), (table, _full(about)), lede)


def _full(about: Node) -> Prose:
    return Prose(
        _("The full record was made from the snapshot with the digest %(digest)s.")
        % {"digest": naming.latin(about.get("of") or "")}
    )
