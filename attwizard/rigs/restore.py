"""The restore drill: a backup while officers save, put back on another server, and worked with."""

from __future__ import annotations

import json
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import psycopg

from assessments.models import Record
from assessments.operations import contents
from assessments.records.issuing import issue_record
from attwizard.bench.cases import TO_THE_END
from attwizard.postgres import DATABASE
from attwizard.preparing import PEOPLE
from attwizard.steps import ROOT

from .doomed import Doomed
from .load import Book, Load
from .rigging import Outcome, Rig
from .stage import Stage
from .visiting import Visitor

WRITERS = 4
SHORT, RECORDS = 1, 100


def work(stage: Stage, cycles: int) -> Outcome:
    """Each cycle a backup under load and a drill with it; in short without records."""
    issue(stage, RECORDS if cycles > SHORT else 0)
    load, faults, took = Load(stage, WRITERS), [], []
    with stage.serve() as served, load.on(served), elsewhere(stage) as (server, place):
        for cycle in range(cycles):
            load.wait(3)
            acknowledged = load.acknowledged()
            began = time.monotonic()
            backup = back_up(stage)
            took.append(time.monotonic() - began)
            load.wait(3)  # what comes afterwards is no part of it
            began = time.monotonic()
            faults += restored(place, backup)
            took.append(time.monotonic() - began)
            faults += compared(server, load, acknowledged)
            faults += signed_in(place)
            emptied(server)
            stage.note(f"{cycle + 1} of {cycles}")
    return Outcome(cycles, [*faults, *load.odd()], {**load.figures(), **figures(took)})


def control(stage: Stage, cycles: int) -> Outcome:
    """A byte of the dump is changed; a row is missing. Found only if both are refused."""
    backup = back_up(stage)
    with elsewhere(stage) as (_server, place):
        refused = []
        for spoil in (lose_a_row, change_a_byte):
            spoil(backup)
            refused += restored(place, backup)[:1]
    return Outcome(2, refused if len(refused) == 2 else [])


@contextmanager
def elsewhere(stage: Stage) -> Iterator[tuple[Doomed, Stage]]:
    """Another server, with an empty database and nobody's files."""
    server = Doomed("restore")
    server.forget_dead_postmaster()
    shutil.rmtree(server.folder, ignore_errors=True)
    try:
        server.make()
        folder = stage.folder / "elsewhere"
        folder.mkdir(exist_ok=True)
        yield server, Stage(server.environment(), folder, stage.people, stage.note)
    finally:
        server.remove()


def issue(stage: Stage, count: int) -> None:
    """So many cases are decided and have their record."""
    for number in range(Record.objects.count(), count):
        issue_record(stage.case(**TO_THE_END), by=stage.people["cedar"])
        stage.note(f"{number + 1} of {count} records")


def manage(stage: Stage, *words: str) -> subprocess.CompletedProcess[str]:
    """A command as somebody gives it who looks after the server."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=stage.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def back_up(stage: Stage) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="backup-", dir=stage.folder))
    manage(stage, "backup", str(folder)).check_returncode()
    (made,) = folder.iterdir()
    return made


def restored(place: Stage, backup: Path) -> list[str]:
    """What the command refuses, if it does."""
    said = manage(place, "restore", str(backup))
    if said.returncode:
        return [f"The backup was refused: {said.stderr.strip()[-500:]}"]
    return [] if "Restored and verified" in said.stdout else [f"It said only: {said.stdout}"]


def compared(server: Doomed, load: Load, acknowledged: set[str]) -> list[str]:
    """All that was acknowledged before the backup began is there, and nothing by half."""
    told = SimpleNamespace(acknowledged=lambda: acknowledged, writers=load.writers)
    with psycopg.connect(server.address(DATABASE)) as connection:
        return Book(told).check(connection, whole=True)


def signed_in(place: Stage) -> list[str]:
    """People sign in with the password they had, and see their cases."""
    password = json.loads(PEOPLE.read_text())["password"]
    with place.serve(workers=1) as served:
        visitor = Visitor(served.address)
        answer = visitor.sign_in("alder", password)
        page = visitor.get("/cases/")
    if answer.status_code != 302 or page.status_code != 200 or "/cases/" not in page.text:
        return [f"Alder could not sign in: {answer.status_code}, then {page.status_code}."]
    return []


def emptied(server: Doomed) -> None:
    server.say("postgres", f"drop database {DATABASE} with (force)")
    server.say("postgres", f"create database {DATABASE} owner attwizard_owner")


def change_a_byte(backup: Path) -> None:
    path = backup / contents.DUMP
    body = bytearray(path.read_bytes())
    body[secrets.randbelow(len(body))] ^= 1
    path.write_bytes(body)


def lose_a_row(backup: Path) -> None:
    """The manifest knows of one more than the dump has, and all digests fit."""
    path = backup / contents.MANIFEST
    manifest = json.loads(path.read_text())
    manifest["rows"]["public.assessments_user"] += 1
    path.write_text(json.dumps(manifest))
    (backup / contents.SUMS).write_text(contents.sums(backup))


def figures(took: list[float]) -> dict[str, float]:
    return {
        "records": Record.objects.count(),
        "backup, median (s)": statistics.median(took[::2]),
        "restore with verification, median (s)": statistics.median(took[1::2]),
    }


RIG = Rig(
    name="restore",
    says="A backup while officers save goes back on another server; what is spoilt is refused",
    unit="backups",
    short=SHORT,
    usual=5,
    work=work,
    control=control,
)
