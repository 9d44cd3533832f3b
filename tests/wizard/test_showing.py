"""Answers as a person reads them."""

import pytest

from assessments.cases.fields import DayField, NumberField, TextField
from assessments.wizard.listing import item_line
from assessments.wizard.showing import shown_value, with_reasons


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (NumberField(), 11250000, "11,250,000"),
        (NumberField(), 0.25, "0.25"),
        (NumberField(), "about 5000", "about 5000"),
        (DayField(), "2026-10-15", "15 October 2026"),
        (DayField(), "next week", "next week"),
        (TextField(), "2026-10-15", "2026-10-15"),
    ],
)
def test_numbers_and_days_are_shown_as_people_write_them(field, value, shown):
    assert shown_value(field, value) == shown


def field(name):
    return {"name": name, "label": name.title(), "words": "…", "prose": name.endswith("reason")}


def test_reasons_stand_under_the_answer_they_are_given_for():
    rows = with_reasons(
        [field(name) for name in ("answer", "missing", "reason", "7_1_a", "7_1_a_reason")]
    )

    assert [row["name"] for row in rows] == ["answer", "missing", "7_1_a"]
    assert [row.get("reason", {}).get("name") for row in rows] == ["reason", None, "7_1_a_reason"]


def test_reasons_without_an_answer_of_their_own_stand_by_themselves():
    assert [row["name"] for row in with_reasons([field("state"), field("reason")])] == [
        "state",
        "reason",
    ]


def test_an_item_is_told_in_one_line_with_how_much_of_it():
    item = {"description": "Assault rifles", "quantity": 1200, "unit": "pieces"}

    assert item_line(item) == "Assault rifles, 1,200 pieces"
