"""The requirements of OWASP ASVS 5.0.0 and how this application stands to each: read from the file
fixtures/asvs-5.0.csv, which a test holds together with the tests that it names.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "asvs-5.0.csv"
MET, NOT_APPLICABLE, GAP, NOT_SOUGHT = "met", "not applicable", "gap", "not sought"
STATUSES = {
    MET: _("Met"),
    NOT_APPLICABLE: _("Not applicable"),
    GAP: _("Gap"),
    NOT_SOUGHT: _("Not sought"),
}
LEVELS = ("1", "2", "3")


class Requirement(NamedTuple):
    """A row of the file; `tests` are ids of pytest, or one check by hand with its day."""

    id: str
    level: str
    status: str
    reason: str
    tests: str

    @property
    def words(self):
        return STATUSES[self.status]

    @property
    def shown_by(self) -> list[str]:
        return self.tests.split("; ") if self.tests else []


@cache
def requirements() -> tuple[Requirement, ...]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(Requirement(**row) for row in csv.DictReader(lines))


def figures(rows: Iterable[Requirement]) -> list[tuple[str, list[tuple[str, int]]]]:
    """For each level how many rows have each status, by the words of the status."""
    count = Counter((row.level, row.status) for row in rows)
    return [
        (level, [(words, count[level, status]) for status, words in STATUSES.items()])
        for level in LEVELS
    ]
