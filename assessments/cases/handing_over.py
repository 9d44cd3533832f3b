"""Give a case to another officer, or let a colleague work on it."""

from django.db import transaction
from django.utils import timezone

from assessments.audit.trail import Verb, record
from assessments.models import Case, User

from . import access
from .refusals import NotMovable
from .status import locked


@transaction.atomic
def hand_over(case: Case, *, to: User, by: User, because: str) -> None:
    """The case becomes another officer's. The one who gives it away works on it no longer."""
    case = held(case, by)
    case.officer = to
    case.updated_at = timezone.now()
    case.save(update_fields=["officer", "updated_at"])
    case.colleagues.remove(to)
    record(Verb.HANDED_OVER, case, by=by, to=to.username, because=because)


@transaction.atomic
def share(case: Case, *, with_colleague: User, by: User) -> None:
    """Let a colleague answer on the case too; whoever did never decides it."""
    case = held(case, by)
    case.colleagues.add(with_colleague)
    record(Verb.SHARED, case, by=by, colleague=with_colleague.username)


@transaction.atomic
def unshare(case: Case, *, with_colleague: User, by: User) -> None:
    case = held(case, by)
    case.colleagues.remove(with_colleague)
    record(Verb.UNSHARED, case, by=by, colleague=with_colleague.username)


def held(case: Case, by: User) -> Case:
    """The case, locked, while it is its officer's to give. Raises NotMovable."""
    case = locked(case)
    if not case.is_editable or not access.holds(by, case):
        raise NotMovable
    return case
