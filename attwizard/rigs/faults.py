"""A fault between any two statements of submitting, deciding and issuing: before or after, never
between."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from django.db import OperationalError, connection

from assessments.cases.declaring import declare
from assessments.management.commands.load_demo import undertakings
from assessments.models import Case, Purpose
from assessments.records import issuing
from assessments.review.deciding import Line, decide_case
from assessments.wizard.answers import save_answer
from assessments.wizard.recommending import KEY
from assessments.wizard.submitting import submit_case
from attwizard.bench import cases

from .rigging import Outcome, Rig
from .stage import Stage

TABLES = """
select format('select %%L, count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) from %%s t',
              c.oid::regclass::text, c.oid::regclass)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname in ('public', 'ledger')
    and has_table_privilege(c.oid, 'SELECT') order by 1
"""
CHILD = "doomed child"
GONE = "select count(*) from pg_stat_activity where application_name = %s"

State = dict[str, tuple[int, int]]
Wrapped = Callable[..., Any]


class Fault(OperationalError):
    """As a driver tells that the connection is lost."""


class Act(NamedTuple):
    """Something done to a case in one transaction; `ready` makes a case it can be done to."""

    ready: Callable[[Stage], Case]
    do: Callable[[Stage, Case], object]


class Counting:
    """Counts what goes to the database, commits included, and does `then` at one of them."""

    def __init__(self, at: int = 0, then: Callable[[], None] = lambda: None) -> None:
        self.passed, self.at, self.then = 0, at, then

    def step(self) -> None:
        self.passed += 1
        if self.passed == self.at:
            self.then()

    def statement(self, execute: Wrapped, *told: Any) -> Any:
        self.step()
        return execute(*told)

    @contextmanager
    def counted(self) -> Iterator[None]:
        commit = connection._commit

        def committed() -> None:
            self.step()  # before, and after: it was done, and nobody was told
            commit()
            self.step()

        harmful = connection.execute_wrapper(self.statement)
        with patch.object(connection, "_commit", committed), harmful:
            yield


def raising() -> None:
    raise Fault("the connection is lost")


def exiting() -> None:
    os._exit(1)


def work(stage: Stage, cycles: int) -> Outcome:
    return strike(stage, cycles, ACTS)


def control(stage: Stage, cycles: int) -> Outcome:
    """Two transactions where one is needed: the declaration stands without the decision."""
    two = Act(lambda stage: stage.case(recommend=cases.LINES), declaring_and_deciding)
    return strike(stage, cycles, {"declaring and deciding": two})


def strike(stage: Stage, cycles: int, acts: dict[str, Act]) -> Outcome:
    """Each act, at each of its statements: by an error, and by the end of the process."""
    faults, places, tried = [], {}, 0
    with without_drawing():
        for name, act in acts.items():
            number, grown = whole(stage, act)
            places[f"statements and commits of {name}"] = number
            chosen = spread(number, max(1, cycles // (2 * len(acts))))
            for harm in (raising, exiting):
                what = f"{name}, {harm.__name__}"
                faults += struck(stage, act, harm, chosen, (what, grown))
                tried += len(chosen)
                stage.note(f"{tried} faults, {what}")
    return Outcome(tried, faults, places)


def without_drawing() -> AbstractContextManager[Any]:
    """What is in the record does not matter here, and making it takes seconds each time."""
    return patch.multiple(issuing, record_pdf=lambda snapshot: b"%PDF", seal=lambda body: None)


def whole(stage: Stage, act: Act) -> tuple[int, dict[str, int]]:
    """How many statements and commits the act has, and how many rows it adds to which table."""
    case, counting = act.ready(stage), Counting()
    before = state()
    with counting.counted():
        act.do(stage, case)
    return counting.passed, growth(before, state())


def spread(number: int, most: int) -> list[int]:
    """All places, or so many of them from the first to the last."""
    if most >= number:
        return list(range(1, number + 1))
    return sorted({1 + round(place * (number - 1) / max(1, most - 1)) for place in range(most)})


def struck(
    stage: Stage, act: Act, harm: Callable[[], None], places: list[int], told: tuple[Any, ...]
) -> list[str]:
    """The act tried with the harm at each place in turn: what stands between before and after."""
    what, grown = told
    case, faults = act.ready(stage), []
    for place in places:
        before = state()
        attempt = (act, stage, case, Counting(place, harm))
        (tried_here if harm is raising else tried_in_child)(*attempt)
        after = state()
        if after == before:
            continue
        if growth(before, after) != grown:
            faults.append(f"{what} at {place}: {growth(before, after)} instead of {grown}.")
        case = act.ready(stage)
    return faults


def tried_here(act: Act, stage: Stage, case: Case, counting: Counting) -> None:
    with contextlib.suppress(Exception), counting.counted():
        act.do(stage, case)
    connection.close()


def tried_in_child(act: Act, stage: Stage, case: Case, counting: Counting) -> None:
    """In a process that ends there and then, as by `kill -9`."""
    connection.close()  # before the child has it, too
    if not (pid := os.fork()):
        with contextlib.suppress(BaseException):
            with connection.cursor() as cursor:
                cursor.execute("select set_config('application_name', %s, false)", [CHILD])
            tried_here(act, stage, case, counting)
        os._exit(0)
    os.waitpid(pid, 0)
    while ask(GONE, [CHILD]) != [(0,)]:
        time.sleep(0.005)


def state() -> State:
    """How many rows each table has, and a sum over what they hold."""
    queries = [query for (query,) in ask(TABLES, [])]
    return {name: (rows, total) for name, rows, total in ask(" union all ".join(queries), None)}


def ask(query: str, parameters: list[Any] | None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def growth(before: State, after: State) -> dict[str, int]:
    grown = {name: after[name][0] - rows for name, (rows, _total) in before.items()}
    return {name: more for name, more in grown.items() if more}


def to_submit(stage: Stage) -> Case:
    case = stage.case()
    recommended = {"content": cases.LINES, "seen_version": 0, "asked": None}
    save_answer(case, KEY, by=stage.people["alder"], **recommended)
    return case


def submitting(stage: Stage, case: Case) -> object:
    return submit_case(case, by=stage.people["alder"])


def to_decide(stage: Stage) -> Case:
    case = stage.case(recommend=cases.LINES)
    declare(case, purpose=Purpose.DECIDE, by=stage.people["cedar"])
    return case


def deciding(stage: Stage, case: Case) -> object:
    told = cases.TO_THE_END["decide"]
    lines = {item: Line(**line) for item, line in told["lines"].items()}
    kept = undertakings(told["undertakings"])
    submission = case.submissions.get()
    return decide_case(submission, lines=lines, undertakings=kept, by=stage.people["cedar"])


def declaring_and_deciding(stage: Stage, case: Case) -> object:
    declare(case, purpose=Purpose.DECIDE, by=stage.people["cedar"])
    return deciding(stage, case)


def to_issue(stage: Stage) -> Case:
    return stage.case(**cases.TO_THE_END)


def issue(stage: Stage, case: Case) -> object:
    return issuing.issue_record(case, by=stage.people["cedar"])


ACTS = {
    "submitting": Act(to_submit, submitting),
    "deciding": Act(to_decide, deciding),
    "issuing": Act(to_issue, issue),
}

RIG = Rig(
    name="faults",
    says="A fault at any statement of submitting, deciding, issuing: done whole or not at all",
    unit="places",
    short=12,
    usual=5_000,  # more than there are: all of them
    work=work,
    control=control,
)
