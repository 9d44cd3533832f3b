"""Correct a record: a new one, linked to the old, which stays as it was issued.

What was decided is not corrected, it is decided anew in another case. A correction says what stands
wrongly where, and how it should read.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases import access
from assessments.cases.refusals import FourEyesRequired, NotMovable, Refusal
from assessments.cases.status import locked
from assessments.models import Case, Correction, Decision, Edition, Record, Role, User

Statement = dict[str, str]
PARTS = ("place", "says", "should_say")


class NothingCorrected(Refusal):
    sentence = _("Say what stands wrongly where, how it should read, and why it is corrected.")


@transaction.atomic
def correct_record(
    case: Case, *, statements: Sequence[Statement], reason: str, by: User
) -> Correction:
    """Note a correction; issue_record() then makes the record that tells it.

    Raises NothingCorrected, NotMovable where the record to be corrected is not made yet,
    NotPermitted, FourEyesRequired for who had a hand in the assessment.
    """
    locked(case)
    access.act_as(by, case, Role.SUPERVISOR)
    if access.worked_on(by, case):
        raise FourEyesRequired(_("A record is corrected by somebody else than who assessed."))
    decision = Decision.objects.get(case=case)
    told = [{part: one.get(part, "").strip() for part in PARTS} for one in statements]
    if not told or not reason.strip() or not all(all(one.values()) for one in told):
        raise NothingCorrected
    number = last_number(decision)
    if not Record.objects.filter(decision=decision, edition=Edition.FULL, number=number).exists():
        raise NotMovable(_("The record is not made yet. Make it, then correct it."))
    made = Correction.objects.create(
        decision=decision, number=number + 1, statements=told, reason=reason.strip(), made_by=by
    )
    record(
        Verb.RECORD_CORRECTED,
        case,
        by=by,
        number=made.number,
        statements=told,
        reason=made.reason,
    )
    return made


def last_number(decision: Decision) -> int:
    """The number of the record that counts: one more than there are corrections."""
    return 1 + decision.corrections.count()


def corrected(decision: Decision, number: int) -> dict[str, Any]:
    """The snapshot that record *number* is made of: as decided, with what was corrected since."""
    if number == 1:
        return decision.snapshot
    made = decision.corrections.filter(number__lte=number).select_related("made_by")
    full = Record.objects.filter(decision=decision, edition=Edition.FULL)
    before = dict(full.filter(number__lt=number).values_list("number", "code"))
    return {
        **decision.snapshot,
        "corrections": [
            {
                "number": one.number,
                "of": before[one.number - 1],
                "at": one.made_at.isoformat(),
                "by": one.made_by.name,
                "reason": one.reason,
                "statements": one.statements,
            }
            for one in made.order_by("number")
        ],
    }
