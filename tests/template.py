"""A database with all migrations done, of which each process of the tests gets a copy.

Migrating takes ten seconds, copying half a one. Other migrations make another database.
"""

import fcntl
import hashlib
import os
import pathlib
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

ROOT = pathlib.Path(__file__).parents[1]
WHAT_IT_RESTS_ON = ("assessments/migrations", "assessments/models", "requirements-test.lock")
COMMON = "template_of_tests_"
OLD = "select datname from pg_database where starts_with(datname, %s) and datname <> %s"


def name():
    """Another one for other migrations, or other models, which migrations read."""
    digest = hashlib.sha256()
    for place in WHAT_IT_RESTS_ON:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return COMMON + digest.hexdigest()[:16]


def make():
    """Make it if it is not there, and forget those of other migrations."""
    address, wanted = os.environ["DATABASE_OWNER_URL"], name()
    with one_at_a_time(), psycopg.connect(address, autocommit=True) as server:
        if is_there(server, wanted):
            return
        for (old,) in server.execute(OLD, [COMMON, wanted]).fetchall():
            server.execute(SQL("drop database {}").format(Identifier(old)))
        half = wanted + "_half"
        server.execute(SQL("create database {}").format(Identifier(half)))
        migrate(urlunsplit(urlsplit(address)._replace(path=f"/{half}")))
        server.execute(
            SQL("alter database {} rename to {}").format(Identifier(half), Identifier(wanted))
        )


def is_there(server, wanted):
    return server.execute("select 1 from pg_database where datname = %s", [wanted]).fetchone()


def migrate(address):
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"],
        cwd=ROOT,
        check=True,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_OWNER_URL": address,
        },
    )


@contextmanager
def one_at_a_time():
    """Two runs begun together must not both make it."""
    folder = ROOT / ".run"
    folder.mkdir(exist_ok=True)
    with open(folder / "template-of-tests.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
