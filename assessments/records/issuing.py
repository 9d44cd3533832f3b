"""Make the record of a decision: once; from then on the same bytes are served."""

import hashlib
import logging

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import Refusal
from assessments.cases.status import locked, move
from assessments.models import Case, Decision, Record, Status, User

from .pdf import record_pdf

logger = logging.getLogger(__name__)


class NoRecordYet(Refusal):
    """A record is made of a decision, and of nothing else."""

    sentence = _("The record is not made yet. It can be made from the case page once decided.")


def issue_record(case: Case, *, by: User | str) -> Record:
    """The record of a decided case: made now, or the one there is. Raises NoRecordYet.

    `by` is a person, or the name of the command that was run.
    """
    decision = Decision.objects.filter(case=case).first()
    if decision is None:
        raise NoRecordYet
    if made := Record.objects.filter(decision=decision).first():
        return made
    body = record_pdf(decision.snapshot)  # takes seconds: before anything is held
    try:
        return keep(decision, body, by)
    except IntegrityError:  # somebody else was quicker: theirs is the record
        return Record.objects.get(decision=decision)


@transaction.atomic
def keep(decision: Decision, body: bytes, by: User | str) -> Record:
    """Store the bytes with their digest, and close the case."""
    case = locked(decision.case)
    digest = hashlib.sha256(body).hexdigest()
    made = Record.objects.create(
        decision=decision,
        made_by=None if isinstance(by, str) else by,
        body=body,
        digest=digest,
    )
    if case.status == Status.DECIDED:
        move(case, to=Status.CLOSED)
    record(Verb.CLOSED, case, by=by, record=digest, snapshot_digest=decision.snapshot_digest)
    return made


def try_to_issue(case: Case, *, by: User) -> Record | None:
    """The same, after a decision: whatever fails, the decision stands and this can be repeated."""
    try:
        return issue_record(case, by=by)
    except Exception:
        logger.exception("The record of %s could not be made.", case.reference)
        return None
