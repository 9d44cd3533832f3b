"""How long a case has been in hand: the days since it was opened, without those it had to wait.

The clock of a case stands while at least one request for information that stops it is out: the
days from the sending of a request to its end, each counted once however many requests are out.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from assessments.models import Case, Decision, InformationRequest, Status


class Wait(NamedTuple):
    """A request was out: from a day to the day on which it ended; None while it still is."""

    sent_on: date
    ended_on: date | None = None


class Clock(NamedTuple):
    """Days in hand, days that did not count, and since when the clock stands, if it does."""

    days: int
    stopped: int
    since: date | None = None

    def standing(self, on: date) -> int:
        """For how many days the clock has stood; 0 while it runs."""
        return (on - self.since).days if self.since else 0


def clock(begin: date, end: date, waits: Iterable[Wait], *, runs: bool = True) -> Clock:
    """The clock on the day `end`, which is today while it `runs`, else that on which it ended."""
    waits = list(waits)
    stopped = {
        day
        for sent_on, ended_on in waits
        for day in range(max(sent_on, begin).toordinal(), min(ended_on or end, end).toordinal())
    }
    since = None
    if runs and any(ended_on is None for _sent_on, ended_on in waits):
        since = end.toordinal()
        while since - 1 in stopped:
            since -= 1
    return Clock(
        days=(end - begin).days - len(stopped),
        stopped=len(stopped),
        since=date.fromordinal(since) if since else None,
    )


def with_clock(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Beside each case what `clock_of` needs, whatever the number of its requests."""
    case = OuterRef("pk"), OuterRef("opened_at"), OuterRef("split_from")
    asked = InformationRequest.objects.about(*case)
    asked = asked.filter(stops_clock=True, sent_on__isnull=False)
    return cases.annotate(
        waits=ArraySubquery(asked.values(wait=JSONObject(sent="sent_on", ended="ended_on"))),
        decided_on=Subquery(Decision.objects.filter(case=OuterRef("pk")).values("decided_on")),
    )


def clock_of(case: Case) -> Clock:
    """The clock of a case that `with_clock` has found."""
    waits = (Wait(day(one["sent"]), day(one["ended"])) for one in case.waits)
    return clock_with(case, waits, decided_on=case.decided_on)


def clock_with(case: Case, waits: Iterable[Wait], *, decided_on: date | None) -> Clock:
    """The clock of a case until its decision or its withdrawal; today while it is in hand."""
    is_withdrawn = case.status == Status.WITHDRAWN
    ended_on = timezone.localdate(case.updated_at) if is_withdrawn else decided_on
    begin = timezone.localdate(case.opened_at)
    return clock(begin, ended_on or timezone.localdate(), waits, runs=ended_on is None)


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
