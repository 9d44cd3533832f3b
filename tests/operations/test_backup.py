"""A backup goes back as it was, or does not go back at all."""

import io
import json
import os
from contextlib import contextmanager

import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.audit import anchors
from assessments.audit.trail import Verb, facts_of, last_of, position
from assessments.cases.opening import add_file
from assessments.models import Case, StoredFile
from assessments.operations import backing_up, contents
from assessments.operations.programs import OperationTrouble
from assessments.operations.restoring import refused_by_anchors
from tests import database
from tests.builders import make_case
from tests.people import person

ELSEWHERE = "restored_by_tests"


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.RUN_DIR = tmp_path / "run"


@pytest.fixture
def owner(transactional_db):
    """These commands run as the owner of the tables."""
    database.use_owner_role()
    yield
    database.use_application_role()


@pytest.fixture
def elsewhere(owner):
    """`with elsewhere():` another database, which is empty at first."""
    here = connection.settings_dict["NAME"]
    name = f"{ELSEWHERE}_{os.getpid()}"

    @contextmanager
    def moved():
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = here

    with connection.cursor() as cursor:
        cursor.execute(f"drop database if exists {name}")
        cursor.execute(f"create database {name}")
    yield moved
    with connection.cursor() as cursor:
        cursor.execute(f"drop database {name}")  # a force would hit autovacuum, and be refused


def officer():
    """Somebody who works here; the connection is the owner's again afterwards."""
    mina = person("mina")
    connection.close()
    return mina


def said_by(command, *words):
    said = io.StringIO()
    call_command(command, *map(str, words), stdout=said, stderr=io.StringIO())
    return said.getvalue().strip()


def backed_up(folder, *words):
    return folder / said_by("backup", folder, *words)


def refused(*words):
    with pytest.raises(CommandError) as refusal:
        said_by("restore", *words)
    return str(refusal.value)


def changed(backup, **changes):
    """The manifest says something else, and the sums fit it."""
    path = backup / contents.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    (backup / contents.SUMS).write_text(contents.sums(backup))
    return backup


def test_a_backup_goes_back_into_an_empty_database_and_the_ledger_goes_on(
    elsewhere, tmp_path, monkeypatch
):
    """It is of one moment, and opens to its key alone."""
    mina, key = officer(), pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(f"# of the authority\n{key}\n")
    (tmp_path / "other").write_text(str(pyrage.x25519.Identity.generate()))
    case = make_case("s04", mina)
    facts = {"name": "licence.pdf", "kind": "other", "content_type": "application/pdf"}
    add_file(case, by=mina, body=b"%PDF-1.4 a licence", **facts)
    seq, hash = position()
    meanwhile(monkeypatch)

    backup = backed_up(tmp_path, "--to", key.to_public())

    assert position()[0] == seq + 2  # what somebody did meanwhile, and that there is a backup
    readable = [path.name for path in backup.iterdir() if path.suffix != contents.ENCRYPTED]
    assert sorted(readable) == [contents.SUMS, contents.MANIFEST]
    assert not [path for path in backup.iterdir() if path.stat().st_mode & 0o077]
    with elsewhere():
        assert "The backup is encrypted" in refused(backup)
        assert "nothing of it was" in refused(backup, "--identity", tmp_path / "other")
        said = said_by("restore", backup, "--identity", tmp_path / "key")
        assert f"up to row {seq}, hash {hash}" in said
        assert Case.objects.get().reference == case.reference
        assert bytes(StoredFile.objects.get().body) == b"%PDF-1.4 a licence"
        assert facts_of(last_of(Verb.RESTORED))["lost"] == 0
        assert position()[0] == seq + 1
        assert "is not empty" in refused(backup)


def meanwhile(monkeypatch):
    """Between the moment of the backup and its dump somebody does something."""
    dump = backing_up.dump

    def dump_later(*arguments):
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("select ledger.append(null, 'mina', 'opened', '{}')")
        other.close()
        dump(*arguments)

    monkeypatch.setattr(backing_up, "dump", dump_later)


