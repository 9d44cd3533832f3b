"""The worker killed while it makes a record: the record is issued all the same, later and once."""

from __future__ import annotations

import contextlib
import hashlib
import random
import time
from collections.abc import Callable

from django.db import connection
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from assessments.cases.waiting_work import MAKE_RECORD
from assessments.models import Case, Entry, Record
from assessments.records.tasks import STALLED, take_up_again
from attwizard.bench import cases

from .rigging import Outcome, Rig
from .stage import Stage

# Seconds.
LONGEST_START, LONGEST_MAKING, LATEST_KILL = 60.0, 60.0, 1.5
UNTIL_CERTAIN = 8.0  # that nobody makes it
DOING = "select count(*) from procrastinate_jobs where status = 'doing' and task_name = %s"
SILENT = "update procrastinate_workers set last_heartbeat = now() - %s * interval '1 second'"


def work(stage: Stage, cycles: int) -> Outcome:
    return make(stage, cycles, taken_up=True)


def control(stage: Stage, cycles: int) -> Outcome:
    """Nobody looks after the jobs of the dead."""
    return make(stage, 1, taken_up=False)


def make(stage: Stage, cycles: int, *, taken_up: bool) -> Outcome:
    """A decision; a worker killed at its record; another worker, some time later."""
    faults, later = [], []
    for cycle in range(cycles):
        case = stage.case(**cases.TO_THE_END)
        made = Record.objects.filter(decision__case=case)
        if not killed_at_work(stage):
            faults.append("No worker began with the record.")
            continue
        later.append(not made.exists())
        if taken_up:
            some_time_later()
        with stage.worker():
            is_made = wait(
                Record.objects.filter(decision__case=case).exists, LONGEST_MAKING if taken_up else 5
            )
        faults += judged(case) if is_made else [f"{case.reference} has no record."]
        stage.note(f"{cycle + 1} of {cycles}")
    return Outcome(cycles, faults, {"killed before the record was there": sum(later)})


def killed_at_work(stage: Stage) -> bool:
    """Whether a worker had begun when it was killed."""
    worker = stage.worker()
    try:
        has_begun = wait(lambda: ask(DOING, [MAKE_RECORD]) != 0, LONGEST_START)
        time.sleep(random.uniform(0, LATEST_KILL))
        return has_begun
    finally:
        worker.kill()


def some_time_later() -> None:
    """The dead worker has been silent for long, and the minute comes in which that is looked at."""
    with connection.cursor() as cursor:
        cursor.execute(SILENT, [2 * STALLED])
    with contextlib.suppress(AlreadyEnqueued):
        take_up_again.defer(timestamp=int(timezone.now().timestamp()))


def judged(case: Case) -> list[str]:
    """One record, whole, and one entry that the case was closed with it."""
    (record,) = Record.objects.filter(decision__case=case)
    closed = Entry.objects.filter(case_id=case.pk, action="closed").count()
    faults = [] if closed == 1 else [f"{case.reference} was closed {closed} times."]
    if hashlib.sha256(record.body).hexdigest() != record.digest:
        faults.append(f"The record of {case.reference} is not whole.")
    return faults


def wait(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def ask(query: str, parameters: list[str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return int(cursor.fetchone()[0])


RIG = Rig(
    name="records",
    says="The worker is killed while it makes a record: it is issued once, later",
    unit="kills",
    short=1,
    usual=20,
    work=work,
    control=control,
)
