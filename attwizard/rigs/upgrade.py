"""An upgrade from the release before, while officers save, killed half-way: old or new, never
neither.

The release before is this one. The next is a copy of it with two migrations more.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg

from assessments.operations import contents
from attwizard.steps import ROOT

from .load import Book, Load
from .rigging import Outcome, Rig
from .stage import Stage

WRITERS = 4
LONGEST = 120.0  # seconds that an upgrade may take here
COPIED, LINKED = ("assessments", "attwizard"), ("fixtures", "static", "templates", ".venv")
# Each takes a table from everybody, changes what it says, and takes its time.
NEXT = {
    "9998_next_cases": "alter table assessments_case add column next_one text;"
    " update assessments_case set next_one = title; select pg_sleep(0.3);",
    "9999_next_answers": "create table assessments_next (id bigint primary key);"
    " alter table assessments_answer add column next_one integer default 7; select pg_sleep(0.3);",
}
UNDONE = """
alter table assessments_case drop column if exists next_one;
alter table assessments_answer drop column if exists next_one;
drop table if exists assessments_next;
delete from django_migrations where app = 'assessments' and name like '999%'
"""
MIGRATION = """
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("assessments", {last!r})]
    operations = [migrations.RunSQL({sql!r})]
"""
# The server starts, the database is what it needs, and its first page is shown.
STARTS = """
import attwizard.wsgi
from assessments.operations.health import troubles
from django.test import Client
assert not {name for name, _sentence in troubles()} - {"worker", "disk"}
assert Client(headers={"host": "localhost"}).get("/sign-in/").status_code == 200
"""
APPLIED = "select name from django_migrations where app = 'assessments' and name like '999%'"
CALLED = "attwizard rig upgrade"  # by which PostgreSQL knows the programs that are killed
BUSY = "select count(*) from pg_stat_activity where application_name = %s"


def work(stage: Stage, cycles: int) -> Outcome:
    """Upgrades killed at random, then one that is let be: its time is what others are cut off in.

    In short only the one that is killed.
    """
    release, load = next_release(stage), Load(stage, WRITERS)
    book, found, figures, longest = Book(load), {"old": 0, "new": 0}, {}, 6.0
    with stage.serve() as served, load.on(served):
        faults = [] if load.wait(1) else ["Nothing could be saved."]
        if cycles > RIG.short:
            began = time.monotonic()
            faults += let_be(stage, release, load, figures)
            longest = time.monotonic() - began
            faults += looked_at(stage, release, load, {"old": 0, "new": 0})
            undo(stage)
        for cycle in range(cycles):
            killed(
                stage, release, ["upgrade", str(backups(stage))], random.uniform(0.5, 1.1 * longest)
            )
            faults += looked_at(stage, release, load, found)
            undo(stage)
            stage.note(f"{cycle + 1} of {cycles}")
    with psycopg.connect(owner(stage)) as connection:
        faults += book.check(connection, whole=True)
    told = {f"the {name} one was there": count for name, count in found.items()}
    return Outcome(cycles, [*faults, *load.odd()], {**load.figures(), **told, **figures})


def control(stage: Stage, cycles: int) -> Outcome:
    """`migrate` alone, where each migration is a transaction: killed after the first of two."""
    release, load = next_release(stage), Load(stage, 1)
    with stage.serve() as served, load.on(served):
        killed(stage, release, ["migrate"], LONGEST, until=lambda: len(applied(stage)) == 1)
        faults = looked_at(stage, release, load, {"old": 0, "new": 0})
    undo(stage)
    return Outcome(1, faults)


def next_release(stage: Stage) -> Path:
    """The program again, with more migrations."""
    release = stage.folder / "release"
    shutil.rmtree(release, ignore_errors=True)
    release.mkdir()
    for name in COPIED:
        shutil.copytree(ROOT / name, release / name)
    for name in LINKED:
        (release / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "manage.py", release)  # no link: Python looks beside the file itself
    (release / ".run").mkdir()
    last = max(n.split(".")[1] for n in contents.of_this_program() if n.startswith("assessments."))
    for name, sql in NEXT.items():
        text = MIGRATION.format(last=last, sql=sql)
        (release / "assessments" / "migrations" / f"{name}.py").write_text(text)
        last = name
    return release


def backups(stage: Stage) -> Path:
    folder = stage.folder / "backups"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def begun(stage: Stage, release: Path, words: Sequence[str]) -> subprocess.Popen[str]:
    """A program of the next release, in a session of its own."""
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=release,
        env=stage.environment(PGAPPNAME=CALLED),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def let_be(stage: Stage, release: Path, load: Load, figures: dict[str, float]) -> list[str]:
    """A whole upgrade under load: nobody waits long, and it says that it has worked."""
    with begun(stage, release, ["manage.py", "upgrade", str(backups(stage))]) as upgrading:
        pause, since, count = 0.0, time.monotonic(), len(load.acknowledged())
        while upgrading.poll() is None:
            time.sleep(0.02)
            if len(load.acknowledged()) > count:
                count, since = len(load.acknowledged()), time.monotonic()
            pause = max(pause, time.monotonic() - since)
        said = upgrading.stdout.read()
    figures["longest pause without a save, upgrade whole (s)"] = pause
    return [] if "Upgraded." in said else [f"The upgrade was not carried out: {said[-500:]}"]


def killed(
    stage: Stage,
    release: Path,
    words: Sequence[str],
    seconds: float,
    until: Callable[[], bool] = lambda: False,
) -> None:
    """Begin it, and kill all of it after so many seconds, or as soon as something is so."""
    end = time.monotonic() + seconds
    with begun(stage, release, ["manage.py", *words]) as running:
        while running.poll() is None and time.monotonic() < end and not until():
            time.sleep(0.01)
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
    with psycopg.connect(owner(stage), autocommit=True) as connection:
        while connection.execute(BUSY, [CALLED]).fetchone() != (0,):
            time.sleep(0.05)  # the server has not noticed yet


def applied(stage: Stage) -> set[str]:
    with psycopg.connect(owner(stage)) as connection:
        return {name for (name,) in connection.execute(APPLIED)}


def looked_at(stage: Stage, release: Path, load: Load, found: dict[str, int]) -> list[str]:
    """Which release the database belongs to; that it starts, and that officers save."""
    done = applied(stage)
    if done not in (set(), set(NEXT)):
        return [f"The database is neither old nor new: it has {', '.join(sorted(done))} alone."]
    name, folder = ("new", release) if done else ("old", ROOT)
    found[name] += 1
    faults = [] if load.wait(1) else ["Nothing could be saved afterwards."]
    with begun(stage, folder, ["-c", STARTS]) as starting:
        said, _nothing = starting.communicate(timeout=LONGEST)
    if starting.returncode:
        faults.append(f"The {name} release does not start: {said.strip()[-500:]}")
    return faults


def undo(stage: Stage) -> None:
    """The release before again, for the next one."""
    with psycopg.connect(owner(stage)) as connection:
        connection.execute(UNDONE)


def owner(stage: Stage) -> str:
    return stage.addresses["DATABASE_OWNER_URL"]


RIG = Rig(
    name="upgrade",
    says="An upgrade while officers save, killed half-way: the old release works or the new one",
    unit="kills",
    short=1,
    usual=20,
    work=work,
    control=control,
)
