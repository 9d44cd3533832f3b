"""Rule 3: an exemption under Article 6(1) or 6(2) must fit what is being supplied."""

from collections.abc import Iterable, Iterator
from typing import Any

from assessments.law import places
from assessments.law.answers import Prohibition
from assessments.law.blank import folded, is_blank
from assessments.law.findings import Article6Answer, Exemption, Findings, Item, Items
from assessments.law.points import OpenPoint, PointCode
from assessments.law.trace import Effect, Entry, open_entry

RULE = 3
NOTHING = Exemption("", "", "", {})

Facts = dict[str, Any]


def judge(findings: Findings, allowed: Items) -> Iterator[Entry]:
    """Article 6(1), 6(2): an exemption changes the obligation only as far as it reaches.

    `allowed` are the items that rule 2 does not prohibit; the exemption is judged for no other.
    """
    for given in findings.article_6[:2]:
        if given.answer == Prohibition.EXEMPT:
            items = given.concerns(allowed)
            if items:
                yield from _judged(findings, given, items)


def _judged(findings: Findings, given: Article6Answer, items: Items) -> Iterator[Entry]:
    exemption = given.exemption or NOTHING
    lacking = _lacking(findings, given.place, exemption)
    if lacking:
        yield _not_shown(given.place, items, lacking)
        return
    yield from _fitted(findings, given.place, exemption, items)


def _lacking(findings: Findings, place: str, exemption: Exemption) -> dict[str, Any]:
    """What must be known to judge the exemption and is not, by place."""
    needed: dict[str, Any] = {
        f"{place}.exemption.reference": None if is_blank(exemption.reference) else True,
        f"{place}.exemption.end_user": None if is_blank(exemption.end_user) else True,
        f"{place}.exemption.valid_until": None if is_blank(exemption.valid_until) else True,
        f"{place}.exemption.quantities": exemption.quantities or None,
        places.DECISION_DATE: findings.decided_on or None,
    }
    return {where: None for where, answer in needed.items() if answer is None}


def _not_shown(place: str, items: Items, lacking: dict[str, Any]) -> Entry:
    """An exemption that cannot be checked yet: the items may only be refused."""
    answers = {place: Prohibition.EXEMPT.value} | lacking
    point = OpenPoint(PointCode.MISSING, place)
    return open_entry(RULE, places.ARTICLES[place], items, answers, point)


def _fitted(findings: Findings, place: str, exemption: Exemption, items: Items) -> Iterator[Entry]:
    article = places.ARTICLES[place]
    claim: dict[str, Any] = {place: Prohibition.EXEMPT.value}
    for item in findings.items:
        if item.id in items:
            compared = list(_compared(findings, place, exemption, item))
            misfits = _joined(facts for fits, facts in compared if not fits)
            if misfits:
                point = OpenPoint(PointCode.EXEMPTION_INVALID, place, item.id)
                yield Entry(RULE, article, (item.id,), claim | misfits, Effect.PROHIBITED, point)
            else:
                seen = claim | _joined(facts for _fits, facts in compared)
                yield Entry(RULE, article, (item.id,), seen, Effect.EXEMPT)


def _joined(several: Iterable[Facts]) -> Facts:
    return {where: answer for facts in several for where, answer in facts.items()}


def _compared(
    findings: Findings, place: str, exemption: Exemption, item: Item
) -> Iterator[tuple[bool, Facts]]:
    """Whether day, end user and quantity fit the item, each beside what it has to match."""
    last_day = {
        f"{place}.exemption.valid_until": exemption.valid_until,
        places.DECISION_DATE: findings.decided_on,
    }
    yield findings.decided_on <= exemption.valid_until, last_day
    end_user = {
        f"{place}.exemption.end_user": exemption.end_user,
        places.END_USER: findings.end_user,
    }
    yield folded(exemption.end_user) == folded(findings.end_user), end_user
    granted = exemption.quantities.get(item.id)
    quantity = {
        f"{place}.exemption.quantities.{item.id}": granted,
        places.of_item(item.id, "quantity"): item.quantity,
    }
    yield granted is not None and item.quantity is not None and item.quantity <= granted, quantity
