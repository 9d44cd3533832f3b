"""PostgreSQL killed while officers save: what they saw as saved is there when it is back."""

from __future__ import annotations

import random
import statistics
import time

import psycopg

from attwizard.postgres import DATABASE

from .doomed import doomed
from .load import Book, Load
from .rigging import Outcome, Rig
from .stage import Stage

WRITERS = 4
LONGEST = 0.5  # seconds of load before a kill
# Recovery makes sure of all files at once instead of one after the other.
QUICK = "recovery_init_sync_method=syncfs"
# Whoever trades durability for speed: a commit is answered before it is on the disk.
CARELESS = ("synchronous_commit=off", "wal_writer_delay=10s")


def work(stage: Stage, cycles: int) -> Outcome:
    return kill(stage, cycles)


def control(stage: Stage, cycles: int) -> Outcome:
    return kill(stage, cycles, *CARELESS)


def kill(stage: Stage, cycles: int, *options: str) -> Outcome:
    """Load, `kill -9` of the whole server, recovery, comparison; again and again."""
    load, took, faults = Load(stage, WRITERS), [], []
    book = Book(load)
    with doomed(stage, "kills", QUICK, *options) as (server, place), place.serve() as served:
        address = server.address(DATABASE)
        with load.on(served):
            for cycle in range(cycles):
                if not load.wait(1):
                    faults.append("Nothing could be saved any more.")
                    break
                time.sleep(random.uniform(0, LONGEST))
                server.kill()
                began = time.monotonic()
                server.start_server()
                took.append(time.monotonic() - began)
                with psycopg.connect(address) as connection:
                    faults += book.check(connection)
                stage.note(f"{cycle + 1} of {cycles}, {len(book.kept):,} saves kept")
        with psycopg.connect(address) as connection:
            faults += book.check(connection, whole=True)
    return Outcome(len(took), [*faults, *load.odd()], figures(load, book, took))


def figures(load: Load, book: Book, took: list[float]) -> dict[str, int | float]:
    return {
        **load.figures(),
        "acknowledged and lost": len(book.lost),
        "rows of the ledger verified": book.seq,
        "recovery, median (s)": statistics.median(took or [0.0]),
        "recovery, longest (s)": max(took, default=0.0),
    }


RIG = Rig(
    name="kills",
    says="PostgreSQL is killed while officers save: no acknowledged save is lost",
    unit="kills",
    short=1,
    usual=100,
    work=work,
    control=control,
)
