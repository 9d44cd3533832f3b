"""Conflicts of interest: declared before acting on a case, cleared by a supervisor with reasons."""

from django.db import transaction

from assessments.audit.trail import Verb, record
from assessments.models import Case, Clearance, Declaration, Purpose, Role, User

from . import access
from .opening import open_case
from .refusals import NotPermitted


@transaction.atomic
def declare(case: Case, *, purpose: str, by: User, interest: str = "") -> Declaration:
    """Say that there is no interest, or which. It is written once and never taken back."""
    declaration = Declaration.objects.create(
        case=case, person=by, purpose=purpose, has_interest=bool(interest), text=interest
    )
    verb = Verb.INTEREST_DECLARED if interest else Verb.DECLARED
    record(verb, case, by=by, purpose=str(purpose), text=interest)
    return declaration


@transaction.atomic
def open_declared(*, by: User) -> Case:
    """A new draft of an officer who has no interest in it."""
    case = open_case(by=by)
    declare(case, purpose=Purpose.ASSESS, by=by)
    return case


@transaction.atomic
def clear_interest(declaration: Declaration, *, reasons: str, by: User) -> Clearance:
    """The person may go on with the case after all. Raises NotPermitted."""
    if not access.clearable(by).filter(pk=declaration.pk).exists():
        raise NotPermitted
    access.lead_as(by, declaration.case, Role.SUPERVISOR)
    cleared = Clearance.objects.create(declaration=declaration, cleared_by=by, reasons=reasons)
    record(
        Verb.INTEREST_CLEARED,
        declaration.case,
        by=by,
        person=declaration.person.username,
        reasons=reasons,
    )
    return cleared
