"""Made cases by the hundred thousand: copies of real ones with other words, put in by COPY.

Only the owner of the tables can do this, in a database of the measurements alone: while it lasts
no rule is asked and no index kept; all of them are back at the end, and the ledger verifies.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

import orjson
import psycopg
from django.db import connection as django_connection

from assessments.cases.words import written
from assessments.models import Status, User
from assessments.models.case import FINAL

from .chaining import LEDGER, Chain
from .measuring import Plan
from .patterns import TABLES, Entry, Pattern, columns, patterns
from .texts import Text, text

BLOCK = 5000  # cases put in at once
WHOLE = 50  # every so many is whole
# Of a hundred cases; most of them are over.
STATUSES = {
    Status.DRAFT: 7,
    Status.SUBMITTED: 4,
    Status.RETURNED: 2,
    Status.WITHDRAWN: 4,
    Status.DECIDED: 10,
    Status.CLOSED: 73,
}
STATES = [f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRST"]
YEARS, MONTHS = timedelta(days=5 * 365), timedelta(days=90)
MOST = 1_000_000
NEWEST = datetime.now(UTC)
ARTICLES = ("2.1.a", "2.1.b", "2.1.e", "2.1.h", "3", "4")
KEYS = 10_000_000  # numbers of made cases begin here; what real acts make comes before


class Filler(NamedTuple):
    """What cases are made of, and whose they are: the first officer has every fifth."""

    patterns: dict[Status, Pattern]
    officers: Sequence[User]
    columns: dict[str, str]  # of each table, as they follow one another in a copy

    @classmethod
    def of(cls, officers: Sequence[User]) -> Filler:
        with django_connection.cursor() as cursor:
            own = {t: ", ".join(f'"{c}"' for c in columns(cursor, t)) for t in TABLES}
        return cls(patterns(), officers, {**own, **LEDGER})


def fill(plan: Plan, filler: Filler, first: int, last: int) -> None:
    """Put in the cases from one number to another."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        connection.execute("set synchronous_commit = off")
        connection.execute("set maintenance_work_mem = '256MB'")
        with unguarded(plan, connection, list(filler.columns)):
            chain = Chain.read(connection)
            for start in range(first, last, BLOCK):
                put_in(connection, filler, chain, range(start, min(start + BLOCK, last)))
                connection.commit()
                plan.steps.note(f"{min(start + BLOCK, last):,} of {last:,} cases")
        connection.autocommit = True
        plan.steps.note("statistics")
        connection.execute(f"vacuum (analyze) {', '.join(filler.columns)}")


@contextmanager
def unguarded(plan: Plan, connection: psycopg.Connection, tables: list[str]) -> Iterator[None]:
    """Without triggers, indexes and references while cases are put in; with all of them after."""
    indexes, constraints = defined(connection, tables)
    for table in tables:
        connection.execute(f"alter table {table} disable trigger user")
    for table, name, _definition in reversed(constraints):
        connection.execute(f'alter table {table} drop constraint "{name}"')
    for name, _definition in indexes:
        connection.execute(f"drop index {name}")
    connection.commit()
    yield
    for number, (name, definition) in enumerate(indexes):
        plan.steps.note(f"{number + 1} of {len(indexes)} indexes: {name}")
        connection.execute(definition)
    for table, name, definition in constraints:
        plan.steps.note(f"{name} of {table}")
        connection.execute(f'alter table {table} add constraint "{name}" {definition}')
    for table in tables:
        connection.execute(f"alter table {table} enable trigger user")
    connection.commit()


def defined(connection: psycopg.Connection, tables: list[str]) -> tuple[list[Any], list[Any]]:
    """Indexes that are no constraint's; constraints that ask an index, references last."""
    indexes = connection.execute(
        "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index i"
        " where indrelid = any(%s::regclass[])"
        " and not exists (select from pg_constraint where conindid = i.indexrelid)",
        [tables],
    ).fetchall()
    constraints = connection.execute(
        "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint"
        " where conrelid = any(%s::regclass[]) and contype in ('u', 'f') order by contype desc",
        [tables],
    ).fetchall()
    return indexes, constraints


def put_in(
    connection: psycopg.Connection, filler: Filler, chain: Chain, numbers: Sequence[int]
) -> None:
    """A block of cases with their entries, table by table."""
    rows: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for number in numbers:
        copy_one(filler, chain, number, rows)
    for table, names in filler.columns.items():
        with connection.cursor().copy(f"copy {table} ({names}) from stdin") as into:
            for row in rows[table]:
                into.write_row(row)
    chain.write(connection)


def copy_one(
    filler: Filler, chain: Chain, number: int, rows: dict[str, list[Sequence[Any]]]
) -> None:
    """The rows of one made case. The same number makes the same case."""
    chance = Random(number)
    (status,) = chance.choices(list(STATUSES), STATUSES.values())
    pattern, is_whole = filler.patterns[status], number % WHOLE == 0
    officer = filler.officers[0 if number % 5 == 0 else chance.randrange(len(filler.officers))]
    at = moment(chance, number, status)
    values = differing(chance, number, at, officer)
    for table, found in (pattern.whole if is_whole else pattern.light).items():
        for fields, places in found:
            copy = fields.copy()
            for place, key in places:
                copy[place] = values[key]
            rows[table].append(copy)
    told = pattern.entries if is_whole else pattern.few_entries
    entries = [Entry(actor or officer.username, action, body) for actor, action, body in told]
    chain.add(rows, values["case"], at, entries)


def moment(chance: Random, number: int, status: Status) -> datetime:
    """When the case was last changed: what was decided earlier was written earlier."""
    if status not in FINAL:
        return NEWEST - MONTHS * chance.random()
    return NEWEST - YEARS * max(0.0, 1 - number / MOST) - MONTHS * chance.random()


def differing(chance: Random, number: int, at: datetime, officer: User) -> dict[str, str]:
    """What this case has of its own, by the keys that patterns.py gives to places."""
    said = text(chance)
    reference = f"{at.year}-{KEYS + number}"
    state = chance.choice(STATES)
    application = {
        "title": said.title,
        "transfer": {
            "route": [],
            "end_use": said.end_use,
            "activity": "export",
            "end_user": {"name": said.end_user, "type": "army"},
            "recipient_state": state,
        },
    }
    items = {f"item{item['id']}": as_json(item) for item in goods(chance, said)}
    return {
        **items,
        "application": as_json(application),
        "case": str(UUID(int=chance.getrandbits(128), version=4)),
        "reference": reference,
        "title": said.title,
        "end_user": said.end_user,
        "state": state,
        "words": written(reference, said.title, said.end_user, said.end_use, *said.items),
        "officer": str(officer.pk),
        "submission": str(KEYS + number),
        "decision": str(KEYS + number),
        "code": f"{number:014d}",
        "opened": (at - timedelta(days=chance.randrange(5, 90))).isoformat(),
        "updated": at.isoformat(),
    }


def goods(chance: Random, said: Text) -> Iterator[dict[str, Any]]:
    """The items of the application."""
    for number, description in enumerate(said.items, start=1):
        yield {
            "id": str(number),
            "unit": "pieces",
            "article": chance.choice(ARTICLES),
            "quantity": chance.randrange(1, 500),
            "description": description,
            "reason": "Listed under Article 2(1), 3 or 4.",
        }


def as_json(content: dict[str, Any]) -> str:
    return orjson.dumps(content).decode()
