"""Who is let into a case by name, beside its officers: reviewers, readers; and its unit."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.models import Assignment, Case, Reading, Unit, User

from . import access
from .refusals import FourEyesRequired, NotMovable
from .status import locked


@transaction.atomic
def assign(case: Case, *, to: User, role: str, by: User) -> Assignment:
    """A reviewer of another unit acts on this case too. Raises NotMovable, FourEyesRequired."""
    case = under_review(case)
    if access.worked_on(to, case):
        raise FourEyesRequired(_("Who worked on a case does not review it. Choose somebody else."))
    if (
        not to.has_role(role)
        or case.assignments.filter(person=to, role=role, ended_at=None).exists()
    ):
        raise NotMovable
    made = Assignment.objects.create(case=case, person=to, role=role, made_by=by)
    record(Verb.ASSIGNED, case, by=by, person=to.username, role=str(role))
    return made


@transaction.atomic
def end_assignment(assignment: Assignment, *, by: User) -> None:
    end(assignment, by=by)
    facts = {"person": assignment.person.username, "role": assignment.role}
    record(Verb.ASSIGNMENT_ENDED, assignment.case, by=by, **facts)


@transaction.atomic
def let_read(case: Case, *, reader: User, by: User) -> None:
    """Share a case for reading. Doing it twice does it once."""
    case = locked(case)
    _reading, is_new = Reading.objects.get_or_create(
        case=case, person=reader, ended_at=None, defaults={"made_by": by}
    )
    if is_new:
        record(Verb.READER_ADDED, case, by=by, person=reader.username)


@transaction.atomic
def end_reading(reading: Reading, *, by: User) -> None:
    end(reading, by=by)
    record(Verb.READER_REMOVED, reading.case, by=by, person=reading.person.username)


@transaction.atomic
def move_to_unit(case: Case, *, unit: Unit | None, by: User, because: str) -> None:
    """The case becomes another unit's: from then on its reviewers know of it."""
    case = under_review(case)
    before = case.unit
    case.unit, case.updated_at = unit, timezone.now()
    case.save(update_fields=["unit", "updated_at"])
    facts = {"from_unit": before and before.name, "to_unit": unit and unit.name}
    record(Verb.MOVED_TO_UNIT, case, by=by, because=because, **facts)


def under_review(case: Case) -> Case:
    """The case, locked, while its reviewers can be chosen. Raises NotMovable."""
    case = locked(case)
    if case.status not in access.UNDER_REVIEW:
        raise NotMovable
    return case


def end(let_in: Assignment | Reading, *, by: User) -> None:
    """From now on. Raises NotMovable for what has ended already."""
    rows = type(let_in).objects.filter(pk=let_in.pk, ended_at=None)
    if not rows.update(ended_at=timezone.now(), ended_by=by):
        raise NotMovable
