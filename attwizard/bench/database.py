"""A database for the measurements alone, on the server that the environment names."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from attwizard.steps import ROOT, Steps, Trouble

NAME = "attwizard_bench"
ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL")


@contextmanager
def own_database(steps: Steps) -> Iterator[None]:
    """Make the database, point the environment and Django at it, drop it at the end."""
    if not all(os.environ.get(name) for name in ADDRESSES):
        raise Trouble("The measurements need DATABASE_URL and DATABASE_OWNER_URL.")
    steps.begin("A database for the measurements")
    owner, before = os.environ["DATABASE_OWNER_URL"], dict(os.environ)
    say(owner, f"drop database if exists {NAME} with (force)", f"create database {NAME}")
    try:
        for name in ADDRESSES:
            os.environ[name] = renamed(os.environ[name])
        os.environ["ATTWIZARD_DEMONSTRATION"] = "true"
        manage("migrate", steps)
        manage("collectstatic", steps)
        start_django()
        steps.end()
        yield
    finally:
        close_connections()
        os.environ.clear()
        os.environ.update(before)
        say(owner, f"drop database if exists {NAME} with (force)")


def renamed(address: str) -> str:
    """The same address, of our own database."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{NAME}"))


def say(address: str, *statements: str) -> None:
    import psycopg

    try:
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)
    except psycopg.Error as fault:
        raise Trouble(f"The role that owns the tables could not do this: {fault}") from fault


def manage(command: str, steps: Steps) -> None:
    steps.run([sys.executable, ROOT / "manage.py", command, "--no-input"], progress=str.strip)


def start_django() -> None:
    """With the addresses of the plain wizard beside the application's own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "attwizard.settings")
    import django
    from django.conf import settings

    settings.ROOT_URLCONF = "attwizard.bench.urls"
    django.setup()


def close_connections() -> None:
    from django.db import connections

    connections.close_all()
