"""PgBouncer in transaction mode between application and database, with fewer sessions than threads.

Its configuration is that of the production guide, with other places and fewer sessions.
"""

from __future__ import annotations

import configparser
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from attwizard.places import own_folder
from attwizard.postgres import APPLICATION, Cluster

from . import beside
from .load import Book, Load
from .rigging import Outcome, Rig
from .serving import free_port
from .stage import Stage, renamed

WRITERS, WORKERS, SESSIONS = 8, 4, 3
PAGES = {
    "maple": ("/trail/", "/flags/", "/decided/", "/verification/"),
    "cedar": ("/review/", "/decided/"),
    "alder": ("/cases/", "/guidance/"),
}


def work(stage: Stage, cycles: int) -> Outcome:
    return save_through(stage, cycles, {})


def control(stage: Stage, cycles: int) -> Outcome:
    return save_through(stage, cycles, {"DJANGO_SETTINGS_MODULE": "attwizard.rigs.prepared"})


def save_through(stage: Stage, cycles: int, settings: dict[str, str]) -> Outcome:
    """So many saves, and pages of other people meanwhile."""
    load, faults, most = Load(stage, WRITERS), [], 0
    book = Book(load)
    with (
        pooler(stage) as address,
        psycopg.connect(stage.addresses["DATABASE_OWNER_URL"], autocommit=True) as direct,
        stage.serve(
            workers=WORKERS,
            settings={"DATABASE_URL": address, "DATABASE_POOLED": "true", **settings},
        ) as served,
    ):
        visitors = {name: stage.visitor(name, served) for name in PAGES}
        with load.on(served):
            while len(load.acknowledged()) < cycles and not faults:
                for name, visitor in visitors.items():
                    for path in PAGES[name]:
                        answer = visitor.get(path)
                        if answer.status_code != 200:
                            faults.append(f"{name} was answered {answer.status_code} at {path}.")
                most = max(most, sessions(address))
                faults += [] if load.wait(1, 10.0) else ["Nothing could be saved any more."]
                stage.note(f"{len(load.acknowledged()):,} of {cycles:,} saved")
        faults += [*book.check(direct, whole=True), *load.odd(), *served.tracebacks()]
    if not 0 < most <= SESSIONS:
        faults.append(
            f"The server had {most} sessions of the application, and {SESSIONS} were to be."
        )
    told = {"writers": WRITERS, "threads of the server": WORKERS * 4, "sessions at most": most}
    return Outcome(len(load.acknowledged()), faults, {**load.figures(), **told})


def sessions(address: str) -> int:
    """How many PgBouncer has at the server, as it says itself."""
    with psycopg.connect(renamed(address, "pgbouncer"), autocommit=True) as console:
        return len(console.execute("show servers").fetchall())


@contextmanager
def pooler(stage: Stage) -> Iterator[str]:
    """PgBouncer before the server of the stage: the address of its database through it."""
    program = beside.found("pgbouncer", "pgbouncer")
    cluster = Cluster()
    account = cluster.base.stat()
    folder = own_folder(cluster.base / "pooled", account.st_uid, account.st_gid)
    try:
        port = free_port()
        file = configured(folder, port, server_of(stage))
        with beside.running([program, file], port, stage.folder / "pooled.log", **cluster.run_as):
            name = psycopg.conninfo.conninfo_to_dict(stage.addresses["DATABASE_URL"])["dbname"]
            yield renamed(f"postgresql://{APPLICATION}@127.0.0.1:{port}/x", name)
    finally:
        shutil.rmtree(folder)


def server_of(stage: Stage) -> str:
    """Where the server of the stage is, as PgBouncer writes it."""
    with psycopg.connect(stage.addresses["DATABASE_OWNER_URL"]) as connection:
        return f"host={connection.info.host} port={connection.info.port}"


def configured(folder: Path, port: int, server: str) -> Path:
    read = configparser.ConfigParser()
    read.read(beside.PRODUCTION / "pgbouncer" / "pgbouncer.ini")
    read["databases"] = {"*": server}
    users = folder / "users.txt"
    users.write_text(f'"{APPLICATION}" ""\n')
    read["pgbouncer"].update(
        listen_port=str(port),
        auth_type="trust",
        auth_file=str(users),
        stats_users=APPLICATION,
        default_pool_size=str(SESSIONS),
    )
    file = folder / "pgbouncer.ini"
    with file.open("w") as written:
        read.write(written)
    return file


RIG = Rig(
    name="pooled",
    says="PgBouncer in transaction mode stands between: saves and pages are as without it",
    unit="saves",
    short=20,
    usual=5_000,
    work=work,
    control=control,
)
