"""Who stands in for whom, on a day in the authority's time zone."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from assessments.models import Role, Substitution, User
from assessments.models.people import ON_CASES


def of(user: User, *, on: date) -> list[Substitution]:
    """Those in force in which the person stands in for somebody, with the absent person."""
    return list(in_force(on=on).filter(substitute=user).select_related("absent"))


def in_force(*, on: date) -> QuerySet[Substitution]:
    """Those that count on the day, the first and the last of their days included.

    For a role that the substitute does not hold it is a delegation, and counts once a second
    administrator has confirmed it. None gives what the absent person has lost meanwhile.
    """
    counts = reduce(or_, map(held_and_given, ON_CASES))
    days = Substitution.objects.filter(from_on__lte=on, until_on__gte=on, ended_at=None)
    at_work = days.filter(substitute__is_active=True)
    return at_work.exclude(substitute__roles__contains=[Role.AUDITOR]).filter(counts).order_by("pk")


def held_and_given(role: Role) -> Q:
    """The absent person holds the role; the substitute does too, or has it for these days."""
    is_held = Q(role=role, absent__roles__contains=[role])
    is_given = Q(substitute__roles__contains=[role]) | Q(grant__confirmed_at__isnull=False)
    return is_held & is_given
