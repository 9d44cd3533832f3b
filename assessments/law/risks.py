"""Rules 8 and 9: each risk is mapped, mitigated as far as it can be, and then decided."""

from collections.abc import Iterator
from typing import Any

from assessments.law import places
from assessments.law.answers import AVAILABLE, Contribution, Mitigation, Overriding, Reading
from assessments.law.blank import why_open
from assessments.law.findings import Findings, Items, Risk
from assessments.law.points import OpenPoint, PointCode
from assessments.law.standards import Standard
from assessments.law.trace import Effect, Entry, open_entry


def worked_through(findings: Findings, left: Items) -> Iterator[Entry]:
    """Rule 8: every risk with an item left; another is not judged here."""
    for risk in findings.risks:
        items = risk.touches(left)
        if items:
            yield from mapped(findings, risk, items)
            yield from used_how(findings, risk, items)
            yield from mitigation(findings, risk, items)
            yield from overriding(findings, risk, items)
            yield from weighing(findings, risk, items)


def mapped(findings: Findings, risk: Risk, items: Items) -> Iterator[Entry]:
    """Article 7(1): a risk is a risk of one of the five consequences.

    That a risk from the six steps must be one too is a standard; with gender-based violence as a
    ground of national law it need not be.
    """
    if risk.line is not None or _is_national(findings, risk):
        return
    basis = Standard.SIX_STEPS_MAPPED_TO_A_LINE if risk.is_gbv else "7(1)"
    yield _open(basis, risk, "line", items, {"line": None}, PointCode.UNMAPPED)


def used_how(findings: Findings, risk: Risk, items: Items) -> Iterator[Entry]:
    """Article 7(1)(b) and 7(4): would the items be used to commit, to facilitate, or both?"""
    is_violation = risk.line is not None and risk.line != places.PEACE_AND_SECURITY
    if risk.has_mode or not (is_violation or risk.is_gbv):
        return
    basis = "7(1)(b)" if is_violation else basis_of(findings, risk, "7(4)")
    yield _open(basis, risk, "modes", items, {"modes": None}, PointCode.MISSING)


def mitigation(findings: Findings, risk: Risk, items: Items) -> Iterator[Entry]:
    """Article 7(2): measures are considered for every risk, and only real ones count.

    "None required" records that they were considered; it cannot stand beside an overriding risk.
    """
    basis = basis_of(findings, risk, "7(2)")
    answer = {"mitigation": risk.mitigation}
    code = why_open(risk.mitigation)
    if code:
        yield _open(basis, risk, "mitigation", items, answer, code)
    both = answer | {"overriding": risk.overriding}
    if risk.mitigation == Mitigation.NONE_REQUIRED and risk.overriding == Overriding.YES:
        yield _open(basis, risk, "mitigation", items, both, PointCode.CONTRADICTION)
    if risk.is_relied_on:
        yield from reliance(basis, risk, items)
    if _counts_on_what_is_not_there(risk):
        yield _open(basis, risk, "mitigation", items, both, PointCode.PENDING_MEASURE)


def reliance(basis: str, risk: Risk, items: Items) -> Iterator[Entry]:
    """Article 7(2): a measure relied on has to be listed, and to be one that may be had."""
    answers: dict[str, Any] = {"mitigation": risk.mitigation, "mitigation.relied_on": True}
    if risk.mitigation not in AVAILABLE:
        yield _open(basis, risk, "mitigation", items, answers, PointCode.CONTRADICTION)
    if not risk.has_measure:
        lacking = answers | {"mitigation.measures": None}
        yield _open(basis, risk, "mitigation", items, lacking, PointCode.NO_MEASURE_DESCRIBED)


def _counts_on_what_is_not_there(risk: Risk) -> bool:
    """Pending measures carry a "no" only if nothing moves before they are in place."""
    is_secured = risk.is_relied_on and risk.is_condition_precedent
    is_no = risk.overriding == Overriding.NO
    return risk.mitigation == Mitigation.PENDING and is_no and not is_secured


def overriding(findings: Findings, risk: Risk, items: Items) -> Iterator[Entry]:
    """Article 7(3): whether what remains of the risk is overriding has to be decided."""
    code = why_open(risk.overriding)
    if code:
        basis = basis_of(findings, risk, "7(3)")
        yield _open(basis, risk, "overriding", items, {"overriding": risk.overriding}, code)


def weighing(findings: Findings, risk: Risk, items: Items) -> Iterator[Entry]:
    """Article 7(3), as read by some authorities: the risk weighed against the contribution.

    Open only under that reading, against a substantial contribution, for an answer of "no", and
    with a lawyer and the head of the authority agreeing: a standard, all of it.
    """
    if not risk.is_weighed:
        return
    answers: dict[str, Any] = {
        "overriding": risk.overriding,
        "overriding.weighed_against_contribution": True,
    }
    if may_be_weighed(findings, risk):
        effect = Effect.SIGN_OFF_LEGAL_AND_HEAD
        yield Entry(8, Standard.WEIGHING, items, _by_place(risk, answers), effect)
        return
    seen = _by_place(risk, answers) | {
        places.READING: str(findings.standards.overriding_reading),
        places.CONTRIBUTION: findings.contribution,
    }
    point = OpenPoint(PointCode.CONTRADICTION, places.of_risk(risk.id, "overriding"))
    yield open_entry(8, Standard.WEIGHING, items, seen, point)


def may_be_weighed(findings: Findings, risk: Risk) -> bool:
    """Whether the standards in force and the answers allow the risk to be weighed."""
    return (
        findings.standards.overriding_reading == Reading.WEIGHING
        and findings.contribution == Contribution.SUBSTANTIAL
        and risk.overriding == Overriding.NO
    )


def overridden(findings: Findings, left: Items) -> Iterator[Entry]:
    """Rule 9, Article 7(3): an overriding risk, mitigation considered, forbids authorisation.

    One is enough; what the other risks say does not matter.
    """
    for risk in findings.risks:
        items = risk.touches(left)
        if items and risk.overriding == Overriding.YES and _is_recorded(risk):
            answers = {"mitigation": risk.mitigation, "overriding": risk.overriding}
            basis = basis_of(findings, risk, "7(3)")
            yield Entry(9, basis, items, _by_place(risk, answers), Effect.REFUSE_ONLY)


def _is_recorded(risk: Risk) -> bool:
    return why_open(risk.mitigation) is None and risk.mitigation != Mitigation.NONE_REQUIRED


def _is_national(findings: Findings, risk: Risk) -> bool:
    """A risk from the six steps on no line, which then rests on national law, not on 7(3)."""
    return risk.is_gbv and risk.line is None and findings.standards.gbv_is_national_ground


def basis_of(findings: Findings, risk: Risk, article: str) -> str:
    """What a rule about a risk rests on: the article, or the ground that national law adds."""
    return Standard.GBV_IS_NATIONAL_GROUND if _is_national(findings, risk) else article


def _by_place(risk: Risk, answers: dict[str, Any]) -> dict[str, Any]:
    return {places.of_risk(risk.id, part): answer for part, answer in answers.items()}


def _open(
    basis: str, risk: Risk, part: str, items: Items, answers: dict[str, Any], code: str
) -> Entry:
    point = OpenPoint(code, places.of_risk(risk.id, part))
    return open_entry(8, basis, items, _by_place(risk, answers), point)
