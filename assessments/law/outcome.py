"""Rules 10 and 11: what remains open for an item that no rule above bars."""

from collections.abc import Iterable, Iterator
from typing import Any

from assessments.law import places
from assessments.law.findings import Findings, Items
from assessments.law.risks import basis_of
from assessments.law.trace import Effect, Entry


def measures(findings: Findings, items: Items, earlier: Iterable[Entry]) -> Iterator[Entry]:
    """Rule 10, Article 7(2) and 11(2): where the permission rests on measures, they bind.

    Each measure relied on becomes a condition of the authorisation.
    """
    yield from _against_diversion(items, earlier)
    for risk in findings.risks:
        touched = risk.touches(items) if risk.is_relied_on else ()
        if touched:
            answers = {
                places.of_risk(risk.id, "mitigation"): risk.mitigation,
                places.of_risk(risk.id, "mitigation.relied_on"): True,
            }
            yield Entry(
                10, basis_of(findings, risk, "7(2)"), touched, answers, Effect.MEASURES_RELIED_ON
            )


def _against_diversion(items: Items, earlier: Iterable[Entry]) -> Iterator[Entry]:
    """Rule 5 has said of these items that they may not be plainly authorised."""
    for entry in earlier:
        if entry.effect == Effect.NOT_PLAINLY_AUTHORISED:
            concerned = tuple(item for item in items if item in entry.items)
            if concerned:
                yield entry._replace(rule=10, items=concerned, effect=Effect.MEASURES_RELIED_ON)


def otherwise(findings: Findings, items: Items) -> Iterator[Entry]:
    """Rule 11, Article 7(3): no overriding risk stands in the way, and refusal stays open.

    Where a risk touches the item measures may still be attached; the Treaty is a floor.
    """
    untouched = set(items)
    for risk in findings.risks:
        touched = risk.touches(items)
        if touched:
            untouched.difference_update(touched)
            place = places.of_risk(risk.id, "overriding")
            answers = {place: risk.overriding}
            yield Entry(
                11, basis_of(findings, risk, "7(3)"), touched, answers, Effect.RISK_NOT_OVERRIDING
            )
    if untouched:
        lines: dict[str, Any] = dict(findings.lines)
        free = tuple(item for item in items if item in untouched)
        yield Entry(11, "7(3)", free, lines, Effect.NO_RISK)
