"""Make a backup: one moment of the database, while people go on working, in a folder of its own."""

import contextlib
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from subprocess import PIPE
from typing import Any, BinaryIO, NamedTuple

import pyrage
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.audit import anchors
from assessments.audit.anchoring import last_anchor
from assessments.audit.trail import Verb, position, record
from assessments.models import ListLoad, TreatyText
from assessments.reference import editions
from attwizard import __version__

from . import contents
from .configuration import effective
from .programs import OperationTrouble, start

BY = "manage.py backup"
ONE_MOMENT = "set transaction isolation level repeatable read, read only"
INDEX = """
copy (select c.reference, r.code, r.edition, r.number, r.size, r.digest as sha256
  from assessments_record r join assessments_decision d on d.id = r.decision_id
  join assessments_case c on c.id = d.case_id order by r.id) to stdout with (format csv, header)
"""


class Backup(NamedTuple):
    """Where it is, the SHA-256 of its sums, and the row of the ledger up to which it goes."""

    folder: Path
    digest: str
    seq: int


def back_up(folder: Path, recipients: Sequence[str] = ()) -> Backup:
    """A backup in a new folder below `folder`, there whole or not at all, and noted in the ledger.

    `recipients` are age public keys; with some, all but the manifest is encrypted to them. Runs as
    the owner of the tables. Raises OperationTrouble.
    """
    keys = [recipient(text) for text in recipients]
    made = timezone.now()
    final = folder / f"{made:%Y%m%dT%H%M%SZ}"
    try:
        with unfinished(folder) as part:
            manifest = fill(part, made.isoformat(timespec="seconds"), keys)
            write(part / contents.SUMS, BytesIO(contents.sums(part).encode()))
            part.rename(final)
            sync(folder)
    except (OSError, pyrage.EncryptError) as fault:
        sentence = _("The backup could not be written to %(folder)s: %(fault)s. None was made.")
        told = {"folder": folder, "fault": getattr(fault, "strerror", None) or fault}
        raise OperationTrouble(sentence % told) from fault
    backup = Backup(final, contents.digest_of(final / contents.SUMS), manifest["ledger"]["seq"])
    with transaction.atomic():
        record(
            Verb.BACKED_UP,
            None,
            by=BY,
            digest=backup.digest,
            is_encrypted=bool(keys),
            **manifest["ledger"],
        )
    return backup


def recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as fault:
        sentence = _("“%(text)s” is no age public key. One begins with age1; age-keygen makes it.")
        raise OperationTrouble(sentence % {"text": text}) from fault


@contextlib.contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A folder for this account alone, which is gone if what is inside the block fails."""
    part = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def fill(part: Path, made_at: str, keys: Sequence[Any]) -> dict[str, Any]:
    """All files but the sums, of one moment of the database. Returns the manifest."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(ONE_MOMENT)
        cursor.execute("select pg_export_snapshot()")
        dump(part / contents.DUMP, cursor.fetchone()[0], keys)
        with cursor.copy(INDEX) as rows:
            index = b"".join(map(bytes, rows))
        beside = {
            contents.RECORDS: index,
            contents.EDITIONS: written(loaded()),
            contents.SETTINGS: written([one._asdict() for one in effective()]),
        }
        for name, body in beside.items():
            encrypt(part / name, BytesIO(body), keys)
        manifest = {**about(cursor), "made_at": made_at, "encrypted_to": list(map(str, keys))}
    write(part / contents.MANIFEST, BytesIO(written(manifest)))
    return manifest


def dump(path: Path, snapshot: str, keys: Sequence[Any]) -> None:
    """The database as that snapshot shows it, from pg_dump."""
    words = [
        "--format=custom",
        "--no-comments",
        f"--snapshot={snapshot}",
        "--lock-wait-timeout=60s",
    ]
    words += [f"--exclude-table-data=public.{table}" for table in contents.LEFT_BEHIND]
    with tempfile.TemporaryFile() as said:
        with start("pg_dump", *words, stdout=PIPE, stderr=said) as dumping:
            encrypt(path, dumping.stdout, keys)
        if dumping.returncode:
            said.seek(0)
            sentence = _("pg_dump did not finish, and no backup was made. It said: %(said)s")
            told = said.read().decode("utf-8", "replace").strip()
            raise OperationTrouble(sentence % {"said": told[-500:]})


def encrypt(path: Path, source: BinaryIO, keys: Sequence[Any]) -> None:
    """Write what is read to a file; with keys to one of another name that only they open."""
    if not keys:
        write(path, source)
        return
    with created(path.with_name(path.name + contents.ENCRYPTED)) as file:
        pyrage.encrypt_io(source, file, keys)


def write(path: Path, source: BinaryIO) -> None:
    with created(path) as file:
        shutil.copyfileobj(source, file, 1 << 20)


@contextlib.contextmanager
def created(path: Path) -> Iterator[BinaryIO]:
    """A new file for this account alone, on the disk when the block is over."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """The name of a new file outlives a power cut, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def about(cursor: Any) -> dict[str, Any]:
    """What the backup is of: versions, migrations, rows, and where the ledger stands."""
    seq, hash = position()
    return {
        "format": contents.FORMAT,
        "authority": settings.AUTHORITY_NAME,
        "program": __version__,
        "python": platform.python_version(),
        "server": connection.pg_version,
        "roles": {"application": settings.APPLICATION_ROLE},
        "migrations": contents.applied(),
        "rows": contents.row_counts(cursor),
        "ledger": {"seq": seq, "hash": hash},
        "anchor": anchor_of(seq, hash),
    }


def anchor_of(seq: int, hash: str) -> dict[str, Any] | None:
    """Signed where the account may, else the last that the ledger knows of."""
    try:
        return anchors.made(seq, hash, anchors.private_key())
    except anchors.AnchorTrouble:
        return last_anchor()


def loaded() -> dict[str, Any]:
    """The editions of guidance and lists, by their digests."""
    lists = ListLoad.objects.order_by("source__key", "number")
    return {
        "guidance": {id: editions.edition(id).digest for id in editions.edition_ids()},
        "lists": [
            {"list": key, "load": number, "as_of": as_of.isoformat(), "sha256": digest}
            for key, number, as_of, digest in lists.values_list(
                "source__key", "number", "as_of", "file_id"
            )
        ],
        "treaty_texts": list(TreatyText.objects.order_by("id").values("language", "digest")),
    }


def written(found: Any) -> bytes:
    return json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"
