"""What a case file must also satisfy: names, dates, numbers, and keys that are not repeated."""

import json

import pytest

from tests.law.cases import clear_case, exemption, item, risk
from tests.law.faults import places, replaced, written

BEYOND_A_DOUBLE = 2**1024 - 2**970


@pytest.mark.parametrize("name", ["items", "risks", "evidence"])
def test_an_id_is_used_once_in_its_list(name):
    make = {"items": item, "risks": risk, "evidence": lambda key: {"id": key, "title": ""}}[name]
    rows = [make(key) for key in ("1", "2", "1", "2", "1")]

    assert places(written(**{name: rows})) == [f"/{name}/{n}/id" for n in (2, 3, 4)]


def test_the_same_id_may_be_used_in_different_lists():
    assert places(written(risks=[risk("1")], evidence=[{"id": "1", "title": ""}])) is None


def test_an_unknown_item_is_a_fault_at_each_place_that_names_it():
    answers = {"6.1": {"items": ["9", "1"]}, "6.2": {"answer": "clear", "items": ["x"]}}
    answers["6.3"] = {"items": ["1", "8"]}

    faults = places(written(article_6=answers, risks=[risk(), risk("r2", items=["1", "2", "3"])]))

    assert faults == [
        "/article_6/6.1/items/0",
        "/article_6/6.2/items/0",
        "/article_6/6.3/items/1",
        "/risks/1/items/1",
        "/risks/1/items/2",
    ]


def test_an_exemption_may_name_items_the_case_does_not_have():
    claim = exemption(quantities={"1": 10, "no such item": 1, "": -1})

    assert places(written(article_6={"6.1": {"answer": "exempt", "exemption": claim}})) is None


@pytest.mark.parametrize(
    "odd",
    [
        "",
        " ",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "0000-01-01",
        "20260601",
        "2026-6-1",
        "2026-W01-1",
        "2026-06-01 ",
        "2026-06-01\n",
        "2026-06-01T00:00:00",
        "２０２６-06-01",
        "+026-06-01",
    ],
)
def test_a_date_is_a_day_of_the_calendar(odd):
    claim = {"answer": "exempt", "exemption": exemption(valid_until=odd)}
    changes = {
        "decision_date": odd,
        "article_6": {"6.1": claim, "6.2": claim},
        "evidence": [{"id": "e", "title": "", "published_on": odd}],
    }

    assert places(written(**changes)) == [
        "/article_6/6.1/exemption/valid_until",
        "/article_6/6.2/exemption/valid_until",
        "/decision_date",
        "/evidence/0/published_on",
    ]


@pytest.mark.parametrize("day", ["2024-02-29", "0001-01-01", "9999-12-31"])
def test_any_day_of_the_calendar_will_do(day):
    assert places(written(decision_date=day)) is None


@pytest.mark.parametrize(
    ("number", "is_good"),
    [
        ("1e308", True),
        ("1" + "0" * 308, True),
        (str(BEYOND_A_DOUBLE - 1), True),
        (str(BEYOND_A_DOUBLE), False),
        ("1e400", False),
        ("1" + "0" * 309, False),
        ("1" + "0" * 5000, False),
        ("1" + "0" * 5000 + "e-5000", True),
    ],
)
def test_a_number_is_finite_as_a_double(number, is_good):
    assert places(replaced("10", number)) == (None if is_good else ["/items/0/quantity"])


@pytest.mark.parametrize("number", ["1e400", "-1e400", "-1" + "0" * 400])
def test_numbers_are_finite_wherever_they_stand(number):
    claim = {"answer": "exempt", "exemption": exemption(quantities={"a/b": 987})}
    text = written(article_6={"6.2": claim}).replace("987", number)

    assert places(text) == ["/article_6/6.2/exemption/quantities/a~1b"]
    assert places(replaced("10", f'10, "extra": [{number}]')) == [
        "/items/0/extra",
        "/items/0/extra/0",
    ]


