"""Chapters 5 and 6: scope, the prohibitions of Article 6, and diversion."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.cases import naming, wording
from assessments.cases.naming import items_phrase
from assessments.records.blocks import STANDARD, TREATY, Answer, Chapter, Reason, Table, rows
from assessments.records.facts import NOTHING, Facts, Node, day
from assessments.records.questions import question

from .lists import as_they_stood
from .screening import screened


def scope_and_article_6(facts: Facts) -> Chapter:
    """5: is the Treaty speaking, and does it prohibit?"""
    blocks = [
        question(facts, "scope", cite=naming.latin("2, 3, 4")),
        *(_prohibition(facts, place) for place in ("6.1", "6.2", "6.3")),
        *as_they_stood(facts),
        *screened(facts),
    ]
    return Chapter("article-6", _("Scope and Article 6"), tuple(blocks))


def _prohibition(facts: Facts, place: str) -> Answer:
    node = facts.reading.node(place)
    exemption = node.get("exemption") or NOTHING
    tables = (_exemption(facts, exemption),) if exemption else ()
    return question(facts, place, notes=tuple(_concerned(node)), tables=tables)


def _concerned(node: Node) -> Iterator[str]:
    if node.get("items"):
        yield _("The answer concerns: %(items)s") % {"items": items_phrase(node["items"])}


def _exemption(facts: Facts, exemption: Node) -> Table:
    covered = exemption.get("quantities") or NOTHING
    applied = facts.items
    quantities = "; ".join(
        _("%(item)s: %(covered)s of %(wanted)s")
        % {
            "item": naming.item_name(item),
            "covered": wording.number(amount),
            "wanted": wording.number((applied.get(item) or NOTHING).get("quantity")) or "–",
        }
        for item, amount in covered.items()
    )
    return Table(
        _("Exemption claimed"),
        (_("Reference"), _("End user named"), _("Last day"), _("Quantity covered")),
        rows(
            [
                (
                    exemption.get("reference") or _("No answer"),
                    exemption.get("end_user") or _("No answer"),
                    day(exemption.get("valid_until")) or _("No answer"),
                    quantities or _("No answer"),
                )
            ]
        ),
        is_caption_shown=True,
    )


def diversion(facts: Facts) -> Chapter:
    """6: diversion, asked before the lines of Article 7."""
    node = facts.reading.node("11.2")
    reasons = ()
    if node.get("if_diverted"):
        reasons = (Reason(_("If it were diverted: to whom, and to do what"), node["if_diverted"]),)
    block = question(
        facts,
        "11.2",
        reasons=reasons,
        notes=tuple(precedent(node)),
        tables=measures_table(facts, node),
        standing=_standing(facts),
    )
    return Chapter("diversion", _("Diversion"), (block,))


def _standing(facts: Facts) -> str:
    """Article 11(2) speaks of exports of the arms of Article 2(1); the rest is a standard."""
    activity = (facts.case.get("transfer") or NOTHING).get("activity")
    left = [facts.items[item].get("article") for item in facts.reading.left]
    is_treaty = any((article or "").startswith("2.1") for article in left)
    return TREATY if activity == "export" and is_treaty else STANDARD


def measures_table(facts: Facts, node: Node) -> tuple[Table, ...]:
    """The measures listed in an answer."""
    measures = [one for one in node.get("measures") or () if one.get("code") or one.get("text")]
    if not measures:
        return ()
    return (
        Table(
            _("Measures"), (_("Measures listed"),), rows([facts.measure(one)] for one in measures)
        ),
    )


def precedent(node: Node) -> Iterator[str]:
    """That the measures have to be met first, Article 7(5)."""
    if node.get("condition_precedent"):
        yield _("Condition precedent: they must be met before anything ships.")
