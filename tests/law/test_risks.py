"""Rules 8 and 9: each risk is worked through, and one overriding risk is enough."""

import pytest

from assessments.law import rule
from tests.law.cases import LINES, clear_case, item, permits, points, risk

MEASURES = [{"code": "M15"}]


def case_with(*risks, contribution="some", **standards):
    """A case whose lines and six steps agree with its risks."""
    case = clear_case() | {"risks": list(risks), "standards": standards}
    case["items"] = [item("1"), item("2")]
    case["article_7"]["contribution"] = {"answer": contribution}
    for line in LINES:
        is_named = any(each["line"] == line for each in risks)
        case["article_7"]["lines"][line] = {"answer": "identified" if is_named else "none"}
    if any(each["gbv"] for each in risks):
        case["gbv"]["forms"] = [{"code": "SV-1", "finding": "credible", "severity": "serious"}]
        case["gbv"] |= {"step_3": {"state": "partial"}, "step_4": {"answer": "identified"}}
    return case


def mitigated(answer, **more):
    return {"mitigation": {"answer": answer} | more}


def test_a_risk_worked_through_leaves_the_choice():
    assert points(case_with(risk())) == []


def test_the_points_of_a_risk_bar_only_its_items():
    case = case_with(risk(items=["2"], mitigation=None))

    assert permits(case) == {"1": ["refuse", "authorise"], "2": ["refuse"]}


def test_a_risk_none_of_whose_items_is_left_is_not_judged():
    case = case_with(risk(items=["2"], mitigation=None, overriding=None, modes=[]))
    case["article_6"]["6.1"] = {"answer": "prohibits", "items": ["2"]}

    assert points(case) == []


@pytest.mark.parametrize("is_gbv", [True, False])
@pytest.mark.parametrize("is_national_ground", [True, False])
def test_a_risk_is_a_risk_of_one_of_the_lines(is_gbv, is_national_ground):
    case = case_with(risk(line=None, gbv=is_gbv), gbv_is_national_ground=is_national_ground)

    may_be_unmapped = is_gbv and is_national_ground
    assert points(case) == ([] if may_be_unmapped else [("unmapped", "risk:r1.line")])


@pytest.mark.parametrize("line", [*LINES, None])
@pytest.mark.parametrize("is_gbv", [True, False])
def test_a_mode_is_needed_for_violations_and_for_risks_from_the_six_steps(line, is_gbv):
    case = case_with(risk(line=line, gbv=is_gbv, modes=[]))

    is_needed = is_gbv or (line is not None and line != "7.1.a")
    assert (("missing", "risk:r1.modes") in points(case)) == is_needed


@pytest.mark.parametrize(("node", "code"), [(None, "missing"), ({"answer": "unknown"}, "unknown")])
def test_mitigation_has_to_be_answered(node, code):
    assert points(case_with(risk(mitigation=node))) == [(code, "risk:r1.mitigation")]


@pytest.mark.parametrize(
    ("node", "code"), [(None, "missing"), ({"answer": "undetermined"}, "unknown")]
)
def test_overriding_risk_has_to_be_answered(node, code):
    assert points(case_with(risk(overriding=node))) == [(code, "risk:r1.overriding")]


def test_none_required_contradicts_an_overriding_risk():
    case = case_with(risk(overriding={"answer": "yes"}))

    assert points(case) == [("contradiction", "risk:r1.mitigation")]


@pytest.mark.parametrize(
    "answer", ["none_required", "none_available", "rejected", "unknown", "", None]
)
def test_a_measure_that_is_not_to_be_had_cannot_be_relied_on(answer):
    case = case_with(risk(**mitigated(answer, relied_on=True, measures=MEASURES)))

    assert ("contradiction", "risk:r1.mitigation") in points(case)


@pytest.mark.parametrize("answer", ["adequate", "partial", "pending"])
@pytest.mark.parametrize("measures", [[], [{}], [{"code": " ", "text": ""}]])
def test_a_measure_relied_on_has_to_be_listed(answer, measures):
    case = case_with(
        risk(**mitigated(answer, relied_on=True, condition_precedent=True, measures=measures))
    )

    assert points(case) == [("no_measure_described", "risk:r1.mitigation")]


@pytest.mark.parametrize("relied_on", [True, False])
@pytest.mark.parametrize("precedent", [True, False])
def test_a_pending_measure_counts_only_as_a_condition_precedent(relied_on, precedent):
    node = mitigated(
        "pending", relied_on=relied_on, condition_precedent=precedent, measures=MEASURES
    )

    is_secured = relied_on and precedent
    expected = [] if is_secured else [("pending_measure", "risk:r1.mitigation")]
    assert points(case_with(risk(**node))) == expected


def test_a_pending_measure_needs_nothing_where_the_risk_is_overriding_all_the_same():
    assert points(case_with(risk(**mitigated("pending"), overriding={"answer": "yes"}))) == []


@pytest.mark.parametrize("reading", ["threshold", "weighing"])
@pytest.mark.parametrize("contribution", ["none", "some", "substantial", "unknown"])
@pytest.mark.parametrize("answer", ["no", "yes", "undetermined", ""])
def test_weighing_is_open_in_one_case_only_and_needs_two_sign_offs(reading, contribution, answer):
    weighed = {"answer": answer, "weighed_against_contribution": True}
    case = case_with(
        risk(**mitigated("partial"), overriding=weighed),
        contribution=contribution,
        overriding_reading=reading,
    )

    is_open = (reading, contribution, answer) == ("weighing", "substantial", "no")
    assert rule(case).sign_offs == (("head", "legal") if is_open else ())
    assert (("contradiction", "risk:r1.overriding") in points(case)) == (not is_open)


def test_a_weighing_for_items_that_are_not_left_needs_nobody():
    weighed = {"answer": "no", "weighed_against_contribution": True}
    case = case_with(
        risk(items=["2"], overriding=weighed),
        contribution="substantial",
        overriding_reading="weighing",
    )
    case["article_6"]["6.1"] = {"answer": "prohibits", "items": ["2"]}

    assert rule(case).sign_offs == ()


@pytest.mark.parametrize("answer", ["none_available", "adequate", "partial", "pending", "rejected"])
def test_one_overriding_risk_is_enough(answer):
    overriding = risk("r2", items=["2"], **mitigated(answer), overriding={"answer": "yes"})
    case = case_with(risk("r1"), overriding, risk("r3"))

    assert permits(case)["2"] == ["refuse"]
    assert permits(case)["1"] != ["refuse"]
    assert points(case) == []


@pytest.mark.parametrize(("answer", "code"), [("", "missing"), ("unknown", "unknown")])
def test_overriding_risk_is_not_decided_before_mitigation(answer, code):
    case = case_with(risk(**mitigated(answer), overriding={"answer": "yes"}))

    assert permits(case)["1"] == ["refuse"]
    assert points(case) == [(code, "risk:r1.mitigation")]
    assert 9 not in [entry.rule for entry in rule(case).trace]
