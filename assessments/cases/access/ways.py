"""The grounds on which a person has cases before them, as conditions the database checks."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import Case as Choose
from django.db.models import IntegerField, Q, QuerySet, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from assessments.models import Assignment, Case, Reading, Role, Status, User
from assessments.models.assignment import REVIEWERS
from assessments.models.case import FINAL

from .hats import Hat, wearing

SUBMITTED_OR_LATER = (Status.SUBMITTED, Status.RETURNED, *FINAL)
READERS = tuple(
    role for role in Role if role not in (Role.ADMINISTRATOR, Role.EDITOR)
)  # may be let in by name
NONE = Q(pk__in=())

Named = Callable[[QuerySet], Any]  # how keys of cases stand in a condition


class Way(NamedTuple):
    """A ground, and for whom the person would act on it."""

    cases: Q
    acting_for: User | None = None


def as_subquery(keys: QuerySet) -> QuerySet:
    """For a case that is looked for by its reference."""
    return keys


def at_once(keys: QuerySet) -> list[Any]:
    """For a list of cases: with the keys themselves the database finds its indexes."""
    return list(keys)


def to_hold(user: User) -> list[Way]:
    """The officer's own cases, to give away, share and withdraw."""
    return [Way(held_by(hat.person), hat.acting_for) for hat in wearing(user, Role.OFFICER)]


def held_by(officer: Any) -> Q:
    """The cases of an officer, or of the one of this key."""
    return Q(officer=officer)


def to_help(user: User, named: Named = as_subquery) -> list[Way]:
    """Cases that colleagues share with the officer."""
    if Role.OFFICER not in user.roles:
        return []
    return [Way(shared_with(user, named))]


def shared_with(officer: Any, named: Named = as_subquery) -> Q:
    """Cases that a colleague has shared with an officer, or with the one of this key."""
    shared = Case.colleagues.through.objects.filter(user=officer).values_list("case", flat=True)
    return Q(pk__in=named(shared))


def to_work(user: User, named: Named = as_subquery) -> list[Way]:
    """The officer's own cases, and those that colleagues share with them."""
    return [*to_help(user, named), *to_hold(user)]


def to_review(user: User, *roles: Role, named: Named = as_subquery) -> list[Way]:
    """What was submitted, of the unit or assigned by name."""
    submitted = Q(status__in=SUBMITTED_OR_LATER)
    return [
        Way(submitted & (of_unit(hat) | assigned(hat, named)), hat.acting_for)
        for hat in wearing(user, *roles)
    ]


def to_audit(user: User) -> list[Way]:
    decided = Q(status__in=FINAL)
    return [Way(decided & of_unit(hat), hat.acting_for) for hat in wearing(user, Role.AUDITOR)]


def to_read(user: User, named: Named = as_subquery) -> list[Way]:
    """Shared by name, for reading. Whoever is an administrator and nothing else reads no case."""
    if not user.has_role(*READERS):
        return []
    shared = Reading.objects.filter(person=user, ended_at=None).values_list("case", flat=True)
    return [Way(Q(pk__in=named(shared)))]


def to_see(user: User, named: Named = as_subquery) -> list[Way]:
    return [
        *to_work(user, named),
        *to_review(user, *REVIEWERS, named=named),
        *to_audit(user),
        *to_read(user, named),
    ]


def to_lead(user: User, *roles: Role) -> list[Way]:
    """Cases of the unit itself, wherever they stand: for those who answer for it."""
    return [Way(of_unit(hat), hat.acting_for) for hat in wearing(user, *roles)]


def of_unit(hat: Hat) -> Q:
    """Of the person's unit and of no unit; every case for a person of no unit."""
    unit = hat.person.unit_id
    return Q(unit=unit) | Q(unit=None) if unit else ~NONE


def assigned(hat: Hat, named: Named) -> Q:
    if not hat.person.unit_id:
        return NONE
    by_name = Assignment.objects.filter(person=hat.person, role=hat.role, ended_at=None)
    return Q(pk__in=named(by_name.values_list("case", flat=True)))


def any_of(ways: Iterable[Way]) -> Q:
    """Cases that one of the ways leads to; none leads to a case that was destroyed."""
    whole = NONE
    for way in ways:
        whole |= way.cases
    return whole & Q(disposed_at=None)


def one(user: User, ways: list[Way], reference: str, **about: Any) -> Case:
    """The case, where a way leads to it; the person's own ways come first. Raises Http404.

    `about` is what else the page has to know of it.
    """
    if not ways:
        raise Http404
    ways = sorted(ways, key=lambda way: way.acting_for is not None)
    cases = with_what_it_needs().annotate(**about)
    if ways[-1].acting_for:
        cases = cases.annotate(way=first_of(ways))
    case = get_object_or_404(cases, any_of(ways), reference=reference)
    user.acting_for = ways[case.way].acting_for if ways[-1].acting_for else None
    return case


def with_what_it_needs() -> QuerySet[Case]:
    return Case.objects.select_related("officer", "standards")


def first_of(ways: list[Way]) -> Choose:
    """Which of the ways leads to a case."""
    found = [When(way.cases, then=Value(number)) for number, way in enumerate(ways)]
    return Choose(*found, output_field=IntegerField())
