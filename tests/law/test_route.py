"""Which places are asked on the route taken."""

import pytest

from assessments.law import LINES, Standards, rule
from tests.law.cases import clear_case, exemption, for_any_case, item, risk

ARTICLE_6 = {"6.1", "6.2", "6.3"}
ARTICLE_7 = {"7.1.a.contribution", *LINES, "7.4.step_1"}
CLEAR = {"scope", *ARTICLE_6, "11.2", *ARTICLE_7}


def asked(case):
    return rule(case).asked


def case_with(**changes):
    case = clear_case() | changes
    case["items"] = changes.get("items", [item("1"), item("2")])
    return case


def answered(place, node):
    case = case_with()
    case["article_6"][place] = node
    return asked(case)


def test_a_clear_export_is_asked_everything_but_what_a_finding_would_bring():
    assert asked(case_with()) == CLEAR


@pytest.mark.parametrize("answer", ["out", "excluded", "undetermined"])
def test_only_scope_is_asked_where_scope_closes_the_case(answer):
    assert asked(case_with(scope={"answer": answer})) == {"scope"}


@pytest.mark.parametrize("scope", [None, {"answer": ""}, {"answer": "in"}])
def test_only_scope_is_asked_where_no_item_is_in_scope(scope):
    case = case_with(scope=scope, items=[item("1", "outside")])

    assert asked(case) == {"scope"}


def test_nothing_is_hidden_before_scope_is_answered():
    assert asked(case_with(scope=None)) == CLEAR


def test_nothing_is_hidden_before_the_first_item_and_the_activity_are_known():
    assert asked({"title": "New"}) == CLEAR
    assert asked({"items": []}) == CLEAR


def test_a_prohibition_of_all_items_closes_what_comes_after():
    assert answered("6.1", {"answer": "prohibits"}) == {"scope", "6.1"}
    assert answered("6.2", {"answer": "prohibits"}) == {"scope", "6.1", "6.2"}
    assert answered("6.3", {"answer": "knowledge"}) == {"scope", *ARTICLE_6}


def test_a_prohibition_of_one_item_closes_nothing():
    assert answered("6.1", {"answer": "prohibits", "items": ["1"]}) == CLEAR


def test_two_prohibitions_together_close_what_comes_after():
    case = case_with()
    case["article_6"]["6.1"] = {"answer": "prohibits", "items": ["1"]}
    case["article_6"]["6.2"] = {"answer": "prohibits", "items": ["2"]}

    assert asked(case) == {"scope", "6.1", "6.2"}


def test_an_exemption_is_asked_about_where_one_is_claimed():
    node = {"answer": "exempt", "items": ["1"], "exemption": exemption()}

    assert answered("6.2", node) == CLEAR | {"6.2.exemption"}


def test_an_exemption_that_fits_nothing_closes_what_comes_after():
    node = {"answer": "exempt", "exemption": exemption(end_user="Another")}

    assert answered("6.1", node) == {"scope", "6.1", "6.1.exemption"}


def test_an_exemption_that_is_still_to_be_shown_closes_nothing():
    assert answered("6.1", {"answer": "exempt"}) == CLEAR | {"6.1.exemption"}


def test_nothing_is_asked_of_an_exemption_for_items_prohibited_elsewhere():
    case = case_with()
    case["article_6"]["6.1"] = {"answer": "exempt", "exemption": exemption(end_user="Another")}
    case["article_6"]["6.3"] = {"answer": "knowledge"}

    assert asked(case) == {"scope", *ARTICLE_6}


def test_an_exemption_named_for_no_item_in_scope_is_not_asked_about():
    case = case_with(items=[item("1"), item("9", "outside")])
    case["article_6"]["6.1"] = {"answer": "exempt", "items": ["9"]}

    assert asked(case) == CLEAR


@pytest.mark.parametrize("activity", ["import", "transit", "trans_shipment", "brokering"])
def test_article_7_is_asked_where_it_applies(activity):
    case = case_with()
    case["transfer"] |= {"activity": activity}

    assert asked(case) == CLEAR - ARTICLE_7
    applied = rule(case, standards=Standards(article_7_for_all_transfers=True)).asked
    assert applied == (CLEAR - ARTICLE_7 if activity == "import" else CLEAR)


def test_diversion_is_asked_where_the_standards_say_so():
    case = case_with(items=[item("1", "3")])
    standards = Standards(diversion_covers_ammunition_and_parts=False)

    assert rule(case, standards=standards).asked == CLEAR - {"11.2"}


@pytest.mark.parametrize(
    ("finding", "severity", "brought"),
    [
        ("none_found", "serious", set()),
        ("credible", "", {"7.4.step_2"}),
        ("isolated", "not_serious", {"7.4.step_2"}),
        ("documented", "serious", {"7.4.step_2", "7.4.step_3", "7.4.step_4"}),
    ],
)
def test_what_is_found_brings_the_next_steps(finding, severity, brought):
    case = case_with()
    case["gbv"]["forms"] = [{"code": "SV-1", "finding": finding, "severity": severity}]

    assert asked(case) == CLEAR | brought


def test_steps_3_and_4_stay_reachable_while_they_hold_what_contradicts():
    steps = {"7.4.step_3", "7.4.step_4"}
    linked = case_with()
    linked["gbv"]["step_4"] = {"answer": "identified"}

    assert asked(linked) == CLEAR | steps
    assert steps < asked(case_with(risks=[risk(gbv=True)]))
    linked["gbv"]["step_4"] = {"answer": "no_credible_link"}
    assert asked(linked) == CLEAR


def test_a_risk_is_asked_about_while_one_of_its_items_is_left():
    parts = {f"risk:r1.{part}" for part in ("line", "modes", "mitigation", "overriding")}
    case = case_with(risks=[risk(items=["2"])])

    assert asked(case) == CLEAR | parts
    case["article_6"]["6.1"] = {"answer": "prohibits", "items": ["2"]}
    assert asked(case) == CLEAR


@for_any_case
def test_every_open_point_is_at_a_place_that_is_asked(case):
    ruling = rule(case)

    for point in ruling.open_points:
        assert point.where in ruling.asked
