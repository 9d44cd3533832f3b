"""Rule 3: an exemption under Article 6(1) or 6(2) must fit what is being supplied."""

from collections.abc import Iterator
from typing import Any

from assessments.law import places
from assessments.law.answers import Prohibition
from assessments.law.blank import folded, is_blank
from assessments.law.findings import Article6Answer, Exemption, Findings, Item, Items
from assessments.law.points import OpenPoint, PointCode
from assessments.law.trace import Effect, Entry, open_entry

RULE = 3
NOTHING = Exemption("", "", "", {})


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
            misfits = _misfits(findings, place, exemption, item)
            if misfits:
                point = OpenPoint(PointCode.EXEMPTION_INVALID, place, item.id)
                yield Entry(RULE, article, (item.id,), claim | misfits, Effect.PROHIBITED, point)
            else:
                yield Entry(RULE, article, (item.id,), claim, Effect.EXEMPT)


def _misfits(findings: Findings, place: str, exemption: Exemption, item: Item) -> dict[str, Any]:
    """Why the exemption does not fit the item: each answer beside what it should have matched."""
    misfits: dict[str, Any] = {}
    if exemption.valid_until < findings.decided_on:
        misfits[f"{place}.exemption.valid_until"] = exemption.valid_until
        misfits[places.DECISION_DATE] = findings.decided_on
    if folded(exemption.end_user) != folded(findings.end_user):
        misfits[f"{place}.exemption.end_user"] = exemption.end_user
        misfits[places.END_USER] = findings.end_user
    granted = exemption.quantities.get(item.id)
    if granted is None or item.quantity is None or granted < item.quantity:
        misfits[f"{place}.exemption.quantities.{item.id}"] = granted
        misfits[places.of_item(item.id, "quantity")] = item.quantity
    return misfits
