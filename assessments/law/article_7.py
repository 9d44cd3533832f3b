"""Rules 6 and 7: does Article 7 apply, and has each of its five consequences been assessed?"""

from collections.abc import Iterator

from assessments.law import places
from assessments.law.answers import Activity, Knowledge, Potential
from assessments.law.article_6 import indicated
from assessments.law.blank import why_open
from assessments.law.findings import Findings, Items
from assessments.law.points import OpenPoint, PointCode
from assessments.law.standards import Standard
from assessments.law.trace import Effect, Entry, open_entry

ARTICLE = "7(1)"


def applies(findings: Findings) -> bool:
    """Article 7(1) speaks of exports; an authority may assess other transfers, never imports."""
    if findings.activity == Activity.IMPORT:
        return False
    return findings.activity == Activity.EXPORT or findings.standards.article_7_for_all_transfers


def application(findings: Findings, left: Items) -> Entry:
    """Rule 6, Article 7(1): whether the items left are assessed under Article 7.

    Where they are not, the decision is a national one, within what the rules above leave.
    """
    answers = {places.ACTIVITY: findings.activity}
    if not applies(findings):
        return Entry(6, ARTICLE, left, answers, Effect.ARTICLE_7_DOES_NOT_APPLY)
    is_treaty = findings.activity == Activity.EXPORT
    basis = ARTICLE if is_treaty else Standard.ARTICLE_7_FOR_ALL_TRANSFERS
    return Entry(6, basis, left, answers, Effect.ARTICLE_7_APPLIES)


def contribution(findings: Findings, left: Items) -> Iterator[Entry]:
    """Rule 7, Article 7(1)(a): what the items would contribute to peace and security is asked.

    Not knowing is allowed here; not having asked is not.
    """
    if findings.contribution is None:
        point = OpenPoint(PointCode.MISSING, places.CONTRIBUTION)
        yield open_entry(7, "7(1)(a)", left, {places.CONTRIBUTION: None}, point)


def lines(findings: Findings, left: Items) -> Iterator[Entry]:
    """Rule 7, Article 7(1): each of the five consequences is answered, as its risks say."""
    for line in places.LINES:
        code = why_open(findings.lines[line]) or _disagreement(findings, line)
        if code:
            answers = {line: findings.lines[line]} | _general_risks(findings, line, code)
            point = OpenPoint(code, line)
            yield open_entry(7, places.ARTICLES[line], left, answers, point)


def _disagreement(findings: Findings, line: str) -> str | None:
    """A consequence identified without a risk, or a general risk beside the answer "none"."""
    on_line = [risk for risk in findings.risks if risk.line == line]
    if findings.lines[line] == Potential.IDENTIFIED:
        return None if on_line else PointCode.NO_RISK_DESCRIBED
    return PointCode.CONTRADICTION if any(not risk.is_gbv for risk in on_line) else None


def _general_risks(findings: Findings, line: str, code: str) -> dict[str, str]:
    """The risks that contradict the answer "none"."""
    if code != PointCode.CONTRADICTION:
        return {}
    general = [risk for risk in findings.risks if risk.line == line and not risk.is_gbv]
    return {places.of_risk(risk.id, "line"): line for risk in general}


def crimes_and_violations(findings: Findings, left: Items) -> Iterator[Entry]:
    """Rule 7, Article 7(1)(b)(i) and (ii): what points to a crime is at least a possible violation.

    Indications under 6(3) therefore cannot stand beside "none" for both bodies of law, even
    where a risk from the six steps engages one of them.
    """
    answers = {line: findings.lines[line] for line in (places.IHL, places.IHRL)}
    is_none = all(answer == Potential.NONE for answer in answers.values())
    if is_none and indicated(findings, left):
        point = OpenPoint(PointCode.CONTRADICTION, places.KNOWLEDGE)
        seen = {places.KNOWLEDGE: Knowledge.INDICATIONS.value} | answers
        yield open_entry(7, "7(1)(b)", left, seen, point)


def engaged(findings: Findings) -> tuple[str, ...]:
    """Article 7(1): the lines answered "identified", or named by a risk of either kind."""
    named = {risk.line for risk in findings.risks}
    return tuple(
        line
        for line in places.LINES
        if findings.lines[line] == Potential.IDENTIFIED or line in named
    )
