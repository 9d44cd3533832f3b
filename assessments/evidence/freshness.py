"""How long what a source says may be relied on before somebody looks again whether it still holds.

The longest time for each class of sources; whoever enters a source may ask for an earlier check.
From the kinds of evidence that the guidance edition lists under "freshness": conflict 90 days, a
unit 12 months, laws 24 months, surveys 5 years. The database has the same (`longest_days`).
"""

from datetime import date, timedelta

LONGEST_DAYS = {
    "own_government": 90,
    "partners": 90,
    "media": 90,
    "courts": 730,
    "statistics": 1826,
}
OTHERWISE = 365


def longest_days(source_class: str) -> int:
    return LONGEST_DAYS.get(source_class, OTHERWISE)


def latest_check(source_class: str, checked_on: date) -> date:
    """The last day on which a source of this class that was checked then still counts as fresh."""
    return checked_on + timedelta(days=longest_days(source_class))
