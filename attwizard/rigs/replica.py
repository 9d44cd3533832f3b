"""A streaming replica that auditors read from: it falls behind, is killed, and comes back."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from attwizard.postgres import APPLICATION, DATABASE
from attwizard.steps import Trouble

from .doomed import Doomed, doomed
from .load import Book, Load
from .rigging import Outcome, Rig
from .stage import Stage
from .visiting import Visitor

WRITERS, PATIENCE = 2, 60.0  # seconds
PAGES = ("/trail/", "/flags/", "/decided/")
SEEN = "select count(*) from pg_stat_activity where usename = %s"
AWAY = "The replica does not answer"
LACKS = "that lacks the last"


class Standby(Doomed):
    """A copy of another server that follows it, as `pg_basebackup` makes one."""

    def __init__(self, mark: str, primary: Doomed) -> None:
        super().__init__(mark)
        self.primary = primary

    def make(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.port_file.write_text(str(self.primary.port + 1))
        source = ("-h", self.primary.socket, "-p", self.primary.port, "-U", "postgres")
        words = (*source, "-D", self.folder, "--write-recovery-conf", "--checkpoint=fast")
        made = self.call("pg_basebackup", *words, capture_output=True, text=True)
        if made.returncode:
            raise Trouble(f"The replica could not be made: {made.stderr.strip()[-2000:]}")
        self.start_server()

    @property
    def url(self) -> str:
        return f"postgresql://{APPLICATION}@/{DATABASE}?host={self.socket}&port={self.port}"

    def ask(self, question: str, *values: str) -> int:
        with psycopg.connect(self.address(DATABASE), autocommit=True) as connection:
            return connection.execute(question, values).fetchone()[0]


def work(stage: Stage, cycles: int) -> Outcome:
    return kill(stage, cycles, is_there=True)


def control(stage: Stage, cycles: int) -> Outcome:
    """The replica is away from the beginning."""
    return kill(stage, 1, is_there=False)


def kill(stage: Stage, cycles: int, *, is_there: bool) -> Outcome:
    """Under load: it is read from, falls behind, is killed, and is read from again later."""
    load, faults, killed = Load(stage, WRITERS), [], 0
    book, auditor = Book(load), stage.visitor("maple")  # a session that is copied along
    with doomed(stage, "primary") as (primary, place), following(primary) as standby:
        settings = {"DATABASE_REPLICA_URL": standby.url}
        if not is_there:
            standby.kill()
        with place.serve(settings=settings) as served, load.on(served):
            auditor.address = served.address
            for cycle in range(cycles):
                faults += read_there(auditor, standby, wait=PATIENCE if cycle else 0.0)
                if faults:
                    break
                faults += fall_behind(auditor, standby, load)
                standby.kill()
                killed += 1
                faults += asked(auditor)
                if AWAY not in served.said():
                    faults.append("That the replica is away was not told.")
                standby.start_server()
                stage.note(f"{cycle + 1} of {cycles}")
            faults += [] if load.wait(1) else ["Nothing could be saved any more."]
        with psycopg.connect(primary.address(DATABASE)) as connection:
            faults += book.check(connection, whole=True)
        faults += [*load.odd(), *served.tracebacks()]
    return Outcome(killed, faults, {**load.figures(), "acknowledged and lost": len(book.lost)})


@contextmanager
def following(primary: Doomed) -> Iterator[Standby]:
    standby = Standby("standby", primary)
    try:
        standby.make()
        yield standby
    finally:
        standby.remove()


def asked(auditor: Visitor) -> list[str]:
    """Each of the auditor's pages is there, whatever the replica does."""
    answers = {path: auditor.get(path).status_code for path in PAGES}
    return [f"{path} was answered {code}." for path, code in answers.items() if code != 200]


def read_there(auditor: Visitor, standby: Standby, *, wait: float) -> list[str]:
    """The auditor's pages, until the replica has seen the application."""
    end = time.monotonic() + wait
    while True:
        faults = asked(auditor)
        if standby.server.poll() is None and standby.ask(SEEN, APPLICATION):
            return faults
        if time.monotonic() > end:
            return [*faults, "The auditor's pages were not read from the replica."]
        time.sleep(1)


def fall_behind(auditor: Visitor, standby: Standby, load: Load) -> list[str]:
    """What the replica lacks is told on the page."""
    with psycopg.connect(standby.address(DATABASE), autocommit=True) as connection:
        connection.execute("select pg_wal_replay_pause()")
        try:
            load.wait(2)
            if LACKS not in auditor.get("/trail/").text:
                return ["The page does not tell what the replica lacks."]
        finally:
            connection.execute("select pg_wal_replay_resume()")
    return []


RIG = Rig(
    name="replica",
    says="The replica that auditors read from falls behind and is killed: they read on",
    unit="kills",
    short=1,
    usual=20,
    work=work,
    control=control,
)
