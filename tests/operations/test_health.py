"""Whether the process lives and can work, told to anybody, and no more than that."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

from assessments.operations import health

ALIVE = "insert into procrastinate_workers (last_heartbeat) values (now() - interval '%s seconds')"


@pytest.fixture
def worker(db):
    """`worker(5)`: one that showed itself 5 seconds ago."""

    def shown(seconds):
        with connection.cursor() as cursor:
            cursor.execute("delete from procrastinate_workers")
            cursor.execute(ALIVE % seconds)

    return shown


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path):
    """A key of its own; and nobody looks at the disks of the machine that tests."""
    settings.RUN_DIR = tmp_path / "run"
    settings.WATCHED_FOLDERS = []


def not_ready():
    return [name for name, _sentence in health.troubles()]


def test_a_living_process_says_so_without_database_session_or_host_name():
    """No database is allowed in this test, and the address is that of a probe."""
    response = Client(headers={"host": "10.0.0.7"}).get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert not response.cookies


def test_it_is_ready_while_everything_it_needs_is_there(worker):
    worker(5)

    assert not_ready() == []
    response = Client().get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_a_stranger_learns_only_that_it_is_not_ready_and_the_log_why(db, caplog):
    response = Client().get("/readyz", {"why": "canary"})

    assert (response.status_code, response.content) == (503, b"not ready\n")
    assert response.headers.keys() <= {
        "Content-Type", "Cache-Control", "X-Content-Type-Options"
    }  # fmt: skip
    (line,) = [r.getMessage() for r in caplog.records if r.name == "attwizard.health"]
    assert "No worker that makes records" in line
    assert "canary" not in caplog.text


@pytest.mark.django_db
def test_each_thing_that_is_missing_is_named(worker, settings, monkeypatch, tmp_path):
    worker(61)
    assert not_ready() == ["worker"]
    worker(5)
    settings.SEAL_KEY_FILE = str(tmp_path / "gone.p12")
    assert not_ready() == ["seal"]
    settings.SEAL_KEY_FILE = ""
    settings.WATCHED_FOLDERS = [str(tmp_path / "gone")]
    assert not_ready() == ["disk"]
    settings.WATCHED_FOLDERS = ["/"]
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 62)
    assert not_ready() == ["disk"]
    monkeypatch.undo()
    more = [*health.contents.of_this_program(), "assessments.9999_next"]
    monkeypatch.setattr(health.contents, "of_this_program", lambda: more)
    assert "migrations" in not_ready()


def test_without_a_database_it_is_not_ready(monkeypatch):
    def gone(*arguments):
        raise OperationalError("the server is gone")

    monkeypatch.setattr(health.transaction, "atomic", gone)

    assert "database" in not_ready()


def test_who_asks_all_the_time_is_answered_from_memory(worker, django_assert_num_queries):
    worker(5)
    ready = health.Ready()
    assert ready()

    with django_assert_num_queries(0):
        assert ready()
