"""Rules 2 and 4: what Article 6 prohibits and what is open under it."""

import pytest

from assessments.law import rule
from tests.law.cases import clear_case, item, permits, points

OPEN = [(None, "missing"), ({"answer": ""}, "missing"), ({"answer": "unknown"}, "unknown")]


def case_with(answers):
    case = clear_case()
    case["items"] = [item("1"), item("2", "3")]
    case["article_6"] |= answers
    return case


@pytest.mark.parametrize(
    "answers",
    [
        {"6.1": {"answer": "prohibits"}},
        {"6.2": {"answer": "prohibits"}},
        {"6.3": {"answer": "knowledge"}},
    ],
)
def test_a_prohibition_without_items_concerns_all_of_them(answers):
    assert permits(case_with(answers)) == {"1": ["prohibited"], "2": ["prohibited"]}


def test_a_prohibition_counts_as_clear_for_the_items_it_does_not_name():
    case = case_with({"6.3": {"answer": "knowledge", "items": ["2"]}})

    assert permits(case) == {"1": ["refuse", "authorise"], "2": ["prohibited"]}


def test_an_empty_list_of_items_means_all_of_them():
    case = case_with({"6.1": {"answer": "prohibits", "items": []}})

    assert permits(case) == {"1": ["prohibited"], "2": ["prohibited"]}


@pytest.mark.parametrize("answer", ["prohibits", "exempt", "unknown", ""])
def test_an_answer_that_names_no_item_in_scope_concerns_none(answer):
    case = case_with({"6.1": {"answer": answer, "items": ["3"]}})
    case["items"].append(item("3", "outside"))

    assert permits(case)["1"] == ["refuse", "authorise"]
    assert points(case) == []


def test_a_prohibition_stands_whatever_else_is_open():
    case = case_with({"6.1": {"answer": "prohibits"}, "6.2": None, "6.3": {"answer": "unknown"}})
    case |= {"diversion": None, "article_7": {}, "gbv": {}}

    assert permits(case) == {"1": ["prohibited"], "2": ["prohibited"]}
    assert points(case) == []


@pytest.mark.parametrize("place", ["6.1", "6.2", "6.3"])
@pytest.mark.parametrize(("node", "code"), OPEN)
def test_an_open_answer_leaves_only_refusal(place, node, code):
    case = case_with({})
    case["article_6"][place] = node

    assert permits(case) == {"1": ["refuse"], "2": ["refuse"]}
    assert points(case) == [(code, place)]


@pytest.mark.parametrize("answer", ["", "unknown"])
def test_an_open_answer_bars_only_the_items_it_names(answer):
    case = case_with({"6.2": {"answer": answer, "items": ["2"]}})

    assert permits(case) == {"1": ["refuse", "authorise"], "2": ["refuse"]}


def test_an_open_answer_about_prohibited_items_gives_no_point():
    case = case_with(
        {
            "6.1": {"answer": "prohibits", "items": ["2"]},
            "6.2": {"answer": "unknown", "items": ["2"]},
        }
    )

    assert points(case) == []


def test_later_rules_are_judged_although_article_6_is_open():
    case = case_with({"6.1": None}) | {"diversion": {"answer": "unknown"}}

    assert points(case) == [("missing", "6.1"), ("unknown", "11.2")]


def test_indications_need_a_lawyer_and_do_not_bar():
    case = case_with({"6.3": {"answer": "indications"}})
    case["article_7"]["lines"]["7.1.b.i"] = {"answer": "unknown"}

    assert rule(case).sign_offs == ("legal",)
    assert points(case) == [("unknown", "7.1.b.i")]


@pytest.mark.parametrize("named", [["1"], ["3"]])
def test_indications_about_no_item_left_need_nobody(named):
    case = case_with(
        {
            "6.1": {"answer": "prohibits", "items": ["1"]},
            "6.3": {"answer": "indications", "items": named},
        }
    )
    case["items"].append(item("3", "outside"))

    assert rule(case).sign_offs == ()
    assert points(case) == []
