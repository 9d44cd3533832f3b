"""Rule 7, continued: steps 1 to 4 on gender-based violence and violence against women and children.

Article 7(4) asks the exporting State to take into account the risk that the items are used to
commit or facilitate serious acts of either. The six steps are how; steps 1 to 3 come from
voluntary guidance, so that holding a case back for them is a standard of this authority.
"""

from collections.abc import Iterator
from typing import Any

from assessments.law import places
from assessments.law.answers import Action, Link, Prevalence, Severity
from assessments.law.blank import is_blank, why_open
from assessments.law.findings import Findings, Items
from assessments.law.points import OpenPoint, PointCode
from assessments.law.standards import Standard
from assessments.law.trace import Entry, open_entry

RULE = 7
ARTICLE = "7(4)"
GUIDANCE = Standard.SIX_STEPS_BAR


def judge(findings: Findings, left: Items) -> Iterator[Entry]:
    """Article 7(4), steps 1 to 4, in their order."""
    yield from prevalence(findings, left)
    yield from seriousness(findings, left)
    if findings.has_serious_form:
        yield from state_action(findings, left)
        yield from link(findings, left)
    else:
        yield from link_without_serious_acts(findings, left)


def prevalence(findings: Findings, left: Items) -> Iterator[Entry]:
    """Step 1: which forms are prevalent, each with a finding; "nothing found" is a finding too."""
    code = why_open(findings.prevalence)
    if code:
        yield _open(GUIDANCE, left, {places.STEP_1: findings.prevalence}, code)
        return
    unfound = [form.code for form in findings.forms if is_blank(form.finding)]
    if unfound or not findings.forms:
        answers = {places.STEP_1: Prevalence.COMPLETE.value, places.FORMS: unfound}
        yield _open(GUIDANCE, left, answers, PointCode.MISSING)


def seriousness(findings: Findings, left: Items) -> Iterator[Entry]:
    """Step 2: how serious the acts found are, form by form; there is no minimum of victims."""
    for severity in (None, Severity.UNDETERMINED.value):
        forms = [form.code for form in findings.found_forms if (form.severity or None) == severity]
        code = why_open(severity)
        if forms and code:
            yield _open(GUIDANCE, left, {places.STEP_2: severity, places.FORMS: forms}, code)


def state_action(findings: Findings, left: Items) -> Iterator[Entry]:
    """Step 3: whether the State acts against the serious acts found.

    Not to know is allowed unless step 4 sees a link. The finding on the end user is never needed.
    """
    answers = {places.STEP_3: findings.state_action}
    if findings.state_action is None:
        yield _open(GUIDANCE, left, answers, PointCode.MISSING)
    elif findings.state_action == Action.UNKNOWN and findings.link == Link.IDENTIFIED:
        yield _open(GUIDANCE, left, answers | {places.STEP_4: findings.link}, PointCode.UNKNOWN)


def link(findings: Findings, left: Items) -> Iterator[Entry]:
    """Step 4: whether the items could be used in the serious acts, as the risks described say."""
    answers = {places.STEP_4: findings.link}
    code = why_open(findings.link)
    if code:
        yield _open(ARTICLE, left, answers, code)
    elif findings.link == Link.IDENTIFIED and not findings.gbv_risks:
        yield _open(ARTICLE, left, answers, PointCode.NO_RISK_DESCRIBED)
    elif findings.link == Link.NO_CREDIBLE_LINK and findings.gbv_risks:
        yield _open(ARTICLE, left, answers | _risks(findings), PointCode.CONTRADICTION)


def link_without_serious_acts(findings: Findings, left: Items) -> Iterator[Entry]:
    """Step 4, where no act found is answered serious: there is nothing to be linked to."""
    if holds_a_leftover(findings):
        answers = {places.STEP_4: findings.link} | _risks(findings)
        yield _open(ARTICLE, left, answers, PointCode.CONTRADICTION)


def holds_a_leftover(findings: Findings) -> bool:
    """Whether step 4 says, or a risk shows, a link to serious acts that steps 1 and 2 lack."""
    return not findings.has_serious_form and (
        findings.link == Link.IDENTIFIED or bool(findings.gbv_risks)
    )


def _risks(findings: Findings) -> dict[str, Any]:
    return {places.of_risk(risk.id, "gbv"): True for risk in findings.gbv_risks}


def _open(basis: str, left: Items, answers: dict[str, Any], code: str) -> Entry:
    """An open point at the first place looked at."""
    return open_entry(RULE, basis, left, answers, OpenPoint(code, next(iter(answers))))
