"""How long a case is kept: at least ten years (Article 12(4)), longer by setting."""

from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.models import Case, Status
from assessments.models.case import FINAL

ENDED = (*FINAL, Status.WITHDRAWN)


def counted_from(case: Case) -> date | None:
    """The day from which the years are counted: the decision, or the withdrawal.

    Later moments (expiry, last shipment, a closed reassessment) are not recorded yet. None for a
    case that has not ended.
    """
    if case.status in FINAL:
        return case.decision.decided_on
    if case.status == Status.WITHDRAWN:
        return timezone.localdate(case.updated_at)  # a withdrawn case is never changed again
    return None


def kept_until(case: Case) -> date | None:
    """The last day on which the case must be there; None for a case that has not ended."""
    moment = counted_from(case)
    return moment and years_after(moment, settings.RETENTION_YEARS)


def years_after(day: date, years: int) -> date:
    """The same day of a later year; after 29 February the day that follows, never one before."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def years_before(day: date, years: int) -> date:
    """The latest day whose years are over on this one."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def over() -> QuerySet[Case]:
    """Cases whose time is over and that are there still, the oldest first; holds not looked at."""
    before = years_before(timezone.localdate(), settings.RETENTION_YEARS)
    ended = Q(decision__decided_on__lt=before) | Q(
        status=Status.WITHDRAWN, updated_at__date__lt=before
    )
    found = Case.objects.filter(ended, status__in=ENDED, disposed_at=None)
    return found.order_by("updated_at", "id")


def due() -> QuerySet[Case]:
    """Cases that may be destroyed: their time is over, nothing holds them, nobody proposed it."""
    return (
        over()
        .exclude(holds__lifted_at=None, holds__isnull=False)
        .exclude(disposals__withdrawn_at=None, disposals__isnull=False)
    )
