"""Rig: two to four people on one answer, in every order that Hypothesis thinks of.

They open it, type, are kept, press Continue, also two at the same moment, submit, get it back, hand
the case on. Nobody's save is written over unseen: who comes second keeps their text and sees the
other's; the database and the ledger say what a small model says.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from unittest import mock

from django.db import connection, connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from assessments.management.commands.load_demo import load_people
from assessments.models import Answer, Case, User
from attwizard.bench.cases import LINES

from .desks import STEP, Fault, Model, Table, lay
from .judging import listening
from .rigging import Outcome, Rig
from .stage import Stage

CHUNK, PROCESSES, CASES = 100, 3, 4
ENOUGH = 30  # interleavings, among which some write over one another
TRIED, TOLD = "interleavings", ("saves acknowledged", "conflicts told")
Laid = tuple[Any, list[int], int]
own: list[Laid]
AS_THEY_COME = {
    "database": None,
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "print_blob": False,
    "report_multiple_bugs": False,
}
OFFICERS = ("birch", "ash", "hazel")
CALM = {"ACCOUNT_REAUTHENTICATION_TIMEOUT": 86_400, "SESSION_IDLE_MINUTES": 1_440}
ACTS = (
    *("load", "load", "look", "keep", "keep", "save", "save", "save", "save"),
    *("at once", "submit", "give back", "hand over"),
)
orders = st.tuples(
    st.integers(2, 4),
    st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3)), min_size=3, max_size=12),
)


def work(stage: Stage, cycles: int) -> Outcome:
    """In short in this process, else in some, each with cases of its own."""
    if cycles <= CHUNK:
        return outcome(Counter(at([made(stage)], 0, cycles)))
    found: Counter[str] = Counter()
    cases: multiprocessing.SimpleQueue = multiprocessing.get_context("fork").SimpleQueue()
    for number in range(PROCESSES):
        stage.note(f"cases for process {number + 1} of {PROCESSES}")
        cases.put([made(stage) for _case in range(CASES)])
    chunks = [(number, min(CHUNK, cycles - number)) for number in range(0, cycles, CHUNK)]
    connections.close_all()
    with (
        multiprocessing.get_context("fork").Pool(PROCESSES, begin, (cases,)) as workers,
        contextlib.suppress(KeyboardInterrupt),  # then, what was found so far
    ):
        for part in workers.imap_unordered(chunk, chunks):
            found.update(part)
            stage.note(f"{found[TRIED]:,} of {cycles:,}")
    return outcome(found)


def made(stage: Stage) -> Laid:
    """A case that alder has submitted, with the keys of those who will be at it."""
    people = [{"username": name, "name": name.title(), "roles": ["officer"]} for name in OFFICERS]
    there = {**stage.people, **load_people({"password": "nobody signs in", "people": people})}
    case = stage.case(recommend=LINES)
    return case.pk, [there[name].pk for name in ("alder", *OFFICERS)], there["cedar"].pk


def begin(cases: Any) -> None:
    """A process of the pool takes its cases."""
    global own
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connections.close_all()
    own = cases.get()


def chunk(numbers: tuple[int, int]) -> dict[str, int]:
    return at(own, *numbers)


def at(laid: list[Laid], number: int, count: int, *phases: Phase) -> dict[str, int]:
    """So many interleavings, with the luck of this number; what is found is counted by its words.

    The fault is told as short as Hypothesis finds it, if it may look for that.
    """
    found: Counter[str] = Counter()
    with override_settings(**CALM), listening(), connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off")  # no power is cut here
        with ThreadPoolExecutor(2, initializer=patient) as pool:
            tables = [table_of(one, pool) for one in laid]
            last: list[Any] = []

            @seed(number)
            @settings(max_examples=count, phases=phases or tuple(Phase), **AS_THEY_COME)
            @given(orders)
            def interleave(order: tuple[int, list[tuple[str, int]]]) -> None:
                last[:] = [order]
                found[TRIED] += 1
                one_order(tables[found[TRIED] % len(tables)], order, found)

            try:
                interleave()
            except Fault as fault:
                found[f"{fault} {last}"] += 1
            both = threading.Barrier(2)
            list(pool.map(leave, [both, both]))
    return dict(found)


def one_order(table: Table, order: tuple[int, list[tuple[str, int]]], found: Counter[str]) -> None:
    """A new beginning, the acts one after another, the database and the ledger after each."""
    people, acts = order
    model = Model(replace(table, desks=table.desks[:people]))
    for act, who in acts:
        model.do(act, who)
        found[f"acts: {act}"] += 1
    model.check()
    found["saves acknowledged"] += len(model.saved)
    found["conflicts told"] += model.conflicts


def patient() -> None:
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off")


def leave(both: threading.Barrier) -> None:
    """Each thread closes its own."""
    both.wait()
    connections.close_all()


def table_of(laid: Laid, pool: ThreadPoolExecutor) -> Table:
    case, people, supervisor = laid
    officers = [User.objects.get(pk=key) for key in people]
    return lay(Case.objects.get(pk=case), officers, User.objects.get(pk=supervisor), pool)


def outcome(found: Counter[str]) -> Outcome:
    figures = {name: count for name, count in sorted(found.items()) if name in TOLD}
    acts = {name: count for name, count in sorted(found.items()) if name.startswith("acts: ")}
    faults = [name for name in found if name not in {TRIED, *figures, *acts}]
    return Outcome(found[TRIED], faults, {**figures, **acts})


def control(stage: Stage, cycles: int) -> Outcome:
    """With the version check switched off: each page is believed to be of what stands now."""
    case = made(stage)

    def credulous(text: str) -> dict[str, int]:
        return {STEP: Answer.objects.get(case=case[0], step=STEP).version}

    with mock.patch("assessments.wizard.views.read_seen", credulous):
        return outcome(Counter(at([case], 0, max(cycles, ENOUGH), Phase.generate)))


RIG = Rig(
    name="interleavings",
    says="two to four people on one answer, in every order",
    unit="interleavings",
    short=10,
    usual=2_000,
    work=work,
    control=control,
)
