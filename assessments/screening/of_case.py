"""The screening of a case: its names beside the lists as they stand, and how matches stand."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Prefetch

from assessments.cases.naming import listed
from assessments.models import Case, ListEntry, MatchVerdict, ScreeningMatch
from assessments.models.text import loaded
from assessments.reference.editions import countries

from .entries import entries_at
from .explaining import sentences
from .subjects import Subject, subjects

STATE = """
select max(id), count(*), screened_subjects(%s)::text from assessments_listload
"""


@dataclass
class Match:
    """One name that is like one entry; `kept` once somebody dealt with it or it was kept."""

    subject: Subject
    entry_id: int
    found: dict[str, Any]
    kept: ScreeningMatch | None = None
    entry: ListEntry | None = None

    @property
    def anchor(self) -> str:
        """Where it stands on the page of the screening."""
        return f"m-{self.subject.key}-{self.entry_id}"

    @cached_property
    def verdicts(self) -> list[MatchVerdict]:
        return list(self.kept.verdicts.all()) if self.kept else []

    @property
    def verdict(self) -> MatchVerdict | None:
        """What stands: the last word on it."""
        return self.verdicts[-1] if self.verdicts else None

    @property
    def finding(self) -> str:
        return self.verdict.finding if self.verdict else ""

    @property
    def is_cleared(self) -> bool:
        return self.finding == MatchVerdict.Finding.CLEARED

    @property
    def states(self) -> str:
        """The names of the States of the entry."""
        return listed(str(countries().get(code, code)) for code in self.entry.countries)

    @property
    def sentences(self) -> list[str]:
        return list(sentences(self.found))


@dataclass(frozen=True)
class Screening:
    """What was found on a day. `load` is the last of any list, 0 while none was ever loaded."""

    on: date
    load: int = 0
    loads: int = 0
    subjects: list[Subject] = field(default_factory=list)
    named: list[dict[str, Any]] = field(default_factory=list)
    entries: int = 0
    matches: list[Match] = field(default_factory=list)

    @property
    def held_back(self) -> list[Match]:
        """Those for which nothing is authorised: not dealt with, or confirmed."""
        return [match for match in self.matches if not match.is_cleared]


def screen(case: Case, on: date) -> Screening:
    """Screen whom the case names today; three questions to the database, or one without lists."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, [case.pk])
        load, loads, named = cursor.fetchone()
    found = loaded(named)
    named_ones = subjects(found)
    if not loads:
        return Screening(on, subjects=named_ones, named=found)
    entries = entries_at((load, loads), on)
    matches = [
        Match(subject, entry, agreed)
        for subject in named_ones
        for entry, agreed in entries.matches(subject).items()
    ]
    if matches:
        with_verdicts(case, matches)
    return Screening(on, load, loads, named_ones, found, entries.count, matches)


def with_verdicts(case: Case, matches: list[Match]) -> None:
    """What was made of them so far."""
    verdicts = MatchVerdict.objects.select_related("by").order_by("number")
    rows = case.screening_matches.prefetch_related(Prefetch("verdicts", verdicts))
    kept = {(row.subject_key, row.entry_id): row for row in rows}
    for match in matches:
        match.kept = kept.get((match.subject.key, match.entry_id))


def with_entries(screening: Screening) -> Screening:
    """The entries themselves, with the lists that they are of."""
    wanted = {match.entry_id for match in screening.matches}
    entries = ListEntry.objects.select_related("source").in_bulk(wanted) if wanted else {}
    for match in screening.matches:
        match.entry = entries[match.entry_id]
    return screening
