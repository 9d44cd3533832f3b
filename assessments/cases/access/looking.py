"""Who says what something new means for a case: those who assess it, and its supervisors."""

from django.http import Http404

from assessments.cases.refusals import Interested
from assessments.models import Case, Role, Status, User

from .interests import interested
from .ways import one, to_review, to_work
from .working import editable_case


def lookable_case(user: User, reference: str) -> Case:
    """A draft for those who work on it; later, decided too, for its supervisors as well.

    An interest keeps from it. Raises DeclarationNeeded, Interested; Http404.
    """
    ways = [*to_work(user), *to_review(user, Role.SUPERVISOR)]
    case = one(user, ways, reference, is_interested=interested(user))
    if case.is_editable:
        return editable_case(user, reference)
    if case.status == Status.WITHDRAWN:
        raise Http404
    if case.is_interested:
        raise Interested
    return case
