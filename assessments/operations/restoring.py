"""Put a backup into an empty database, and do not leave it there unless it proves to be whole."""

import contextlib
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from subprocess import PIPE
from typing import Any, NamedTuple

import pyrage
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from assessments.audit import anchors
from assessments.audit.grants import grant_rights
from assessments.audit.trail import Verb, record
from assessments.audit.verifying import verify as verify_ledger
from assessments.models import Record
from assessments.records.verifying import BAD, verify
from attwizard import __version__
from attwizard.checks import server_faults

from . import contents
from .programs import OperationTrouble, major_here, start

BY = "manage.py restore"
LOOKED_AT = 100  # records whose seal and attachments are verified, beside the digests of all
OWN = re.compile(r"assessments\.").match
OURS = """
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
    and c.relkind in ('r', 'p', 'v', 'm', 'S')
    and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
"""
EMPTIED = """
do $$
declare
  one text;
begin
  for one in select nspname from pg_namespace
      where nspname not like 'pg\\_%' and nspname <> 'information_schema' loop
    execute format('drop schema %I cascade', one);
  end loop;
  create schema public;
end $$;
"""
OTHER_BYTES = """
select 'record ' || code from assessments_record
  where length(body) > 0 and encode(sha256(body), 'hex') <> digest
union all select 'file ' || digest from assessments_storedfile
  where length(body) > 0 and encode(sha256(body), 'hex') <> digest
order by 1 limit 10
"""


class Restored(NamedTuple):
    """What was found to be whole: where the ledger stands, and how many records there are."""

    seq: int
    hash: str
    records: int
    looked_at: int


def restore(
    folder: Path,
    *,
    identity: Path | None = None,
    known: Sequence[anchors.Anchor] = (),
    because: str = "",
) -> Restored:
    """Restore a backup into the empty database that the settings name. Runs as its owner.

    `known` are anchors kept elsewhere, `because` the reason for which a ledger that ends before
    one of them is taken all the same. Raises OperationTrouble: then the database is empty as
    before.
    """
    manifest = contents.read(folder)
    keys = identities(identity)
    for sentence in refusals(manifest, known, because):
        raise OperationTrouble(sentence)
    load(folder, keys)
    try:
        grant_rights()
        found = verified(manifest, known)
        with transaction.atomic():
            noted(folder, manifest, known, because)
    except BaseException:
        empty()
        raise
    return found


