"""What a backup consists of: the names of its files, and how each is known to be as it was made."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from .programs import OperationTrouble

FORMAT = "attwizard-backup/1"
DUMP, MANIFEST, SUMS = "database.dump", "manifest.json", "SHA256SUMS"
RECORDS, EDITIONS, SETTINGS = "records.csv", "editions.json", "settings.json"
ENCRYPTED = ".age"
FACTS = ("authority", "ledger", "made_at", "migrations", "program", "roles", "rows", "server")

# Open sessions and counts of attempts are of the moment: with a backup they would come back.
LEFT_BEHIND = ("django_session", "usersessions_usersession", "attwizard_cache")
COUNT = "select count(*) from {table}"
TABLES = """
select format('%%I.%%I', n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname in ('public', 'ledger') and c.relname <> all (%s)
  order by 1
"""


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sums(folder: Path) -> str:
    """A line for each file of the folder, as `sha256sum --check SHA256SUMS` reads them."""
    paths = sorted(path for path in folder.iterdir() if path.name != SUMS)
    return "".join(f"{digest_of(path)}  {path.name}\n" for path in paths)


def read(folder: Path) -> dict[str, Any]:
    """The manifest of a backup that is whole. Raises OperationTrouble."""
    try:
        refuse_changes(folder)
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except OSError as fault:
        sentence = _("%(file)s cannot be read: %(fault)s. Is this the folder of a backup?")
        told = {"file": fault.filename, "fault": fault.strerror}
        raise OperationTrouble(sentence % told) from fault
    except ValueError as fault:
        raise OperationTrouble(_("The manifest of the backup is no JSON.")) from fault
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise OperationTrouble(
            _("This is no backup of the format %(format)s.") % {"format": FORMAT}
        )
    if missing := [name for name in FACTS if name not in manifest]:
        sentence = _("The manifest of the backup says nothing of: %(names)s.")
        raise OperationTrouble(sentence % {"names": ", ".join(missing)})
    return manifest


def refuse_changes(folder: Path) -> None:
    """Every file is there as it was made, and no other."""
    written = (folder / SUMS).read_bytes()
    if written == sums(folder).encode():
        return
    names = ", ".join(changed(folder, written.decode("utf-8", "replace"))) or SUMS
    raise OperationTrouble(
        _(
            "This backup is not as it was made: %(names)s was changed, is missing or was added."
            " Nothing was restored. Take another copy of it, or an earlier backup."
        )
        % {"names": names}
    )


def changed(folder: Path, written: str) -> list[str]:
    """The files that the sums do not fit."""
    lines = set(written.splitlines()) ^ set(sums(folder).splitlines())
    return sorted({line.partition("  ")[2] or SUMS for line in lines})


def applied() -> list[str]:
    """The migrations that the database has, by application and name."""
    done = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done if app in apps.app_configs)


@cache
def of_this_program() -> list[str]:
    """The migrations that belong to this version."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return sorted(f"{app}.{name}" for app, name in loader.disk_migrations)


def row_counts(cursor) -> dict[str, int]:
    """How many rows each table has, but for what is left behind."""
    cursor.execute(TABLES, [list(LEFT_BEHIND)])
    return dict(counted(cursor, [table for (table,) in cursor.fetchall()]))


def counted(cursor, tables: list[str]) -> Iterator[tuple[str, int]]:
    for table in tables:
        cursor.execute(COUNT.format(table=table))
        yield table, cursor.fetchone()[0]
