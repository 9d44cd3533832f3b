"""A legal adviser or the head agrees to exactly what was submitted."""

from django.db import transaction

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted
from assessments.models import SignOff, Submission, User

from .standing import SIGNERS, hold, require_second_person


@transaction.atomic
def sign_off(submission: Submission, *, kind: str, reasons: str, by: User) -> SignOff:
    """Bound to the digest: what is changed and submitted again needs a new sign-off.

    Raises NotPermitted for one the law does not ask for, or of a role the person has not;
    FourEyesRequired; NotMovable.
    """
    case = hold(submission)
    if kind not in submission.ruling["sign_offs"] or not by.has_role(SIGNERS[kind]):
        raise NotPermitted
    require_second_person(case, by)
    given = dict(submission.sign_offs.values_list("kind", "signed_by"))
    if kind in given:
        raise NotMovable
    if by.pk in given.values():
        raise FourEyesRequired
    signed = SignOff.objects.create(
        submission=submission, kind=kind, signed_by=by, reasons=reasons, digest=submission.digest
    )
    record(Verb.SIGNED_OFF, case, by=by, kind=kind, reasons=reasons, digest=submission.digest)
    return signed
