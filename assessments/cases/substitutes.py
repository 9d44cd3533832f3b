"""Who stands in for whom, on a day in the authority's time zone."""

from datetime import date

from django.db.models import F, Q, QuerySet

from assessments.models import Role, Substitution, User
from assessments.models.people import ON_CASES

# The absent person holds the role; the substitute does too, or has it for these days.
IS_HELD = Q(role__in=ON_CASES, absent__roles__contains=[F("role")])
IS_GIVEN = Q(substitute__roles__contains=[F("role")]) | Q(grant__confirmed_at__isnull=False)


def of(user: User, *, on: date) -> list[Substitution]:
    """Those in force in which the person stands in for somebody, with the absent person."""
    return list(in_force(on=on).filter(substitute=user).select_related("absent"))


def in_force(*, on: date) -> QuerySet[Substitution]:
    """Those that count on the day, the first and the last of their days included.

    For a role that the substitute does not hold it is a delegation, and counts once a second
    administrator has confirmed it. None gives what the absent person has lost meanwhile.
    """
    days = Substitution.objects.filter(from_on__lte=on, until_on__gte=on, ended_at=None)
    at_work = days.filter(substitute__is_active=True)
    given = at_work.exclude(substitute__roles__contains=[Role.AUDITOR]).filter(IS_HELD, IS_GIVEN)
    return given.order_by("pk")
