"""Answers as a person reads them."""

import pytest

from assessments.cases.fields import DayField, NumberField, TextField
from assessments.wizard.showing import shown_value


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