def refusals(
    manifest: Mapping[str, Any], known: Sequence[anchors.Anchor], because: str
) -> Iterator[str]:
    """Why this backup is not restored here, in sentences."""
    # Not by the version that made it: before an upgrade that is the next one.
    if manifest["migrations"] != contents.of_this_program():
        yield _(
            "The tables of the backup, which attwizard %(theirs)s made, are not those of this"
            " version, %(ours)s: they go up to %(last)s. Install the version that they belong to,"
            " restore with it, and upgrade then."
        ) % {
            "theirs": manifest["program"],
            "ours": __version__,
            "last": max(
                (one for one in manifest["migrations"] if "assessments." in one), default=""
            ),
        }
    if manifest["server"] // 10_000 > major_here():
        yield _(
            "The backup is of PostgreSQL %(theirs)s, and the server here is %(ours)s, which is"
            " older. Restore to a server of the same version or a newer one."
        ) % {"theirs": manifest["server"] // 10_000, "ours": major_here()}
    if manifest["roles"].get("application") != settings.APPLICATION_ROLE:
        yield _(
            "The application's role of the backup is %(theirs)s, and DATABASE_URL names %(ours)s."
            " Make the role %(theirs)s, and name it there."
        ) % {"theirs": manifest["roles"].get("application"), "ours": settings.APPLICATION_ROLE}
    yield from refused_here()
    yield from refused_by_anchors(manifest["ledger"]["seq"], known, because)


def refused_here() -> Iterator[str]:
    with connection.cursor() as cursor:
        yield from (sentence for _code, sentence in server_faults(cursor))
        cursor.execute(OURS)
        if cursor.fetchone()[0]:
            yield _(
                "The database %(name)s is not empty. A backup is restored into an empty one: make"
                " it with “createdb”, and name it in DATABASE_URL and DATABASE_OWNER_URL."
            ) % {"name": connection.settings_dict["NAME"]}


def refused_by_anchors(seq: int, known: Sequence[anchors.Anchor], because: str) -> Iterator[str]:
    """An anchor that is not ours proves nothing; one of ours may know of more than the backup."""
    trusted = anchors.trusted_keys()
    for anchor in known:
        if fault := anchors.fault_of(anchor, trusted):
            yield fault
    newest = max((anchor["seq"] for anchor in known), default=0)
    if newest > seq and not because:
        yield _(
            "The ledger of the backup ends at row %(seq)s, and an anchor knows of row %(newest)s:"
            " %(lost)s rows would be lost. Take a newer backup, or say why not with"
            " --accept-rollback “why”; that is noted in the ledger."
        ) % {"seq": seq, "newest": newest, "lost": newest - seq}


def identities(path: Path | None) -> list[Any]:
    """The age keys that open the backup. Raises OperationTrouble."""
    if path is None:
        return []
    try:
        lines = path.read_text().split("\n")
        found = [line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-")]
        return [pyrage.x25519.Identity.from_str(line) for line in found]
    except (OSError, ValueError, pyrage.IdentityError) as fault:
        sentence = _("The age key %(file)s cannot be read: %(fault)s.")
        raise OperationTrouble(sentence % {"file": path, "fault": fault}) from fault


def load(folder: Path, keys: Sequence[Any]) -> None:
    """All of the dump or nothing of it, in one transaction."""
    plain, encrypted = folder / contents.DUMP, folder / (contents.DUMP + contents.ENCRYPTED)
    if not plain.exists() and not keys:
        raise OperationTrouble(
            _("The backup is encrypted. Name the file with the age key that opens it: --identity")
        )
    connection.close()
    words = ["--single-transaction", "--exit-on-error", "--no-owner"]
    with start("pg_restore", *words, stdin=PIPE, stderr=PIPE) as loading:
        trouble = poured(plain if plain.exists() else encrypted, loading, keys)
        said = loading.stderr.read().decode("utf-8", "replace").strip()
    if trouble or loading.returncode:
        sentence = _("The backup could not be loaded, and nothing of it was: %(said)s")
        raise OperationTrouble(sentence % {"said": trouble or said[-500:]})


def poured(path: Path, loading: Any, keys: Sequence[Any]) -> str:
    """Hand the dump to pg_restore. What went wrong; then it has ended before it could commit."""
    with path.open("rb") as file, contextlib.suppress(BrokenPipeError), loading.stdin as into:
        try:
            if path.suffix == contents.ENCRYPTED:
                pyrage.decrypt_io(file, into, keys)
            else:
                shutil.copyfileobj(file, into, 1 << 20)
        except BrokenPipeError:
            pass  # pg_restore has ended, and says itself why
        except (pyrage.DecryptError, OSError) as fault:
            loading.kill()
            return str(fault)
    return ""


def verified(manifest: Mapping[str, Any], known: Sequence[anchors.Anchor]) -> Restored:
    """That rows, ledger, records and files are those of the backup. Raises OperationTrouble."""
    compare_rows(manifest["rows"])
    ledger = manifest["ledger"]
    told = [one for one in (*known, manifest.get("anchor")) if one]
    held = [one for one in told if 0 < one["seq"] <= ledger["seq"]]
    check, _whole = verify_ledger(anchors=held)
    if check.problems:
        problem = check.problems[0]
        sentence = _("The ledger of the backup is broken at row %(row)s: %(sentence)s")
        raise broken(sentence % {"row": problem.seq, "sentence": problem.sentence(_)})
    if (check.seq, check.hash) != (ledger["seq"], ledger["hash"]):
        raise broken(_("The ledger of the backup does not end where its manifest says."))
    with connection.cursor() as cursor:
        cursor.execute(OTHER_BYTES)
        if others := [name for (name,) in cursor.fetchall()]:
            sentence = _("These have other bytes than when they were made: %(names)s")
            raise broken(sentence % {"names": ", ".join(others)})
    return Restored(check.seq, check.hash, Record.objects.count(), look_at_records())


def compare_rows(wanted: Mapping[str, int]) -> None:
    with connection.cursor() as cursor:
        found = contents.row_counts(cursor)
    if wrong := sorted(t for t in {*found, *wanted} if found.get(t) != wanted.get(t)):
        sentence = _("These tables have other rows than when the backup was made: %(names)s")
        raise broken(sentence % {"names": ", ".join(wrong)})


def look_at_records() -> int:
    """Verify some records from the whole range, as somebody does who does not ask whose seal it is:
    certificates are put in place after a restore. Raises OperationTrouble.
    """
    made = Record.objects.filter(size__gt=0).exclude(body=b"").order_by("id")
    keys = list(made.values_list("pk", flat=True))
    chosen = keys[:: max(1, len(keys) // LOOKED_AT)][:LOOKED_AT]
    for one in made.filter(pk__in=chosen).iterator(chunk_size=10):
        for finding in verify(bytes(one.body), ()).findings:
            if finding.state == BAD:
                told = {"code": one.code, "sentence": finding.words}
                raise broken(_("Record %(code)s is not as it was issued: %(sentence)s") % told)
    return len(chosen)


def broken(sentence: str) -> OperationTrouble:
    end = _("Nothing of the backup was left in the database. Take an earlier backup.")
    return OperationTrouble(f"{sentence} {end}")


def noted(
    folder: Path, manifest: Mapping[str, Any], known: Sequence[anchors.Anchor], because: str
) -> None:
    """The ledger goes on with an entry that it was put back, how far, and why."""
    newest = max((anchor["seq"] for anchor in known), default=0)
    record(
        Verb.RESTORED,
        None,
        by=BY,
        digest=contents.digest_of(folder / contents.SUMS),
        made_at=manifest["made_at"],
        lost=max(0, newest - manifest["ledger"]["seq"]),
        because=because,
        **manifest["ledger"],
    )


def empty() -> None:
    """The database as it was before: with nothing in it."""
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(EMPTIED)
