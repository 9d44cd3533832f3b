"""Rule 1: what the Treaty covers."""

import pytest

from assessments.law import rule
from tests.law.cases import clear_case, item, permits, points


def case_with(scope, *articles):
    case = clear_case() | {"scope": scope}
    case["items"] = [item(str(n), article) for n, article in enumerate(articles, start=1)]
    return case


def test_an_excluded_movement_is_outside_the_treaty_and_needs_a_lawyer():
    ruling = rule(case_with({"answer": "excluded"}, "2.1.a", "outside"))

    assert ruling.as_json()["items"] == {"1": ["outside_treaty"], "2": ["outside_treaty"]}
    assert ruling.sign_offs == ("legal",)
    assert ruling.complete


def test_out_of_scope_is_believed_when_no_item_is_of_a_kind_the_treaty_names():
    ruling = rule(case_with({"answer": "out"}, "outside", "outside"))

    assert ruling.as_json()["items"] == {"1": ["outside_treaty"], "2": ["outside_treaty"]}
    assert (ruling.complete, ruling.sign_offs) == (True, ())


@pytest.mark.parametrize("article", ["2.1.a", "2.1.h", "3", "4"])
def test_out_of_scope_contradicts_an_item_of_a_kind_the_treaty_names(article):
    case = case_with({"answer": "out"}, "outside", article)

    assert permits(case) == {"1": ["refuse"], "2": ["refuse"]}
    assert points(case) == [("contradiction", "scope")]


@pytest.mark.parametrize("scope", [None, {}, {"answer": ""}, {"answer": None}, {"reason": "x"}])
def test_a_blank_scope_leaves_only_refusal_even_for_items_outside(scope):
    case = case_with(scope, "outside", "3") | {"article_6": {"6.1": {"answer": "prohibits"}}}

    assert permits(case) == {"1": ["refuse"], "2": ["refuse"]}
    assert points(case) == [("missing", "scope")]


def test_an_undetermined_scope_leaves_only_refusal_and_nothing_else_is_judged():
    case = case_with({"answer": "undetermined"}, "2.1.a") | {"article_6": {}, "diversion": None}

    assert permits(case) == {"1": ["refuse"]}
    assert points(case) == [("unknown", "scope")]


def test_in_scope_items_outside_leave_the_assessment_one_by_one():
    case = case_with({"answer": "in"}, "outside", "2.1.h")

    assert permits(case) == {"1": ["outside_treaty"], "2": ["refuse", "authorise"]}


def test_in_scope_without_an_item_in_scope_nothing_else_is_judged():
    case = case_with({"answer": "in"}, "outside") | {"article_6": {}, "diversion": None}

    assert permits(case) == {"1": ["outside_treaty"]}
    assert points(case) == []


def test_the_trace_names_the_items_that_contradict_and_those_outside():
    contradicted = rule(case_with({"answer": "out"}, "outside", "3")).trace
    outside = rule(case_with({"answer": "in"}, "outside", "outside")).trace

    assert [entry.answers for entry in contradicted] == [{"scope": "out", "item:2.article": "3"}]
    assert [entry.items for entry in outside] == [("1", "2")]
    assert outside[0].answers == {"item:1.article": "outside", "item:2.article": "outside"}
