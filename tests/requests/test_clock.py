"""The clock of a case: days in hand, without those in which somebody else had to answer."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.cases.clock import Clock, Wait, clock, clock_of, with_clock
from assessments.models import Case
from tests.builders import make_case
from tests.requests.asking import done, draft, sent

BEGIN = date(2026, 3, 1)


def day(number: int) -> date:
    return BEGIN + timedelta(days=number)


@pytest.mark.parametrize(
    ("waits", "wanted"),
    [
        ([], Clock(20, 0)),
        ([(5, 9)], Clock(16, 4)),
        ([(5, 5)], Clock(20, 0)),
        ([(5, 9), (7, 12), (12, 13)], Clock(12, 8)),
        ([(5, 9), (15, 17)], Clock(14, 6)),
        ([(5, None)], Clock(5, 15, day(5))),
        ([(5, 9), (9, None)], Clock(5, 15, day(5))),
        ([(5, 9), (12, None)], Clock(8, 12, day(12))),
        ([(20, None)], Clock(20, 0, day(20))),
        ([(-9, 3)], Clock(17, 3)),
    ],
)
def test_a_day_on_which_a_request_is_out_does_not_count_and_none_is_left_out_twice(waits, wanted):
    waits = [Wait(day(a), None if b is None else day(b)) for a, b in waits]

    assert clock(BEGIN, day(20), waits) == wanted


def test_a_case_that_has_ended_waits_for_nobody():
    assert clock(BEGIN, day(20), [Wait(day(5))], runs=False) == Clock(5, 15)


@pytest.mark.django_db
def test_the_requests_that_a_case_waits_for_stop_its_clock_and_no_others(mina):
    today = timezone.localdate()
    case = make_case("s04", mina)
    Case.objects.filter(pk=case.pk).update(opened_at=timezone.now() - timedelta(days=30))
    case.refresh_from_db()
    draft(case, by=mina)
    sent(case, by=mina, on=today - timedelta(days=20), stops_clock=False)
    asked = sent(case, by=mina, on=today - timedelta(days=10))

    def read():
        return clock_of(with_clock(Case.objects.filter(pk=case.pk)).get())

    assert read() == Clock(20, 10, today - timedelta(days=10))
    done(asked, "reminded", by=mina, on=today - timedelta(days=8))
    done(asked, "answered", by=mina, on=today - timedelta(days=4))
    assert read() == Clock(24, 6)
