"""Who stands in for whom, on a day in the authority's time zone."""

from datetime import date

from django.db.models import QuerySet

from assessments.models import Substitution, User


def of(user: User, *, on: date) -> list[Substitution]:
    """Those in force in which the person stands in for somebody, with the absent person."""
    return list(in_force(on=on).filter(substitute=user).select_related("absent"))


def in_force(*, on: date) -> QuerySet[Substitution]:
    return Substitution.objects.filter(from_on__lte=on, until_on__gte=on, ended_at=None).order_by(
        "pk"
    )
