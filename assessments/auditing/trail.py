"""The trail, page by page: entries as the filters ask, each with its sentence."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assessments.audit import replica
from assessments.cases.history import names_of
from assessments.models import Case
from assessments.models.case import FINAL
from assessments.models.text import over_strings, unescape

from .kinds import KINDS
from .telling import told

PAGE = 50

# Entries are found by their number, which the indexes know; their place in the chain differs from
# it only where transactions overlapped. Of the facts only what a sentence needs is fetched: whole
# ones may be megabytes.
FOUND = """
select l.seq, e.id, e.case_id, e.at, e.actor, e.action, encode(e.digest, 'hex'),
    f.small, f.facts #>> '{before,answer}', f.facts #>> '{after,answer}', b.entry_id is null
  from ledger.entry e
  left join ledger.link l on l.entry_id = e.id
  left join ledger.entry_body b on b.entry_id = e.id
  left join lateral (
    select b.body::jsonb as facts, (
      select jsonb_object_agg(key, value) from jsonb_each(b.body::jsonb)
        where key = any(%(told)s) and octet_length(value::text) < 2000
    ) as small) f on true
  where (%(case)s::uuid is null or e.case_id = %(case)s::uuid)
    and (%(person)s::text is null or e.actor = %(person)s::text)
    and (%(verbs)s::text[] is null or e.action = any(%(verbs)s::text[]))
    and (%(first)s::bigint is null or e.id >= %(first)s::bigint)
    and (%(last)s::bigint is null or e.id <= %(last)s::bigint)
    and (%(begin)s::timestamptz is null or e.at >= %(begin)s::timestamptz)
    and (%(end)s::timestamptz is null or e.at < %(end)s::timestamptz)
"""
TOLD = [
    "step",
    "row",
    "name",
    "number",
    "to",
    "colleague",
    "username",
    "page",
    "seq",
    "found",
    "second",
    "outcomes",
    "status",
]
OLDER = FOUND + " order by e.id desc limit %(limit)s"
NEWER = FOUND + " order by e.id limit %(limit)s"

# Days as numbers of entries, so that no old day is searched for from today backwards. The clock is
# no order: a thousand entries on each side are enough for one that was set back.
BOUNDS = """
select (select min(id) from (
    select id from ledger.entry where at >= %(begin)s order by at limit 1000) earliest),
  (select max(id) from (
    select id from ledger.entry where at < %(end)s order by at desc limit 1000) latest)
"""
LONG_AGO, FAR_OFF = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


class Found(NamedTuple):
    """An entry as it comes from the database."""

    seq: int | None
    id: int
    case_id: UUID | None
    at: datetime
    actor: str
    action: str
    digest: str
    small: str | dict | None
    before: str | None
    after: str | None
    is_destroyed: bool

    @property
    def facts(self) -> dict[str, Any]:
        small = json.loads(self.small) if isinstance(self.small, str) else self.small
        return over_strings(small or {}, unescape)


@dataclass(frozen=True)
class Event:
    """An entry as the page shows it.

    What it says of a case is shown where the case was asked for, so that the look can be noted,
    and once it is decided.
    """

    found: Found
    person: str
    words: str
    detail: str
    case: Case | None
    is_open: bool


class Page(NamedTuple):
    events: list[Event]
    newer: int | None
    older: int | None


def page(wanted: Mapping[str, Any], *, older: int | None = None, newer: int | None = None) -> Page:
    """The entries before a number (`older`), after one (`newer`), or the last."""
    found = asked(wanted, older=older, newer=newer)
    shown, more = found[:PAGE], len(found) > PAGE
    if newer is not None:
        shown = shown[::-1]
    if not shown:
        return Page([], None, None)
    has_newer = more if newer is not None else older is not None
    has_older = True if newer is not None else more
    return Page(
        told_of(shown, of_a_case=wanted.get("case") is not None),
        shown[0].id if has_newer else None,
        shown[-1].id if has_older else None,
    )


def asked(wanted: Mapping[str, Any], *, older: int | None, newer: int | None) -> list[Found]:
    begin, end = moments(wanted.get("begin"), wanted.get("end"))
    with connections[replica.alias()].cursor() as cursor:
        first, last = bounds(cursor, begin, end)
        if older is not None:
            last = min(older - 1, older if last is None else last)
        if newer is not None:
            first = max(newer + 1, newer if first is None else first)
        kind = KINDS.get(wanted.get("kind") or "")
        parameters = {
            "case": wanted.get("case"),
            "person": wanted.get("person") or None,
            "verbs": [str(verb) for verb in kind.verbs] if kind else None,
            "first": first,
            "last": last,
            "begin": begin,
            "end": end,
            "limit": PAGE + 1,
            "told": TOLD,
        }
        cursor.execute(OLDER if newer is None else NEWER, parameters)
        return [Found._make(row) for row in cursor.fetchall()]


def one(number: int) -> list[Found]:
    """An entry by its number."""
    return asked({}, older=number + 1, newer=number - 1)


def moments(begin: date | None, end: date | None) -> tuple[datetime | None, datetime | None]:
    """Days of UTC as their first moments; the last day is included."""

    def midnight(day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=UTC)

    return begin and midnight(begin), end and midnight(end + timedelta(days=1))


def bounds(cursor, begin: datetime | None, end: datetime | None) -> tuple[int | None, int | None]:
    if begin is None and end is None:
        return None, None
    cursor.execute(BOUNDS, {"begin": begin or LONG_AGO, "end": end or FAR_OFF})
    first, last = cursor.fetchone()
    return first if begin else None, last if end else None


def told_of(entries: Iterable[Found], *, of_a_case: bool) -> list[Event]:
    entries = list(entries)
    cases = Case.objects.in_bulk({entry.case_id for entry in entries if entry.case_id})
    people = {entry.actor for entry in entries}
    people |= {entry.facts.get(name) for entry in entries for name in ("to", "colleague", "second")}
    names = names_of(people - {None})
    return [event(entry, cases.get(entry.case_id), names, of_a_case) for entry in entries]


def event(entry: Found, case: Case | None, names: Mapping[str, str], of_a_case: bool) -> Event:
    is_open = entry.case_id is None or (of_a_case and case is not None and case.status in FINAL)
    words, detail = told(entry, names, is_open=is_open)
    if entry.is_destroyed:
        detail = _("Its facts were destroyed.")
    return Event(entry, names.get(entry.actor, entry.actor), capfirst(words), detail, case, is_open)
