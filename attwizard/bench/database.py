"""A database for the measurements alone, on the server that the environment names."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from attwizard.steps import ROOT, Steps, Trouble

NAME = "attwizard_bench"
SETTINGS = "attwizard.bench.settings"
ENDED = """
select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where datname = '{name}' and backend_type = 'client backend'
"""
ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL")


@contextmanager
def own_database(steps: Steps) -> Iterator[None]:
    """Make the database, point the environment and Django at it, drop it at the end."""
    if not all(os.environ.get(name) for name in ADDRESSES):
        raise Trouble("The measurements need DATABASE_URL and DATABASE_OWNER_URL.")
    steps.begin("A database for the measurements")
    owner, before = os.environ["DATABASE_OWNER_URL"], dict(os.environ)
    drop_all(owner)
    say(owner, f"create database {NAME}")
    try:
        for name in ADDRESSES:
            os.environ[name] = renamed(os.environ[name])
        os.environ["ATTWIZARD_DEMONSTRATION"] = "true"
        os.environ["STATIC_ROOT"] = str(ROOT / ".run" / "static-of-bench")
        manage("migrate", steps)
        os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
        manage("collectstatic", steps)
        start_django()
        steps.end()
        yield
    finally:
        close_connections()
        os.environ.clear()
        os.environ.update(before)
        drop_all(owner)


def drop_all(owner: str) -> None:
    """The database and its copies."""
    ours = re.compile(rf"{NAME}(_\d+)?")
    found = [name for (name,) in say(owner, "select datname from pg_database")]
    for name in found:
        if ours.fullmatch(name):
            drop(owner, name)


def drop(owner: str, name: str) -> None:
    """End our connections to a database, and drop it if it is there.

    `drop database … with (force)` would end those of the server too (autovacuum), and is refused
    to a role that may not.
    """
    say(owner, ENDED.format(name=name), f"drop database if exists {name}")


def copy(size: int) -> str:
    """A copy of the database as it is now, with so many cases; its name."""
    close_connections()
    name = f"{NAME}_{size}"
    elsewhere = renamed(os.environ["DATABASE_OWNER_URL"], "postgres")
    say(elsewhere, f"create database {name} template {NAME} strategy file_copy")
    return name


def renamed(address: str, name: str = NAME) -> str:
    """The same address, of our own database or another one."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def say(address: str, *statements: str) -> list[tuple[str]]:
    """What the last of the statements found. Raises Trouble."""
    import psycopg

    found: list[tuple[str]] = []
    try:
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements:
                told = connection.execute(statement)
                found = told.fetchall() if told.description else []
    except psycopg.Error as fault:
        raise Trouble(f"The role that owns the tables could not do this: {fault}") from fault
    return found


def manage(command: str, steps: Steps) -> None:
    steps.run([sys.executable, ROOT / "manage.py", command, "--no-input"], progress=str.strip)


def start_django() -> None:
    import django

    django.setup()


def close_connections() -> None:
    from django.db import connections

    connections.close_all()
