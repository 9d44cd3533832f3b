"""Rules 6 and 7: when Article 7 applies, and the five lines."""

import pytest

from assessments.law import rule
from tests.law.cases import LINES, clear_case, item, permits, points, risk

ANY = ["refuse", "authorise_with_measures", "authorise"]


def unanswered(activity, **standards):
    """A case cleared under Article 6, about which Article 7 has been told nothing."""
    case = clear_case() | {"standards": standards, "risks": [risk(mitigation=None)]}
    case["transfer"]["activity"] = activity
    del case["article_7"], case["gbv"]
    return case


def with_lines(contribution="some", **answers):
    case = clear_case()
    case["article_7"]["contribution"] = {"answer": contribution}
    case["article_7"]["lines"] |= {line: {"answer": answer} for line, answer in answers.items()}
    return case


@pytest.mark.parametrize("activity", ["import", "transit", "trans_shipment", "brokering"])
def test_article_7_is_not_asked_of_other_activities(activity):
    case = unanswered(activity)

    assert permits(case) == {"1": ANY}
    assert points(case) == []


@pytest.mark.parametrize("activity", ["transit", "trans_shipment", "brokering"])
def test_article_7_is_asked_of_other_activities_where_the_standard_says_so(activity):
    case = unanswered(activity, article_7_for_all_transfers=True)

    assert permits(case) == {"1": ["refuse"]}
    assert ("missing", "7.1.a") in points(case)


def test_article_7_is_never_asked_of_imports():
    assert points(unanswered("import", article_7_for_all_transfers=True)) == []


@pytest.mark.parametrize("contribution", ["none", "some", "substantial", "unknown"])
def test_any_answer_will_do_for_the_contribution(contribution):
    assert points(with_lines(contribution)) == []


@pytest.mark.parametrize("node", [None, {}, {"answer": ""}, {"answer": None}])
def test_the_contribution_has_to_be_answered(node):
    case = clear_case()
    case["article_7"]["contribution"] = node

    assert permits(case) == {"1": ["refuse"]}
    assert points(case) == [("missing", "7.1.a.contribution")]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(
    ("node", "code"),
    [
        (None, "missing"),
        ({"answer": ""}, "missing"),
        ({"answer": "unknown"}, "unknown"),
        ({"answer": "identified"}, "no_risk_described"),
    ],
)
def test_a_line_without_a_risk_has_to_be_answered_none(line, node, code):
    case = clear_case()
    case["article_7"]["lines"][line] = node

    assert permits(case) == {"1": ["refuse"]}
    assert points(case) == [(code, line)]


@pytest.mark.parametrize("line", LINES)
def test_a_general_risk_contradicts_the_answer_none(line):
    case = clear_case() | {"risks": [risk(line=line)]}

    assert permits(case) == {"1": ["refuse"]}
    assert points(case) == [("contradiction", line)]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("answer", ["none", "identified"])
def test_a_risk_from_the_six_steps_goes_with_either_answer(line, answer):
    case = with_lines(**{line: answer}) | {"risks": [risk(line=line, gbv=True)]}

    assert points(case) == [("contradiction", "7.4.step_4")]
    assert rule(case).engaged == (line,)


@pytest.mark.parametrize("answer", ["", "unknown"])
def test_an_open_line_stays_open_whatever_risks_are_on_it(answer):
    case = with_lines(**{"7.1.a": answer}) | {"risks": [risk(line="7.1.a")]}

    assert [where for _, where in points(case)] == ["7.1.a"]


def test_a_risk_none_of_whose_items_is_left_still_counts_for_its_line():
    case = with_lines(**{"7.1.a": "identified"})
    case |= {"items": [item("1"), item("2")], "risks": [risk(line="7.1.a", items=["2"])]}
    case["article_6"]["6.1"] = {"answer": "prohibits", "items": ["2"]}

    assert points(case) == []
    case["article_7"]["lines"]["7.1.a"] = {"answer": "none"}
    assert points(case) == [("contradiction", "7.1.a")]


def test_a_line_is_engaged_by_its_answer_or_by_a_risk_of_either_kind():
    case = with_lines(**{"7.1.b.iv": "identified"})
    case["risks"] = [risk("a", line="7.1.b.i", gbv=True), risk("b", line="7.1.a"), risk("c", None)]

    assert rule(case).engaged == ("7.1.a", "7.1.b.i", "7.1.b.iv")


@pytest.mark.parametrize("ihl", ["none", "identified", "unknown", ""])
@pytest.mark.parametrize("ihrl", ["none", "identified", "unknown", ""])
def test_indications_cannot_stand_beside_none_for_both_bodies_of_law(ihl, ihrl):
    case = with_lines(**{"7.1.b.i": ihl, "7.1.b.ii": ihrl})
    case["article_6"]["6.3"] = {"answer": "indications"}

    is_contradiction = ihl == ihrl == "none"
    assert (("contradiction", "6.3") in points(case)) == is_contradiction


def test_an_engaged_line_does_not_lift_that_contradiction():
    case = clear_case() | {"risks": [risk(gbv=True)]}
    case["article_6"]["6.3"] = {"answer": "indications"}

    assert ("contradiction", "6.3") in points(case)


def test_that_contradiction_is_a_point_of_the_whole_case():
    case = clear_case() | {"items": [item("1"), item("2")]}
    case["article_6"]["6.3"] = {"answer": "indications", "items": ["2"]}

    ruling = rule(case)

    assert permits(case) == {"1": ["refuse"], "2": ["refuse"]}
    assert ruling.concerns(ruling.open_points[0]) == ("1", "2")


def test_no_point_of_article_7_arises_when_no_item_is_left():
    case = unanswered("export")
    case["article_6"]["6.2"] = {"answer": "prohibits"}

    assert points(case) == []