@pytest.mark.parametrize("name", ["", "01", "00", "+1", "-1", "é", "a/b~c", "0", "\ud800"])
@pytest.mark.parametrize("odd", ["10", None, True, [1e300], {"": 1}])
def test_a_quantity_that_is_no_number_is_named_as_it_stands(name, odd):
    claims = {
        place: {"answer": "exempt", "exemption": exemption(quantities={name: odd, "2": 1})}
        for place in ("6.1", "6.2")
    }

    step = name.replace("~", "~0").replace("/", "~1").replace("\ud800", "\ufffd")
    assert places(written(article_6=claims)) == [
        f"/article_6/6.1/exemption/quantities/{step}",
        f"/article_6/6.2/exemption/quantities/{step}",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (replaced('"title"', '"title": "", "title"'), ["/title"]),
        (replaced('"quantity"', '"quantity": "x", "quantity"'), ["/items/0/quantity"]),
        (replaced('"title"', '"x": 1, "x": 2, "title"'), ["/x"]),
        (replaced('"scope"', '"scope": {"a": 1e400, "b": 1, "b": 2}, "scope"'), ["/scope"]),
        (replaced('"scope"', '"x": {"b": 1, "b": 2}, "scope"'), ["/x", "/x/b"]),
        (replaced('"id"', '"id": "2", "id"'), ["/items/0/id"]),
    ],
)
def test_a_repeated_key_hides_what_is_at_and_below_it(text, expected):
    assert places(text) == expected


def test_a_name_is_refused_that_no_value_of_a_repeated_key_makes_good():
    case = clear_case() | {"risks": [risk(items=["2"])]}
    text = json.dumps(case)

    assert places(text) == ["/risks/0/items/0"]
    assert places(text.replace('"id": "1"', '"id": "2", "id": "1"')) == ["/items/0/id"]
    assert places(text.replace('"id": "1"', '"id": "3", "id": "1"')) == [
        "/items/0/id",
        "/risks/0/items/0",
    ]
    assert places(text.replace('"items"', '"items": [{"id": "2"}], "items"', 1)) == ["/items"]
    assert places(text.replace('"items"', '"items": [], "items"', 1)) == [
        "/items",
        "/risks/0/items/0",
    ]
    assert places(json.dumps(case | {"items": "2"})) == ["/items"]


def test_an_id_counts_as_used_where_its_key_is_repeated_with_the_same_value():
    case = clear_case() | {"items": [item("1"), item("1"), item("2")]}
    text = json.dumps(case)

    assert places(text.replace('"id": "1"', '"id": "1", "id": "1"', 1)) == [
        "/items/0/id",
        "/items/1/id",
    ]
    assert places(text.replace('"id": "1"', '"id": "2", "id": "1"', 1)) == ["/items/0/id"]


@pytest.mark.parametrize("odd", [5, "id", None, True, ["id"]])
def test_what_is_no_object_in_a_list_is_a_fault_of_its_own(odd):
    lists = {"items": [item("1"), odd], "risks": [odd, risk()], "evidence": [odd]}

    assert places(written(**lists)) == ["/evidence/0", "/items/1", "/risks/0"]


def test_faults_of_all_kinds_are_reported_together_and_sorted():
    case = clear_case() | {"decision_date": "soon", "extra": 1, "scope": 5}
    case["items"] = [item("1"), item("1") | {"quantity": "x"}]
    case["risks"] = [risk(items=["9", 9])]
    text = json.dumps(case).replace('"title"', '"title": 1, "title"')

    assert places(text) == [
        "/decision_date",
        "/extra",
        "/items/1/id",
        "/items/1/quantity",
        "/risks/0/items/0",
        "/risks/0/items/1",
        "/scope",
        "/title",
    ]


def test_places_are_sorted_by_code_point():
    rows = [item("1", "x") for _ in range(12)]

    faults = places(written(items=rows, **{"é": 1, "Z": 1, "\U0001f600": 1, "\uffee": 1}))

    assert faults == sorted(faults)
    assert faults[0] == "/Z"
    assert faults.index("/items/10/article") < faults.index("/items/2/article")
    assert faults[-2:] == ["/\uffee", "/\U0001f600"]
