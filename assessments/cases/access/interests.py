"""Whether a person has declared, before acting on a case, that they have no interest in it."""

from django.db.models import BooleanField, Expression, F, Func, Value
from django.utils.translation import gettext_lazy as _

from assessments.cases.refusals import DeclarationNeeded, Interested
from assessments.models import Case, Purpose, User

# What whoever declared an interest can still do, by the part they have in the case.
FOR_OFFICERS = _(
    "You declared an interest in this case. Hand it over to another officer, or wait until a"
    " supervisor of its unit has found, with reasons, that the interest does not stand in the way."
)
FOR_REVIEWERS = _(
    "You declared an interest in this case. Leave it to another person of your role; a supervisor"
    " or the head assigns one under “Who may see this case”."
)


def interested(user: User, case: str = "pk") -> Func:
    """As a condition: the person declared an interest that nobody has cleared (migration 0024)."""
    return is_interested(Value(user.pk), case)


def is_interested(person: Expression, case: str = "pk") -> Func:
    return Func(F(case), person, function="is_interested", output_field=BooleanField())


def declared(user: User, purpose: Purpose) -> Func:
    """As a condition: declared for this purpose, and nothing stands in the way."""
    return has_declared(Value(user.pk), purpose)


def has_declared(person: Expression, purpose: Purpose) -> Func:
    arguments = (F("pk"), person, Value(str(purpose)))
    return Func(*arguments, function="has_declared", output_field=BooleanField())


def has_interest(user: User, case: Case) -> bool:
    return Case.objects.filter(interested(user), pk=case.pk).exists()


def require_declared(user: User, case: Case, purpose: Purpose) -> None:
    """Raises Interested, DeclarationNeeded."""
    found = Case.objects.filter(pk=case.pk)
    check(case, purpose, *found.values_list(interested(user), declared(user, purpose)).get())


def check(case: Case, purpose: Purpose, is_interested: bool, has_declared: bool) -> None:
    if is_interested:
        raise Interested(what_to_do(purpose))
    if not has_declared:
        raise DeclarationNeeded(case, purpose)


def what_to_do(purpose: Purpose):
    """The sentence for whoever declared an interest, by what they were about to do."""
    return FOR_OFFICERS if purpose == Purpose.ASSESS else FOR_REVIEWERS
