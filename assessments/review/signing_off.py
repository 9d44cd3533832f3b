"""A legal adviser or the head agrees to exactly what was submitted."""

from django.db import transaction

from assessments.audit.trail import Verb, record
from assessments.cases import access
from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted
from assessments.models import Purpose, SignOff, Submission, User

from .standing import SIGNERS, hold, require_second_person


@transaction.atomic
def sign_off(submission: Submission, *, kind: str, reasons: str, by: User) -> SignOff:
    """Bound to the digest: what is changed and submitted again needs a new sign-off.

    Raises NotPermitted for one the law does not ask for, or of a role the person has not here;
    FourEyesRequired; NotMovable; Interested, DeclarationNeeded.
    """
    case = hold(submission)
    if kind not in submission.ruling["sign_offs"]:
        raise NotPermitted
    access.act_as(by, case, SIGNERS[kind])
    require_second_person(case, by)
    access.require_declared(by, case, Purpose.SIGN_OFF)
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
