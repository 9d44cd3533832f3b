"""The cases that made ones are copies of: one for each status, brought there by real acts."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from django.db import connection
from psycopg.sql import SQL, Identifier

from assessments.models import Case, Status
from assessments.records.issuing import issue_record

from . import cases

# How the rows of a case are found, table by table, in the order of their keys.
OF_DECISION = "decision_id in (select id from assessments_decision where case_id = %s)"
TABLES = {
    "assessments_case": "id = %s",
    "assessments_answer": "case_id = %s",
    "assessments_declaration": "case_id = %s",
    "assessments_submission": "case_id = %s",
    "assessments_returnforchanges": (
        "submission_id in (select id from assessments_submission where case_id = %s)"
    ),
    "assessments_decision": "case_id = %s",
    "assessments_decisionline": OF_DECISION,
    "assessments_condition": OF_DECISION,
    "assessments_record": OF_DECISION,
}
NUMBERED = {"assessments_submission": "submission", "assessments_decision": "decision"}
# What differs from copy to copy, by column.
REPLACED = {
    "case_id": "case",
    "reference": "reference",
    "title": "title",
    "recipient_state": "state",
    "end_user": "end_user",
    "words": "words",
    "submission_id": "submission",
    "decision_id": "decision",
    "code": "code",
    "opened_at": "opened",
    "updated_at": "updated",
    "submitted_at": "updated",
    "decided_at": "updated",
    "decided_on": "updated",
    "made_at": "updated",
    "returned_at": "updated",
}
OFFICERS = ("officer_id", "saved_by_id", "submitted_by_id", "assessed_by_id", "person_id")
# What most copies are made without, and what stands there instead: a million whole cases would
# need 100 GB. Lists and searches read none of it. The answers kept are those that they read.
LEFT_OUT = {"snapshot": "{}", "content": "{}", "asked": None}
READ_BY_LISTS = ("application", "item", "scope", "recommendation")
ACTS_LEFT_OUT = ("answered", "confirmed_again")


class Row(NamedTuple):
    """A row of a pattern, and the places at which a copy has something else."""

    fields: list[str | None]
    places: list[tuple[int, str]]


class Entry(NamedTuple):
    """An entry of the ledger; without an actor where it is the officer of the case."""

    actor: str | None
    action: str
    body: str


class Pattern(NamedTuple):
    """The rows and entries of a case, whole, and with what lists and searches read alone."""

    status: Status
    whole: dict[str, list[Row]]
    light: dict[str, list[Row]]
    entries: list[Entry]

    @property
    def few_entries(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.action not in ACTS_LEFT_OUT]


def patterns() -> dict[Status, Pattern]:
    """One for each status."""
    to_review = {"recommend": cases.LINES}
    closed = cases.made(**cases.TO_THE_END)
    issue_record(closed, by="bench")
    closed.refresh_from_db()
    made = (
        cases.made(),
        cases.made(**to_review),
        cases.made(**to_review, returned={"by": "cedar", "reasons": "Two sources are missing."}),
        cases.made(withdrawn="By letter."),
        cases.made(**cases.TO_THE_END),
        closed,
    )
    return {Status(case.status): of(case) for case in made}


def of(case: Case) -> Pattern:
    whole, light = defaultdict(list), defaultdict(list)
    with connection.cursor() as cursor:
        for table in TABLES:
            for row in read(cursor, table, case):
                whole[table].append(as_row(table, row, case))
                if table != "assessments_answer" or row["step"] in READ_BY_LISTS:
                    light[table].append(as_row(table, lightened(table, row), case))
        cursor.execute(
            "select nullif(actor, %s), action, body from ledger.entry e"
            " join ledger.entry_body b on b.entry_id = e.id where case_id = %s order by id",
            [case.officer.username, case.pk],
        )
        entries = [Entry(*entry) for entry in cursor]
    return Pattern(Status(case.status), dict(whole), dict(light), entries)


def read(cursor: Any, table: str, case: Case) -> list[dict[str, str | None]]:
    """The rows of the case, as text; without keys that the database numbers by itself."""
    names = columns(cursor, table)
    texts = SQL(", ").join(SQL("{}::text").format(Identifier(name)) for name in names)
    where = SQL(TABLES[table])
    cursor.execute(
        SQL("select {} from {} where {}").format(texts, Identifier(table), where), [case.pk]
    )
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def columns(cursor: Any, table: str) -> list[str]:
    """The columns of a copy."""
    found = [one.name for one in connection.introspection.get_table_description(cursor, table)]
    has_key = table == "assessments_case" or table in NUMBERED
    return found if has_key else [name for name in found if name != "id"]


def lightened(table: str, row: dict[str, str | None]) -> dict[str, str | None]:
    """Without what nobody reads in a list."""
    kept = ("content",) if table == "assessments_answer" else ()
    return {name: LEFT_OUT.get(name, v) if name not in kept else v for name, v in row.items()}


def as_row(table: str, row: dict[str, str | None], case: Case) -> Row:
    fields, places = list(row.values()), []
    for number, (name, value) in enumerate(row.items()):
        if name == "id":
            places.append((number, NUMBERED.get(table, "case")))
        elif name in REPLACED and (table, name) != ("assessments_condition", "code"):
            places.append((number, REPLACED[name]))
        elif name in OFFICERS and value == str(case.officer_id):
            places.append((number, "officer"))
        elif name == "body":
            fields[number] = "\\x"  # the file itself
        elif name == "content" and row.get("step") in ("application", "item"):
            places.append((number, f"{row['step']}{row['row']}"))
    return Row(fields, places)