def test_what_does_not_belong_here_is_refused_with_what_helps(elsewhere, tmp_path):
    """Nothing of it is left, so that the right backup goes in afterwards."""
    seq, anchor = position()[0], tmp_path / "anchor.json"
    backup = backed_up(tmp_path)
    said_by("anchor_ledger", "--output", anchor)
    made = json.loads((backup / contents.MANIFEST).read_text())
    with elsewhere():
        for changes, words in [
            ({"migrations": made["migrations"][:-1]}, "Install the version that they belong to"),
            ({"server": 990_000}, "which is older"),
            ({"roles": {"application": "other_app"}}, "Make the role other_app"),
            ({"rows": made["rows"] | {"public.assessments_user": 7}}, "public.assessments_user"),
            ({"ledger": {"seq": 7, "hash": "7"}}, "does not end where its manifest says"),
        ]:
            assert words in refused(changed(backup, **(made | changes)))
            assert tables() == 0
        changed(backup, **made)
        assert "1 rows would be lost" in refused(backup, anchor)
        said_by("restore", backup, anchor, "--accept-rollback", "The disk of Tuesday is lost.")
        noted = facts_of(last_of(Verb.RESTORED))
        assert (noted["seq"], noted["lost"]) == (seq, 1)
        assert noted["because"] == "The disk of Tuesday is lost."


def tables():
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_tables where schemaname in ('public', 'ledger')")
        return cursor.fetchone()[0]


def test_an_anchor_that_was_altered_proves_nothing():
    altered = anchors.made(7, "ab" * 32, anchors.private_key()) | {"seq": 0}

    assert ["it was altered" in one for one in refused_by_anchors(7, [altered], "")] == [True]


@pytest.fixture
def some_files(tmp_path):
    """As in a backup, made by hand."""
    folder = tmp_path / "backup"
    folder.mkdir()
    (folder / contents.DUMP).write_bytes(bytes(range(256)) * 40)
    facts = dict.fromkeys(contents.FACTS, "as it was")
    (folder / contents.MANIFEST).write_text(json.dumps({"format": contents.FORMAT, **facts}))
    (folder / contents.SUMS).write_text(contents.sums(folder))
    return folder


def test_a_changed_byte_a_missing_file_and_one_more_are_refused(some_files):
    assert contents.read(some_files)["authority"] == "as it was"
    for path in sorted(some_files.iterdir()):
        body = path.read_bytes()
        for at in range(0, len(body), 1 + len(body) // 50):
            path.write_bytes(body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :])
            with pytest.raises(OperationTrouble, match="not as it was made"):
                contents.read(some_files)
        path.unlink()
        with pytest.raises(OperationTrouble, match=r"is missing|cannot be read"):
            contents.read(some_files)
        path.write_bytes(body)
    (some_files / "more").touch()
    with pytest.raises(OperationTrouble, match="more was changed, is missing or was added"):
        contents.read(some_files)


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        (b"no JSON", "no JSON"),
        (b"[]", "no backup of the format"),
        (b'{"format": "attwizard-backup/1"}', "says nothing of: authority, ledger"),
    ],
)
def test_what_is_no_manifest_is_refused_in_a_sentence(some_files, manifest, words):
    (some_files / contents.MANIFEST).write_bytes(manifest)
    (some_files / contents.SUMS).write_text(contents.sums(some_files))

    with pytest.raises(OperationTrouble, match=words):
        contents.read(some_files)


def test_a_backup_that_cannot_be_written_leaves_nothing(tmp_path):
    with pytest.raises(CommandError, match="None was made"):
        said_by("backup", tmp_path / "not there")
    with pytest.raises(CommandError, match="no age public key"):
        said_by("backup", tmp_path, "--to", "age1nobody")

    assert list(tmp_path.iterdir()) == []
