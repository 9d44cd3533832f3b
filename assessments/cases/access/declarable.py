"""On which case, and before what, a person may declare whether they have an interest."""

from django.db.models import Case as Choose
from django.db.models import When
from django.http import Http404

from assessments.cases.refusals import Interested
from assessments.models import Case, Purpose, Role, Status, User
from assessments.models.assignment import REVIEWERS

from .interests import declared, what_to_do
from .reviewing import parts_of, reviewing_hats
from .ways import any_of, one, to_review, to_work


def declarable_case(user: User, reference: str) -> Case:
    """A case that the person assesses or reviews; its `purpose` says which. Raises Interested."""
    working = to_work(user)
    case = one(
        user,
        [*working, *to_review(user, *REVIEWERS)],
        reference,
        works_on=Choose(When(any_of(working), then=True), default=False),
        has_declared=declared(user, Purpose.ASSESS),
        **parts_of(user),
    )
    case.purpose = purpose_of(user, case)
    if case.is_interested:
        raise Interested(what_to_do(case.purpose))
    return case


def purpose_of(user: User, case: Case) -> Purpose:
    """Raises Http404 where nothing is left to be assessed or decided by this person."""
    if case.works_on and case.is_editable:
        return Purpose.ASSESS
    if case.works_on or case.is_worked_on or case.status != Status.SUBMITTED:
        raise Http404
    is_decider = Role.SUPERVISOR in reviewing_hats(user, case)
    return Purpose.DECIDE if is_decider else Purpose.SIGN_OFF


def must_declare(case: Case) -> bool:
    """Whether the answer is needed before the first edit; else an interest came up later."""
    return case.purpose == Purpose.ASSESS and not case.has_declared
