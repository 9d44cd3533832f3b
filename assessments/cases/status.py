"""The moves of a case, as one table, and `move()`, the only way to make one.

The database holds the same table (migration 0003); a test holds the two together.
"""

from django.utils import timezone

from assessments.models import Case, Status

from .refusals import NotMovable

MOVES = {
    Status.DRAFT: (Status.SUBMITTED, Status.WITHDRAWN),
    Status.RETURNED: (Status.SUBMITTED, Status.WITHDRAWN),
    Status.SUBMITTED: (Status.RETURNED, Status.DECIDED, Status.WITHDRAWN),
    Status.DECIDED: (Status.CLOSED,),
    Status.CLOSED: (),
    Status.WITHDRAWN: (),
}


def locked(case: Case) -> Case:
    """The case as it stands now, held for this transaction."""
    return Case.objects.select_for_update(of=("self",)).select_related("officer").get(pk=case.pk)


def move(case: Case, *, to: Status, **changes) -> None:
    """Move a case that is held. Raises NotMovable when it stands where no such move begins."""
    if to not in MOVES[Status(case.status)]:
        raise NotMovable
    case.status = to
    case.updated_at = timezone.now()
    for name, value in changes.items():
        setattr(case, name, value)
    case.save(update_fields=["status", "updated_at", *changes])
