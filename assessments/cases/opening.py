"""Open a case, withdraw it, put a file on it."""

import hashlib

from django.db import connection, transaction
from django.utils import timezone, translation

from assessments.audit.trail import Verb, record
from assessments.models import Attachment, Case, Status, StoredFile, User

from .status import locked, move


def next_reference() -> str:
    """The next free reference: the year and a number that is never used twice."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('case_reference')")
        return f"{timezone.localdate().year}-{cursor.fetchone()[0]:05d}"


@transaction.atomic
def open_case(
    *, by: User, title: str = "", beside: Case | None = None, verb: Verb = Verb.OPENED, **facts
) -> Case:
    """A new, empty draft in the officer's name.

    Beside another case, from which it is split, it is of the same officer and unit.
    """
    case = Case.objects.create(
        reference=next_reference(),
        title=title,
        officer=beside.officer if beside else by,
        unit=beside.unit if beside else by.unit,
        split_from=beside,
        language=translation.get_language() or "en",
    )
    record(verb, case, by=by, reference=case.reference, title=title, **facts)
    return case


@transaction.atomic
def withdraw_case(case: Case, *, by: User, because: str) -> None:
    """The applicant withdraws; before the decision only."""
    case = locked(case)
    move(case, to=Status.WITHDRAWN, withdrawn_because=because)
    record(Verb.WITHDRAWN, case, by=by, because=because)


def store(body: bytes) -> str:
    """The bytes, kept once by their digest, which is returned."""
    digest = hashlib.sha256(body).hexdigest()
    StoredFile.objects.bulk_create([StoredFile(digest=digest, body=body)], ignore_conflicts=True)
    return digest


@transaction.atomic
def add_file(case: Case, *, by: User, name: str, kind: str, content_type: str, body: bytes):
    """Keep a file on the case."""
    digest = store(body)
    attachment = Attachment.objects.create(
        case=case,
        stored_id=digest,
        name=name,
        kind=kind,
        content_type=content_type,
        size=len(body),
        added_by=by,
    )
    record(Verb.FILE_ADDED, case, by=by, name=name, kind=kind, digest=digest, size=len(body))
    return attachment


@transaction.atomic
def remove_file(attachment: Attachment, *, by: User) -> None:
    """Hide a file from the case. Its bytes and the entry that it was there stay."""
    attachment.removed_at = timezone.now()
    attachment.save(update_fields=["removed_at"])
    record(
        Verb.FILE_REMOVED, attachment.case, by=by, name=attachment.name, digest=attachment.stored_id
    )
