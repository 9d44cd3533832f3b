"""Make the record of a decision: once; from then on the same bytes are served."""

import hashlib
import zlib
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.audit import digests
from assessments.audit.trail import Verb, record
from assessments.cases.refusals import Refusal
from assessments.cases.status import locked, move
from assessments.models import Case, Decision, Edition, Record, Status, User
from assessments.models.compiled import compiled

from .codes import code_of
from .copying import copy_later
from .correcting import corrected, last_number
from .editions import edition_of
from .pdf import record_pdf
from .sealing import Sealed, seal


class NoRecordYet(Refusal):
    """A record is made of a decision, and of nothing else."""

    sentence = _("The record is not made yet. It can be made from the case page once decided.")


def issue_record(case: Case, *, by: User | str, edition: str = Edition.FULL) -> Record:
    """The record of a decided case as it counts now: made, or the one there is.

    `by` is a person, or the name of the command that was run. Raises NoRecordYet, LibrariesMissing,
    SealTrouble: the decision stands, and this can be repeated.
    """
    decision = Decision.objects.filter(case=case).first()
    if decision is None:
        raise NoRecordYet
    number = last_number(decision)
    same = {"decision": decision, "edition": edition, "number": number}
    if made := Record.objects.filter(**same).first():
        return made
    snapshot = edition_of(corrected(decision, number), edition)
    unsealed = record_pdf(snapshot)  # takes seconds: before anything is held
    new = Record(**same, snapshot_digest=digests.digest(snapshot))
    try:
        return keep(new, unsealed, by, sealed=seal(unsealed))
    except IntegrityError:  # somebody else was quicker: theirs is the record
        return Record.objects.get(**same)


def issued(case: Case) -> Record | None:
    """The record in full that counts: the last of its corrections, as far as it is made."""
    return next(iter(last_in_full(case.pk)), None)


@compiled
def last_in_full(case: UUID) -> QuerySet[Record]:
    """Without the decision, which holds a whole snapshot."""
    made = Record.objects.filter(decision__case=case, edition=Edition.FULL)
    return made.only("body").order_by("-number")[:1]


@transaction.atomic
def keep(new: Record, unsealed: bytes, by: User | str, *, sealed: Sealed | None = None) -> Record:
    """Store the bytes, sealed where they are, with their digests; the first closes the case."""
    case = locked(new.decision.case)
    body, new.seal = (sealed.body, sealed.whose) if sealed else (unsealed, None)
    new.body = body
    new.size, new.crc = len(body), zlib.crc32(body)
    new.digest = hashlib.sha256(body).hexdigest()
    new.unsealed = hashlib.sha256(unsealed).hexdigest()
    new.code = code_of(new.snapshot_digest)
    new.made_by = None if isinstance(by, str) else by
    new.save(force_insert=True)
    copy_later(new)
    if case.status == Status.DECIDED and new.edition == Edition.FULL:
        move(case, to=Status.CLOSED)
    record(
        Verb.CLOSED if is_first(new) else Verb.EDITION_MADE,
        case,
        by=by,
        record=new.digest,
        unsealed=new.unsealed,
        edition=str(new.edition),
        number=new.number,
        snapshot_digest=new.snapshot_digest,
        sealed_with=(new.seal or {}).get("certificate", ""),
    )
    return new


def is_first(made: Record) -> bool:
    return made.edition == Edition.FULL and made.number == 1
