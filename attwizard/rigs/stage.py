"""Where a rig plays: a database of its own, the people of the demonstration, and servers for it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from attwizard.bench.database import ADDRESSES, close_connections, drop, manage, say
from attwizard.preparing import PEOPLE, RUN
from attwizard.steps import Steps, Trouble

from . import serving, visiting

if TYPE_CHECKING:
    from assessments.models import Case, User

SETTINGS = "attwizard.rigs.settings"


@dataclass(frozen=True)
class Stage:
    """A database, by its two addresses, as this process uses it too; and a folder for what is left.

    `people` are those of the demonstration, by their user names; `note` says how far a rig is.
    """

    addresses: dict[str, str]
    folder: Path
    people: dict[str, User]
    note: Callable[[str], None] = field(default=lambda words: None)

    def environment(self, **settings: str) -> dict[str, str]:
        """What a process of the application on this stage finds in its environment."""
        kept = {name: value for name, value in os.environ.items() if name != "ATTWIZARD_AS_OWNER"}
        own = {"ATTWIZARD_DEMONSTRATION": "true", "DJANGO_SETTINGS_MODULE": SETTINGS}
        return {**kept, **self.addresses, **own, **settings}

    def serve(
        self, *, workers: int = 2, settings: dict[str, str] | None = None
    ) -> AbstractContextManager[serving.Served]:
        """gunicorn on a free port of the loopback; `settings` are variables of its environment."""
        return serving.serve(self.environment(**(settings or {})), self.folder, workers)

    def worker(self, *, settings: dict[str, str] | None = None) -> serving.Process:
        """The worker that makes the records; ended by `with` or `end()`."""
        words = [*serving.WORKER]
        return serving.Process(words, self.environment(**(settings or {})), self.folder / "worker")

    def visitor(self, username: str, served: serving.Served | None = None) -> visiting.Visitor:
        """Somebody who has signed in just now, with a session of their own."""
        return visiting.signed_in(self.people[username], served.address if served else "")

    def case(self, **more: Any) -> Case:
        """A case of alder's with every answer confirmed; `**cases.TO_THE_END` decides it too."""
        from assessments.management.commands.load_demo import Telling
        from attwizard.bench import cases

        return Telling(cases.story(**more), self.people).case


@contextmanager
def own_stage(name: str, steps: Steps) -> Iterator[Stage]:
    """A new database on the server that the environment names, dropped at the end."""
    if not all(os.environ.get(address) for address in ADDRESSES):
        raise Trouble("A rig needs DATABASE_URL and DATABASE_OWNER_URL.")
    database, before = f"attwizard_rig_{name}", dict(os.environ)
    owner, folder = os.environ["DATABASE_OWNER_URL"], RUN / "rigs" / name
    steps.begin("A database for the rig")
    drop(owner, database)
    say(owner, f"create database {database}")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        addresses = {each: renamed(os.environ[each], database) for each in ADDRESSES}
        os.environ.update(addresses, ATTWIZARD_DEMONSTRATION="true")
        manage("migrate", steps)
        start_django()
        stage = Stage(addresses, folder, load_people(), steps.note)
        steps.end()
        yield stage
    finally:
        close_connections()
        os.environ.clear()
        os.environ.update(before)
        drop(owner, database)


def renamed(address: str, database: str) -> str:
    """The same address, of another database."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{database}"))


def load_people() -> dict[str, User]:
    """The people of the demonstration, made by the real acts."""
    from assessments.management.commands import load_demo

    return load_demo.load_people(json.loads(PEOPLE.read_text()))


def start_django() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()
