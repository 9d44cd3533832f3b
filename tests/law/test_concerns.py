"""Which items an open point concerns: those cannot be authorised until it is mended."""

from assessments.law import rule
from tests.law.cases import clear_case, exemption, for_any_case, item, risk


def concerned(case):
    """The items that each open point concerns, by its place."""
    ruling = rule(case)
    return {point.where: "".join(ruling.concerns(point)) for point in ruling.open_points}


def case_with(**changes):
    case = clear_case() | changes
    return case | {"items": [item("3", "4"), item("1"), item("2", "outside"), item("4")]}


def test_a_point_of_scope_concerns_every_item():
    assert concerned(case_with(scope=None)) == {"scope": "3124"}
    assert concerned(case_with(scope={"answer": "out"})) == {"scope": "3124"}


def test_a_point_of_article_6_concerns_the_items_that_its_answer_is_about():
    case = case_with()
    case["article_6"] = {
        "6.1": {"answer": "exempt", "items": ["1", "2"]},
        "6.2": {"answer": "unknown", "items": ["3"]},
        "6.3": {"answer": ""},
    }

    assert concerned(case) == {"6.1": "1", "6.2": "3", "6.3": "314"}


def test_an_exemption_that_does_not_fit_concerns_its_item_and_later_points_the_items_left():
    case = case_with(gbv={})
    claim = exemption(quantities={"4": 10})
    case["article_6"]["6.1"] = {"answer": "exempt", "items": ["1", "4"], "exemption": claim}
    case["article_6"]["6.2"] = {"answer": "unknown"}

    assert concerned(case) == {"6.1": "1", "6.2": "34", "7.4.step_1": "34"}


def test_a_point_of_diversion_concerns_the_items_asked():
    case = case_with(diversion=None, standards={"diversion_covers_ammunition_and_parts": False})

    assert concerned(case) == {"11.2": "14"}


def test_a_point_of_a_risk_concerns_the_items_of_that_risk():
    case = case_with(risks=[risk("a", None, items=["4", "2"]), risk("b", "7.1.a", modes=[])])
    case["risks"][1] |= {"mitigation": None}

    assert concerned(case) == {"7.1.a": "314", "risk:a.line": "4", "risk:b.mitigation": "314"}


@for_any_case
def test_a_point_of_the_whole_case_concerns_every_item_left(case):
    ruling = rule(case)

    for point in ruling.open_points:
        if point.where.startswith("7."):
            assert ruling.concerns(point) == ruling.left
