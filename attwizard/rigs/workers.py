"""Workers of the server killed while officers save: nothing acknowledged is lost or half saved."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time

import psycopg

from .load import Book, Load
from .rigging import Outcome, Rig
from .stage import Stage

WRITERS, WORKERS = 4, 8
PAUSE = (0.1, 0.2)  # seconds from one kill to the next
LOOK = 100  # kills from one comparison to the next
# Says "saved" before it is.
HASTY = {"DJANGO_SETTINGS_MODULE": "attwizard.rigs.hasty"}


def work(stage: Stage, cycles: int) -> Outcome:
    return kill(stage, cycles, {})


def control(stage: Stage, cycles: int) -> Outcome:
    return kill(stage, cycles, HASTY)


def kill(stage: Stage, cycles: int, settings: dict[str, str]) -> Outcome:
    """Load, and `kill -9` of any worker, again and again."""
    load, faults, killed = Load(stage, WRITERS), [], 0
    book = Book(load)
    with (
        psycopg.connect(stage.addresses["DATABASE_OWNER_URL"]) as connection,
        stage.serve(workers=WORKERS, settings=settings) as served,
        load.on(served),
    ):
        while killed < cycles:
            time.sleep(random.uniform(*PAUSE))
            killed += kill_one(served.children())
            if killed % LOOK == 0:
                faults += [] if load.wait(1) else ["Nothing could be saved any more."]
                faults += book.check(connection)
                stage.note(f"{killed:,} of {cycles:,}, {len(book.kept):,} saves kept")
        load.wait(1)
        faults += book.check(connection, whole=True)
    return Outcome(killed, [*faults, *load.odd(), *served.tracebacks()], figures(load, book))


def kill_one(workers: list[int]) -> int:
    """How many were killed: none while the server has none."""
    for pid in random.sample(workers, min(1, len(workers))):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            return 1
    return 0


def figures(load: Load, book: Book) -> dict[str, int]:
    return {
        **load.figures(),
        "acknowledged and lost": len(book.lost),
        "rows of the ledger verified": book.seq,
    }


RIG = Rig(
    name="workers",
    says="Workers of the server are killed while officers save: nothing is lost or half saved",
    unit="kills",
    short=8,
    usual=1_000,
    work=work,
    control=control,
)
