"""`record()`: the only way to write an entry of the ledger."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from assessments.models import Case, Entry, User
from assessments.models.text import escape, over_strings, unescape


class Verb(StrEnum):
    """What was done. The word is stored; sentences are made of it in the reader's language."""

    OPENED = "opened"
    IMPORTED = "imported"
    ANSWERED = "answered"
    REOPENED = "reopened"
    CONFIRMED_AGAIN = "confirmed_again"
    ROW_REMOVED = "row_removed"
    DRAFT_DISCARDED = "draft_discarded"
    CONSIDERED = "considered"
    OWN_WRITTEN = "own_guidance_written"
    OWN_PUBLISHED = "own_guidance_published"
    OWN_WITHDRAWN = "own_guidance_withdrawn"
    TREATY_TEXT_LOADED = "treaty_text_loaded"
    FILE_ADDED = "file_added"
    FILE_REMOVED = "file_removed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    SIGNED_OFF = "signed_off"
    DECIDED = "decided"
    CLOSED = "closed"
    RECORD_CORRECTED = "record_corrected"
    EDITION_MADE = "edition_made"
    WITHDRAWN = "withdrawn"
    SPLIT = "split"
    TAKEN_OVER = "taken_over"
    HANDED_OVER = "handed_over"
    SHARED = "shared"
    UNSHARED = "unshared"
    READER_ADDED = "reader_added"
    READER_REMOVED = "reader_removed"
    ASSIGNED = "assigned"
    ASSIGNMENT_ENDED = "assignment_ended"
    MOVED_TO_UNIT = "moved_to_unit"
    DECLARED = "declared"
    INTEREST_DECLARED = "interest_declared"
    INTEREST_CLEARED = "interest_cleared"
    WAIVED = "waived"
    WAIVER_REVIEWED = "waiver_reviewed"
    STANDARDS_PROPOSED = "standards_proposed"
    STANDARDS_CONFIRMED = "standards_confirmed"
    STANDARDS_WITHDRAWN = "standards_withdrawn"
    PART_REVIEWED = "part_reviewed"
    REPLIED = "replied"
    NOTED = "noted"
    REQUEST_DRAFTED = "request_drafted"
    REQUEST_CHANGED = "request_changed"
    REQUEST_SENT = "request_sent"
    REQUEST_REMINDED = "request_reminded"
    REQUEST_ANSWERED = "request_answered"
    REQUEST_UNANSWERED = "request_unanswered"
    REQUEST_WITHDRAWN = "request_withdrawn"
    HOLD_PLACED = "hold_placed"
    HOLD_LIFTED = "hold_lifted"
    DISPOSAL_PROPOSED = "disposal_proposed"
    DISPOSAL_WITHDRAWN = "disposal_withdrawn"
    DESTROYED = "destroyed"  # written by `ledger.dispose` alone
    PROFILE_STARTED = "profile_started"
    PROFILE_WRITTEN = "profile_written"
    PROFILE_PUBLISHED = "profile_published"
    PROFILE_DISCARDED = "profile_discarded"
    PROFILE_ADOPTED = "profile_adopted"
    PROFILE_SET_ASIDE = "profile_set_aside"
    PROFILE_LOOKED_AT = "profile_looked_at"
    PERSON_ADDED = "person_added"
    PERSON_DEACTIVATED = "person_deactivated"
    ROLES_PROPOSED = "roles_proposed"
    ROLES_CONFIRMED = "roles_confirmed"
    ROLES_WAIVED = "roles_waived"
    ROLES_BY_COMMAND = "roles_by_command"
    ROLES_WITHDRAWN = "roles_withdrawn"
    ROLES_REVIEWED = "roles_reviewed"
    SUBSTITUTE_NAMED = "substitute_named"
    SUBSTITUTE_ENDED = "substitute_ended"
    UNIT_ADDED = "unit_added"
    UNIT_RENAMED = "unit_renamed"
    UNIT_CLOSED = "unit_closed"
    UNIT_CHANGED = "unit_changed"
    SOURCE_ADDED = "source_added"
    SOURCE_REVISED = "source_revised"
    SOURCE_CHECKED = "source_checked"
    LIST_LOADED = "list_loaded"
    LIST_CHANGE_SEEN = "list_change_seen"
    LETTER_RECORDED = "letter_recorded"
    LETTER_ENDED = "letter_ended"
    INCIDENT_ADDED = "incident_added"
    INCIDENT_CORRECTED = "incident_corrected"
    INCIDENT_VIEW_FORMED = "incident_view_formed"
    INCIDENT_LINKED = "incident_linked"
    INCIDENT_LEFT_OUT = "incident_left_out"
    SCREENED = "screened"
    MATCH_CLEARED = "match_cleared"
    MATCH_CONFIRMED = "match_confirmed"
    READ = "read"
    PRECEDENTS_READ = "precedents_read"
    EXPORTED = "exported"
    DOWNLOADED = "downloaded"
    REFUSED = "refused"
    VERIFIED = "verified"
    ANCHORED = "anchored"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    UPGRADED = "upgraded"
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


# What is no work on a case, but leaves an entry of it all the same.
WITNESSED = (Verb.READ, Verb.PRECEDENTS_READ, Verb.EXPORTED, Verb.DOWNLOADED, Verb.REFUSED)

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

    `by` is a person, or the name of a service. `facts` may hold anything that JSON can. Where the
    person stands in for somebody, it is said for whom, as `stood_in_for`.
    """
    actor = by if isinstance(by, str) else by.username
    if not isinstance(by, str) and by.acting_for:
        facts["stood_in_for"] = by.acting_for.username
    facts = {**(_beside.get() or {}), **facts}
    body = json.dumps(over_strings(facts, escape), cls=DjangoJSONEncoder, sort_keys=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "select ledger.append(%s, %s, %s, %s)", [case and case.pk, actor, verb, body]
        )
        return cursor.fetchone()[0]


def record_each(verb: Verb, facts: Mapping[UUID, dict[str, Any]], *, by: User | str) -> None:
    """An entry of the same kind for each of many cases, in one question to the database."""
    actor = by if isinstance(by, str) else by.username
    bodies = [
        json.dumps(over_strings(one, escape), cls=DjangoJSONEncoder, sort_keys=True)
        for one in facts.values()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "select ledger.append(c, %s, %s, b) from unnest(%s::uuid[], %s::text[]) as t (c, b)",
            [actor, verb, list(facts), bodies],
        )


def entries_of(case: Case, *, verbs=None):
    """The entries of a case with their facts, oldest first."""
    entries = Entry.objects.filter(case_id=case.pk).select_related("facts").order_by("id")
    return entries.filter(action__in=verbs) if verbs else entries


def facts_of(entry: Entry) -> dict[str, Any]:
    """The facts of an entry as they were given; {} once they are destroyed."""
    body = getattr(entry, "facts", None)
    return over_strings(json.loads(body.body), unescape) if body else {}


def last_of(verb: Verb) -> Entry | None:
    """The last entry of its kind."""
    return Entry.objects.filter(action=verb).select_related("facts").order_by("-id").first()


def position() -> tuple[int, str]:
    """Where the chain stands now: sequence number and hash, in hexadecimal."""
    with connection.cursor() as cursor:
        cursor.execute("select seq, encode(h, 'hex') from ledger.head")
        return cursor.fetchone()
