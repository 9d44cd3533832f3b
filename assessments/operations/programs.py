"""PostgreSQL's own programs, called on the database that the settings name."""

import os
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from attwizard.places import program_folders


class OperationTrouble(Exception):
    """What was asked for was not done; the text says why, and what to do."""


def program(name: str, *, server: int) -> Path:
    """The program of the oldest release that serves a server of this major version.

    An older one does not know the server, and a newer one than need be writes what the server does
    not know. Raises OperationTrouble.
    """
    found: dict[int, Path] = {}
    for folder in program_folders():
        if (folder / name).exists():
            found.setdefault(major_of(folder / name), folder / name)
    fitting = [major for major in found if major >= server]
    if not fitting:
        raise OperationTrouble(
            _(
                "There is no %(program)s for PostgreSQL %(version)s here. Install the package"
                " postgresql-client-%(version)s."
            )
            % {"program": name, "version": server}
        )
    return found[min(fitting)]


def major_of(path: Path) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.split()[2].split(".")[0])


def major_here() -> int:
    """The major version of the server that is connected to."""
    connection.ensure_connection()
    return int(connection.pg_version) // 10_000


def start(name: str, *words: str, **streams: Any) -> subprocess.Popen[bytes]:
    """Start a program on the database. The password goes along in the environment, unseen."""
    path = program(name, server=major_here())
    client = type(connection.client)
    (_psql, *where), more = client.settings_to_cmd_args_env(connection.settings_dict, [])
    where[-1:] = ["--dbname", where[-1]]
    return subprocess.Popen(
        [str(path), "--no-password", *where, *words],
        env={**os.environ, **(more or {}), "LC_ALL": "C.UTF-8"},
        **streams,
    )
