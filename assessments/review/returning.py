"""Send a submission back to its officer, with reasons."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from assessments.audit.trail import Verb, record
from assessments.cases import access
from assessments.cases.status import move
from assessments.law import Ruling
from assessments.models import Case, ReturnForChanges, Role, Status, Submission, User

from .standing import hold


@transaction.atomic
def return_case(submission: Submission, *, reasons: str, by: User) -> ReturnForChanges:
    """The officer can change the answers again. Raises NotMovable, NotPermitted."""
    case = hold(submission)
    access.act_as(by, case, Role.SUPERVISOR)
    returned = ReturnForChanges.objects.create(
        submission=submission, returned_by=by, reasons=reasons
    )
    move(case, to=Status.RETURNED)
    record(Verb.RETURNED, case, by=by, reasons=reasons, digest=submission.digest)
    return returned


def return_changed(case: Case, submission: Submission, ruling: Ruling, *, by: User) -> None:
    """The day itself has changed what the law permits: the case goes back, whoever wanted what.

    The case is held by the caller.
    """
    with translation.override(case.language):
        reasons = _(
            "What the law permits has changed since the submission: an exemption has expired, or"
            " the like. Look at the open points and submit again."
        )
    ReturnForChanges.objects.create(submission=submission, returned_by=by, reasons=reasons)
    move(case, to=Status.RETURNED)
    record(
        Verb.RETURNED,
        case,
        by=by,
        reasons=reasons,
        digest=submission.digest,
        permitted=submission.ruling["items"],
        permits=ruling.as_json()["items"],
    )
