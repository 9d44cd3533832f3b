"""`record()`: the only way to write an entry of the ledger."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from assessments.models import Case, Entry, User
from assessments.models.text import escape, over_strings


class Verb(StrEnum):
    """What was done. The word is stored; sentences are made of it in the reader's language."""

    OPENED = "opened"
    IMPORTED = "imported"
    ANSWERED = "answered"
    REOPENED = "reopened"
    CONFIRMED_AGAIN = "confirmed_again"
    ROW_REMOVED = "row_removed"
    DRAFT_DISCARDED = "draft_discarded"
    FILE_ADDED = "file_added"
    FILE_REMOVED = "file_removed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    SIGNED_OFF = "signed_off"
    DECIDED = "decided"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    SPLIT = "split"
    TAKEN_OVER = "taken_over"
    HANDED_OVER = "handed_over"
    SHARED = "shared"
    UNSHARED = "unshared"
    STANDARDS_PROPOSED = "standards_proposed"
    STANDARDS_CONFIRMED = "standards_confirmed"
    STANDARDS_WITHDRAWN = "standards_withdrawn"
    PERSON_ADDED = "person_added"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_THROTTLED = "sign_in_throttled"
    SIGNED_OUT = "signed_out"
    SESSION_ENDED = "session_ended"
    PASSWORD_CHOSEN = "password_chosen"
    PASSWORD_GIVEN = "password_given"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    STEP_UP_REFUSED = "step_up_refused"
    IDENTITY_LINKED = "identity_linked"
    IDENTITY_UNLINKED = "identity_unlinked"


# What every entry of a request says beside its own facts: how the person confirmed who they are.
_beside: ContextVar[dict[str, Any] | None] = ContextVar("beside", default=None)


@contextmanager
def with_facts_beside() -> Iterator[dict[str, Any]]:
    """Facts put into the dictionary go into every entry written inside the block."""
    facts: dict[str, Any] = {}
    token = _beside.set(facts)
    try:
        yield facts
    finally:
        _beside.reset(token)


def put_beside(**facts: Any) -> None:
    """Facts for the rest of the block; nothing outside one."""
    if (beside := _beside.get()) is not None:
        beside.update(facts)


def record(verb: Verb, case: Case | None, *, by: User | str, **facts: Any) -> int:
    """Append an entry; it joins the chain when the transaction commits. Returns its id.

    `by` is a person, or the name of a service. `facts` may hold anything that JSON can.
    """
    actor = by if isinstance(by, str) else by.username
    facts = {**(_beside.get() or {}), **facts}
    body = json.dumps(over_strings(facts, escape), cls=DjangoJSONEncoder, sort_keys=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "select ledger.append(%s, %s, %s, %s)", [case and case.pk, actor, verb, body]
        )
        return cursor.fetchone()[0]


def entries_of(case: Case, *, verbs=None):
    """The entries of a case with their facts, oldest first."""
    entries = Entry.objects.filter(case_id=case.pk).select_related("facts").order_by("id")
    return entries.filter(action__in=verbs) if verbs else entries


def position() -> tuple[int, str]:
    """Where the chain stands now: sequence number and hash, in hexadecimal."""
    with connection.cursor() as cursor:
        cursor.execute("select seq, encode(h, 'hex') from ledger.head")
        return cursor.fetchone()
