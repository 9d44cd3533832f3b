"""Make the record of a decision: once; from then on the same bytes are served."""

import hashlib

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import Refusal
from assessments.cases.status import locked, move
from assessments.models import Case, Decision, Edition, Record, Status, User

from .codes import code_of
from .pdf import record_pdf
from .sealing import Sealed, seal


class NoRecordYet(Refusal):
    """A record is made of a decision, and of nothing else."""

    sentence = _("The record is not made yet. It can be made from the case page once decided.")


def issue_record(case: Case, *, by: User | str) -> Record:
    """The record of a decided case: made now, or the one there is.

    `by` is a person, or the name of the command that was run. Raises NoRecordYet, LibrariesMissing,
    SealTrouble: the decision stands, and this can be repeated.
    """
    decision = Decision.objects.filter(case=case).first()
    if decision is None:
        raise NoRecordYet
    if made := issued(decision):
        return made
    unsealed = record_pdf(decision.snapshot)  # takes seconds: before anything is held
    sealed = seal(unsealed)
    try:
        return keep(decision, unsealed, by, sealed=sealed)
    except IntegrityError:  # somebody else was quicker: theirs is the record
        return Record.objects.get(decision=decision, edition=Edition.FULL, number=1)


def issued(decision: Decision) -> Record | None:
    """The record in full that counts: the last of its corrections."""
    return decision.records.filter(edition=Edition.FULL).order_by("number").last()


@transaction.atomic
def keep(
    decision: Decision, unsealed: bytes, by: User | str, *, sealed: Sealed | None = None
) -> Record:
    """Store the bytes, sealed where they are, with their digests, and close the case."""
    case = locked(decision.case)
    body, whose = (sealed.body, sealed.whose) if sealed else (unsealed, None)
    digest = hashlib.sha256(body).hexdigest()
    made = Record.objects.create(
        decision=decision,
        made_by=None if isinstance(by, str) else by,
        body=body,
        digest=digest,
        unsealed=hashlib.sha256(unsealed).hexdigest(),
        snapshot_digest=decision.snapshot_digest,
        code=code_of(decision.snapshot_digest),
        seal=whose,
    )
    if case.status == Status.DECIDED:
        move(case, to=Status.CLOSED)
    record(
        Verb.CLOSED,
        case,
        by=by,
        record=digest,
        unsealed=made.unsealed,
        snapshot_digest=decision.snapshot_digest,
        sealed_with=(whose or {}).get("certificate", ""),
    )
    return made
