"""The standards of the authority as they are today."""

from django.db.models import QuerySet

from assessments.models import StandardsVersion
from assessments.models.compiled import compiled


def in_force() -> StandardsVersion:
    """The version that was confirmed last."""
    return confirmed_last()[0]


@compiled
def confirmed_last() -> QuerySet[StandardsVersion]:
    confirmed = StandardsVersion.objects.filter(confirmed_at__isnull=False)
    return confirmed.order_by("-number")[:1]
