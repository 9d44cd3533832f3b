"""Dates and times as they are shown."""

import datetime

from django.utils import translation
from django.utils.formats import date_format, time_format

MOMENT = datetime.datetime(2026, 5, 6, 14, 2)


def test_english_names_the_month_and_has_a_day_of_24_hours():
    with translation.override("en"):
        assert date_format(MOMENT) == "6 May 2026"
        assert date_format(MOMENT, "DATETIME_FORMAT") == "6 May 2026, 14:02"
        assert time_format(MOMENT.time()) == "14:02"


def test_other_languages_keep_their_own_habit():
    with translation.override("fr"):
        assert date_format(MOMENT) == "6 mai 2026"
