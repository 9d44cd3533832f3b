"""Rule 7, continued: the six steps on violence against women and children."""

import pytest

from tests.law.cases import clear_case, permits, points, risk

FOUND = ["documented", "credible", "isolated"]


def case_with(*forms, step_1="complete", step_3="partial", step_4=None, risks=()):
    case = clear_case() | {"risks": list(risks)}
    case["article_7"]["lines"]["7.1.b.i"] = {"answer": "none"}
    case["gbv"] = {
        "step_1": {"answer": step_1},
        "forms": list(forms),
        "step_3": {"state": step_3},
        "step_4": {"answer": step_4},
    }
    return case


def form(finding="documented", severity="serious", code="SV-1"):
    return {"code": code, "finding": finding, "severity": severity}


GBV_RISK = risk(gbv=True)


@pytest.mark.parametrize(
    ("answer", "code"), [(None, "missing"), ("", "missing"), ("gaps", "unknown")]
)
def test_step_1_has_to_be_complete(answer, code):
    case = case_with(form("none_found"), step_1=answer)

    assert permits(case) == {"1": ["refuse"]}
    assert points(case) == [(code, "7.4.step_1")]


@pytest.mark.parametrize("forms", [[], [{"code": "SV-1"}], [form("none_found"), {"code": "CH-1"}]])
def test_a_complete_step_1_lists_forms_each_with_a_finding(forms):
    assert points(case_with(*forms)) == [("missing", "7.4.step_1")]


@pytest.mark.parametrize("answer", ["", "gaps"])
def test_an_open_step_1_says_nothing_about_its_forms(answer):
    assert len(points(case_with({"code": "SV-1"}, step_1=answer))) == 1


def test_nothing_found_is_a_finding():
    assert points(case_with(form("none_found"))) == []


@pytest.mark.parametrize("finding", FOUND)
@pytest.mark.parametrize(
    ("severity", "code"), [(None, "missing"), ("", "missing"), ("undetermined", "unknown")]
)
def test_step_2_asks_how_serious_each_form_found_is(finding, severity, code):
    case = case_with(form(finding, severity))

    assert permits(case) == {"1": ["refuse"]}
    assert points(case) == [(code, "7.4.step_2")]


def test_both_kinds_of_openness_in_step_2_are_shown():
    case = case_with(form(severity=None), form(severity="undetermined"), form(severity=""))

    assert points(case) == [("missing", "7.4.step_2"), ("unknown", "7.4.step_2")]


@pytest.mark.parametrize("severity", [None, "", "undetermined", "serious"])
def test_how_serious_a_form_is_does_not_matter_where_it_was_not_found(severity):
    assert points(case_with(form("none_found", severity))) == []


def test_steps_3_and_4_are_not_asked_without_a_serious_form():
    case = case_with(form(severity="not_serious"), step_3=None, step_4=None)

    assert points(case) == []


@pytest.mark.parametrize("finding", FOUND)
def test_a_serious_form_asks_for_steps_3_and_4(finding):
    case = case_with(form(finding), step_3="", step_4="")

    assert permits(case) == {"1": ["refuse"]}
    assert points(case) == [("missing", "7.4.step_3"), ("missing", "7.4.step_4")]


def test_one_form_listed_twice_may_be_serious_once():
    case = case_with(form(severity="not_serious"), form(severity="serious"), step_4="unknown")

    assert points(case) == [("unknown", "7.4.step_4")]


@pytest.mark.parametrize("state", ["effective", "partial", "ineffective", "none"])
def test_what_the_state_does_neither_clears_nor_condemns(state):
    assert points(case_with(form(), step_3=state, step_4="no_credible_link")) == []


@pytest.mark.parametrize(
    ("step_4", "expected"),
    [
        ("no_credible_link", []),
        ("unknown", [("unknown", "7.4.step_4")]),
        ("identified", [("unknown", "7.4.step_3")]),
    ],
)
def test_not_knowing_what_the_state_does_matters_once_there_is_a_link(step_4, expected):
    risks = [GBV_RISK] if step_4 == "identified" else []

    assert points(case_with(form(), step_3="unknown", step_4=step_4, risks=risks)) == expected


def test_the_finding_on_the_end_user_is_never_needed():
    case = case_with(form(), step_4="no_credible_link")
    case["gbv"]["step_3"]["end_user"] = "unknown"

    assert points(case) == []


def test_a_link_identified_needs_a_risk():
    case = case_with(form(), step_4="identified")

    assert points(case) == [("no_risk_described", "7.4.step_4")]


def test_a_general_risk_is_not_one_from_the_six_steps():
    case = case_with(form(), step_4="identified", risks=[risk()])
    case["article_7"]["lines"]["7.1.b.i"] = {"answer": "identified"}

    assert points(case) == [("no_risk_described", "7.4.step_4")]


def test_no_credible_link_contradicts_a_risk_from_the_six_steps():
    case = case_with(form(), step_4="no_credible_link", risks=[GBV_RISK])

    assert points(case) == [("contradiction", "7.4.step_4")]


@pytest.mark.parametrize(
    ("step_4", "risks"), [("identified", []), ("identified", [GBV_RISK]), (None, [GBV_RISK])]
)
@pytest.mark.parametrize("severity", ["not_serious", "undetermined", ""])
def test_without_a_serious_form_a_link_or_a_risk_contradicts(step_4, risks, severity):
    case = case_with(form(severity=severity), step_4=step_4, risks=risks)

    assert ("contradiction", "7.4.step_4") in points(case)


@pytest.mark.parametrize("step_4", ["unknown", "no_credible_link", ""])
def test_without_a_serious_form_no_other_answer_in_step_4_matters(step_4):
    assert points(case_with(form("none_found"), step_4=step_4)) == []


def test_an_open_step_1_counts_as_no_serious_form_unless_one_is_listed():
    open_step_1 = {"step_1": "gaps", "step_4": "identified", "risks": [GBV_RISK]}

    assert points(case_with(**open_step_1)) == [
        ("contradiction", "7.4.step_4"),
        ("unknown", "7.4.step_1"),
    ]
    assert points(case_with(form(), **open_step_1)) == [("unknown", "7.4.step_1")]
