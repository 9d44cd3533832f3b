"""Rule 1: does the Treaty speak about this transfer, and about which of its items?"""

from assessments.law import places
from assessments.law.answers import ItemArticle, Scope
from assessments.law.blank import why_open
from assessments.law.findings import Findings, Items
from assessments.law.points import OpenPoint, PointCode
from assessments.law.standards import Standard
from assessments.law.trace import Effect, Entry, open_entry

RULE = 1
ARTICLES = "2(1), 3, 4"


def judge(findings: Findings) -> list[Entry]:
    """Articles 2, 3 and 4: what the Treaty covers. Where it does not, nothing else is asked."""
    match findings.scope:
        case Scope.IN:
            return covered(findings)
        case Scope.EXCLUDED:
            return excluded(findings)
        case Scope.OUT:
            return out(findings)
    return undetermined(findings)


def excluded(findings: Findings) -> list[Entry]:
    """Article 2(3): a State Party moves arms for its own use and keeps them.

    The Treaty leaves such a movement alone. That a lawyer agrees is this authority's standard.
    """
    answers = {places.SCOPE: findings.scope}
    items = _every(findings)
    sign_off = Standard.LEGAL_SIGN_OFF_FOR_EXCLUSION
    return [
        Entry(RULE, "2(3)", items, answers, Effect.OUTSIDE_TREATY),
        Entry(RULE, sign_off, items, answers, Effect.SIGN_OFF_LEGAL),
    ]


def out(findings: Findings) -> list[Entry]:
    """Articles 2(1), 3 and 4: none of the items is of a kind they name.

    An item that is classified under one of them contradicts the answer.
    """
    answers = {places.SCOPE: findings.scope}
    treaty_items = [item for item in findings.items if item.article != ItemArticle.OUTSIDE]
    if not treaty_items:
        return [Entry(RULE, ARTICLES, _every(findings), answers, Effect.OUTSIDE_TREATY)]
    answers |= {places.of_item(item.id, "article"): item.article for item in treaty_items}
    point = OpenPoint(PointCode.CONTRADICTION, places.SCOPE)
    return [open_entry(RULE, ARTICLES, _every(findings), answers, point)]


def undetermined(findings: Findings) -> list[Entry]:
    """Articles 2(1), 3 and 4: while scope is open nobody knows which duties bind."""
    answers = {places.SCOPE: findings.scope}
    point = OpenPoint(why_open(findings.scope) or PointCode.UNKNOWN, places.SCOPE)
    return [open_entry(RULE, ARTICLES, _every(findings), answers, point)]


def covered(findings: Findings) -> list[Entry]:
    """Articles 2(1), 3 and 4, item by item: those outside leave the assessment here."""
    outside = tuple(item.id for item in findings.items if item.article == ItemArticle.OUTSIDE)
    inside = tuple(item.id for item in findings.items if item.article != ItemArticle.OUTSIDE)
    entries = []
    if inside:
        answers = {places.SCOPE: findings.scope}
        entries.append(Entry(RULE, ARTICLES, inside, answers, Effect.IN_SCOPE))
    if outside:
        answers = {places.of_item(item, "article"): ItemArticle.OUTSIDE.value for item in outside}
        entries.append(Entry(RULE, ARTICLES, outside, answers, Effect.OUTSIDE_TREATY))
    return entries


def _every(findings: Findings) -> Items:
    return tuple(item.id for item in findings.items)
