"""The PostgreSQL of a clone: found, made, started, stopped, started again after the worst."""

import os
import pathlib
import signal
import time

import pytest

from attwizard import places, postgres
from attwizard.steps import Trouble


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    """A cluster of its own for this test, somewhere with a long name."""
    clone = tmp_path / ("a long way down" * 6)
    clone.mkdir()
    monkeypatch.setattr(places, "ROOT", clone)
    made = postgres.Cluster()
    yield made
    made.stop()
    made.remove()


def test_a_cluster_is_made_started_and_stopped(cluster):
    assert cluster.start() is True
    assert cluster.start() is False
    cluster.say("attwizard", "select 'reached'")
    assert cluster.stop() is True
    assert cluster.stop() is False


def test_it_comes_back_after_a_sudden_death(cluster):
    cluster.start()
    cluster.say("attwizard", "create table kept (id int)")
    pid = int((cluster.folder / "postmaster.pid").read_text().split()[0])

    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not cluster.is_running())
    cluster.start()

    cluster.say("attwizard", "select * from kept")


def test_another_process_that_has_its_number_today_is_left_alone(cluster):
    cluster.folder.mkdir()
    (cluster.folder / "postmaster.pid").write_text(f"{os.getpid()}\n")

    assert not cluster.lives()
    assert cluster.stop() is False


def test_one_that_was_cut_short_is_made_anew(cluster):
    cluster.folder.mkdir()
    (cluster.folder / "PG_VERSION").write_text("0")

    assert cluster.start() is True


def test_the_roles_are_as_they_should_be(cluster):
    cluster.start()

    cluster.say("postgres", EXPECTED)


EXPECTED = """
do $$ begin
  assert (select not rolsuper and rolcreatedb from pg_roles where rolname = 'attwizard_owner');
  assert (select not rolsuper and not rolcreatedb and not rolcreaterole
            from pg_roles where rolname = 'attwizard_app');
  assert (select datdba::regrole::text = 'attwizard_owner' from pg_database
            where datname = 'attwizard');
  assert current_setting('listen_addresses') = '' and current_setting('fsync') = 'on';
end $$
"""


def test_what_it_refuses_is_told(cluster):
    cluster.start()

    with pytest.raises(Trouble, match="PostgreSQL refused: .*nonsense"):
        cluster.say("attwizard", "nonsense")


def test_the_files_lie_in_the_clone_or_where_the_clone_says(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "ROOT", tmp_path)

    elsewhere = places.place(inside=False)

    assert places.place(inside=True) == tmp_path / ".pg"
    assert elsewhere.parent == pathlib.Path("/var/lib")
    assert elsewhere == places.place(inside=False)


def test_a_folder_that_is_a_link_is_not_trusted(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)

    with pytest.raises(Trouble, match="belongs to somebody else"):
        places.own_folder(tmp_path / "link", os.geteuid(), os.getegid())


def test_forced_programs_leave_no_choice(monkeypatch, tmp_path):
    monkeypatch.setenv("PG_BIN", str(tmp_path))

    with pytest.raises(Trouble, match="No PostgreSQL programs were found"):
        places.find_programs()


def wait_until(true):
    for _attempt in range(100):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("It did not happen within ten seconds.")
