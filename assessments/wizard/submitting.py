"""Hand a case over for its decision: from then on its answers are frozen."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.digests import digest
from assessments.audit.trail import Verb, record
from assessments.cases import access, comments
from assessments.cases.refusals import Refusal
from assessments.cases.status import locked, move
from assessments.models import Case, Purpose, Status, Submission, User
from assessments.screening.keeping import keep_screening

from .progress import first_open
from .recommending import ALWAYS, KEY, stands
from .route import Route
from .snapshot import snapshot


class NotReady(Refusal):
    """Something is still to do before the case can be submitted."""

    sentence = _(
        "The case cannot be submitted yet. Confirm every part that is asked, and your"
        " recommendation; or recommend refusal for every item."
    )


class CommentsWait(Refusal):
    """The reviewer asked for something, and the officer has not answered."""

    sentence = _(
        "A comment of the reviewer is not answered yet. Say for each what you did about it, and"
        " submit again."
    )


class OnlyPractice(Refusal):
    """A practice case ends with the recommendation."""

    sentence = _(
        "This is a practice case. It is never submitted; withdraw it when you are done with it."
    )


def is_ready(route: Route) -> bool:
    """The recommendation stands, and every part is done or nothing is to be authorised."""
    if route.case.is_practice or not stands(route) or not has_its_items(route):
        return False
    return first_open(route) is None or recommends_nothing(route)


def has_its_items(route: Route) -> bool:
    """Whether every item counts: one that waits to be confirmed would go undecided unseen."""
    return all(answer.is_confirmed for answer in route.answers if answer.step == "item")


def recommends_nothing(route: Route) -> bool:
    """Whether no item is recommended for authorisation: what is open then counts for nobody."""
    return all(given["decision"] in ALWAYS for given in route.answers.content(*KEY).values())


@transaction.atomic
def submit_case(case: Case, *, by: User) -> Submission:
    """Fix answers, ruling, recommendation and standards.

    The case is held from the first look on, so that two submissions have one effect.
    Raises OnlyPractice, NotReady, CommentsWait, NotMovable; Interested, DeclarationNeeded.
    """
    case = locked(case)
    if case.is_practice:
        raise OnlyPractice
    if comments.unanswered(comments.to_answer(case)):
        raise CommentsWait
    move(case, to=Status.SUBMITTED, standards=Route(case).standards)
    route = Route(case)
    access.require_declared(by, case, Purpose.ASSESS)
    if not is_ready(route):
        raise NotReady
    submission = write(route, by)
    record(
        Verb.SUBMITTED,
        case,
        by=by,
        number=submission.number,
        digest=submission.digest,
        standards=submission.standards.number,
        permits=submission.ruling["items"],
        recommendation=submission.recommendation,
    )
    return submission


def write(route: Route, by: User) -> Submission:
    number = route.case.submissions.count() + 1
    keep_screening(route.case, on=timezone.localdate(), by=by)
    content = snapshot(route, submitted_by=by, number=number)
    return Submission.objects.create(
        case=route.case,
        number=number,
        submitted_by=by,
        standards=route.standards,
        content=content,
        ruling=content["ruling"],
        recommendation=content["recommendation"],
        digest=digest(content),
    )
