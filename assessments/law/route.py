"""Which places are asked on the route taken, given the answers so far."""

from collections.abc import Iterable

from assessments.law import article_6, article_7, diversion, exemptions, places, scope, six_steps
from assessments.law.answers import Prohibition, Scope
from assessments.law.findings import Findings, Item, Items
from assessments.law.trace import Effect, Entry, items_under, without

PROHIBITED = frozenset({Effect.PROHIBITED})
IN_SCOPE = frozenset({Effect.IN_SCOPE})

# Before the first item is listed the route is shown as it would be for an arm of Article 2(1).
ANY_ARM = Item("", "", None)


def asked(findings: Findings) -> frozenset[str]:
    """The places that are asked. A place stays away only where an earlier answer closes it."""
    if findings.scope not in (None, Scope.IN):
        return frozenset({places.SCOPE})
    findings = findings._replace(scope=Scope.IN, items=findings.items or (ANY_ARM,))
    in_scope = tuple(sorted(items_under(scope.judge(findings), IN_SCOPE)))
    barred, allowed = _article_6_judged(findings, in_scope)
    left = without(in_scope, items_under(barred, PROHIBITED))
    asked_places = {places.SCOPE, *_of_article_6(findings, in_scope, allowed, barred)}
    if diversion.asked(findings, left):
        asked_places.add(places.DIVERSION)
    if left and article_7.applies(findings):
        asked_places |= _of_article_7(findings, left)
    return frozenset(asked_places)


def _article_6_judged(findings: Findings, in_scope: Items) -> tuple[list[Entry], Items]:
    """The entries of rules 2 and 3, and the items that rule 2 does not prohibit."""
    prohibitions = list(article_6.prohibitions(findings, in_scope))
    allowed = without(in_scope, items_under(prohibitions, PROHIBITED))
    return prohibitions + list(exemptions.judge(findings, allowed)), allowed


def _of_article_6(
    findings: Findings, in_scope: Items, allowed: Items, barred: Iterable[Entry]
) -> set[str]:
    """6(1), 6(2) and 6(3), each asked while those before it leave an item."""
    asked_places: set[str] = set()
    standing = in_scope
    for given in findings.article_6:
        if not standing:
            break
        asked_places.add(given.place)
        if given.answer == Prohibition.EXEMPT and given.concerns(allowed):
            asked_places.add(f"{given.place}.exemption")
        own = [entry for entry in barred if entry.basis == places.ARTICLES[given.place]]
        standing = without(standing, items_under(own, PROHIBITED))
    return asked_places


def _of_article_7(findings: Findings, left: Items) -> set[str]:
    """Article 7: the five lines, the six steps, and each risk that has an item left."""
    asked_places = {places.CONTRIBUTION, *places.LINES, places.STEP_1}
    if findings.found_forms:
        asked_places.add(places.STEP_2)
    if findings.has_serious_form or six_steps.holds_a_leftover(findings):
        asked_places |= {places.STEP_3, places.STEP_4}
    for risk in findings.risks:
        if risk.touches(left):
            asked_places |= {places.of_risk(risk.id, part) for part in places.RISK_PARTS}
    return asked_places
