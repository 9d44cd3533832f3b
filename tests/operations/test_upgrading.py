"""An upgrade is carried out whole and proved to work, or the database is as it was."""

import io
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from assessments.audit.trail import Verb, facts_of, last_of
from assessments.models import Role, User
from assessments.operations import contents, upgrading
from assessments.operations.backing_up import Backup
from tests import database

TABLE = "create table assessments_next (id integer); insert into assessments_next values (1)"


@pytest.fixture
def owner(transactional_db, monkeypatch, settings, tmp_path):
    settings.RUN_DIR = tmp_path / "run"
    monkeypatch.setattr(upgrading, "PAUSE", 0.0)
    monkeypatch.setattr(upgrading, "LEAST_FREE", 0)
    database.use_owner_role()
    User.objects.create_user("mina", "open sesame, said the officer", roles=[Role.OFFICER])
    yield
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists assessments_next")
        cursor.execute("delete from django_migrations where name = '9999_next'")
    database.use_application_role()


@pytest.fixture
def release(monkeypatch):
    """`release(SQL…)`: the program has one migration more than the database."""
    load = MigrationLoader.load_disk

    def released(*statements, atomic=True):
        def load_more(self):
            load(self)
            last = max(name for app, name in self.disk_migrations if app == "assessments")
            new = migrations.Migration("9999_next", "assessments")
            new.dependencies = [("assessments", last)]
            new.operations = [migrations.RunSQL(one) for one in statements]
            new.atomic = atomic
            self.disk_migrations["assessments", "9999_next"] = new

        monkeypatch.setattr(MigrationLoader, "load_disk", load_more)
        contents.of_this_program.cache_clear()

    yield released
    contents.of_this_program.cache_clear()


def upgraded(folder):
    said = io.StringIO()
    call_command("upgrade", str(folder), stdout=said)
    return said.getvalue()


def refused(folder):
    with pytest.raises(CommandError) as refusal:
        upgraded(folder)
    return str(refusal.value)


def next_table():
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass('assessments_next')")
        return cursor.fetchone()[0]


def test_an_upgrade_backs_up_migrates_gives_rights_and_is_in_the_ledger(owner, release, tmp_path):
    assert "belongs to this version already" in upgraded(tmp_path)
    release(TABLE)

    said = upgraded(tmp_path)

    assert "Upgraded. Restart web server and workers now." in said
    (backup,) = [path for path in tmp_path.iterdir() if (path / contents.SUMS).exists()]
    noted = facts_of(last_of(Verb.UPGRADED))
    assert noted["migrations"] == ["assessments.9999_next"]
    assert noted["backup"] == contents.digest_of(backup / contents.SUMS)
    assert "assessments.9999_next" not in contents.read(backup)["migrations"]
    with database.as_owner() as cursor:
        cursor.execute(f"set role {database.application_role()}")
        cursor.execute("select id from assessments_next")
        assert cursor.fetchone() == (1,)
    connection.close()


def test_whatever_fails_leaves_the_database_as_it_was(owner, release, tmp_path, monkeypatch):
    """A statement, a page, the ledger; the backup itself is made only in the test above."""
    monkeypatch.setattr(upgrading, "back_up", lambda *_: Backup(tmp_path, "digest", 0))
    for statement, words in [
        ("select 1 / 0", "division by zero"),
        ("alter table assessments_case rename column title to gone", "does not work"),
        ("update ledger.head set h = sha256('other')", "The ledger would be broken at row"),
    ]:
        release(TABLE, statement)
        assert words in refused(tmp_path)
        assert next_table() is None
        assert last_of(Verb.UPGRADED) is None
    release("create index concurrently on assessments_case (title)", atomic=False)
    assert "cannot be undone while they run" in refused(tmp_path)


def test_a_table_in_use_is_waited_for_a_little_and_asked_for_again(
    owner, release, tmp_path, monkeypatch
):
    monkeypatch.setattr(upgrading, "back_up", lambda *_: Backup(tmp_path, "digest", 0))
    monkeypatch.setattr(upgrading, "LOCK_TIMEOUT", "50ms")
    monkeypatch.setattr(upgrading, "TRIES", 2)
    release(TABLE, "alter table assessments_case add column next integer")
    parameters = connection.get_connection_params()
    with psycopg.connect(**{**parameters, "cursor_factory": psycopg.Cursor}) as other:
        other.execute("lock table assessments_case in access share mode")
        said = refused(tmp_path)

    assert "lock timeout" in said
    assert next_table() is None


def test_a_database_newer_than_the_program_and_a_missing_folder_are_refused(
    db, monkeypatch, settings, tmp_path
):
    ours = contents.of_this_program()
    monkeypatch.setattr(contents, "of_this_program", lambda: ours[:-1])
    assert "The database is newer than this program" in refused(tmp_path)
    monkeypatch.setattr(contents, "of_this_program", lambda: [*ours, "assessments.9999_next"])
    assert "Make the folder for the backup" in refused(Path("/no/such/folder"))
    monkeypatch.setattr(upgrading, "LEAST_FREE", 1 << 62)
    assert "MB left, and the upgrade needs" in refused(tmp_path)
