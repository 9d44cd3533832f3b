"""`python3 -m attwizard` and `manage.py`, as somebody types them."""

import errno
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys

import pytest

from attwizard import libraries
from attwizard.serving import refuse_busy_port, stopped_by_signals
from attwizard.steps import ROOT, Failed, Steps, Trouble, counter, told


def say(*words, **variables):
    """Run a command of the project with nothing of ours in its environment."""
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **variables}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("words", [[], ["walk"], ["run", "--port", "0"], ["run", "--port", "x"]])
def test_a_command_that_is_not_understood_shows_what_there_is(words):
    said = say("-m", "attwizard", *words)

    assert said.returncode == 2
    assert "python3 -m attwizard run [--port N]" in said.stderr


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8000.5", "x", ""])
def test_what_is_no_port_is_refused_in_a_sentence(port):
    said = say("-m", "attwizard", "run", f"--port={port}")

    assert said.stderr.splitlines()[-1] == (
        f'python3 -m attwizard run: error: argument --port: "{port}" is no port; write a number'
        " from 1 to 65535"
    )


def test_a_busy_port_is_named_with_the_command_that_helps():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]

        with pytest.raises(Trouble, match=f"Port {port} cannot be used.*--port {port + 1}"):
            refuse_busy_port(port)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_ending_is_an_interruption_and_a_second_one_does_not_disturb(ending):
    with pytest.raises(KeyboardInterrupt):
        end_twice(ending)


def end_twice(ending):
    with stopped_by_signals():
        try:
            signal.raise_signal(ending)
        finally:
            signal.raise_signal(ending)


def test_the_launcher_starts_without_any_library():
    modules = "checking, libraries, postgres, preparing, serving, steps, system"

    said = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path.insert(0, {str(ROOT)!r});from attwizard import {modules}",
        ],
        capture_output=True,
        text=True,
    )

    assert said.returncode == 0, said.stderr


def test_a_failed_command_shows_what_it_said(capsys):
    steps = Steps(1)
    steps.begin("Something")

    with pytest.raises(Failed, match="no such thing") as failed:
        steps.run([sys.executable, "-c", "import sys; print('one'); sys.exit('no such thing')"])
    assert failed.value.end(1) == "  no such thing"


@pytest.mark.parametrize(
    ("number", "help"),
    [
        (errno.EROFS, "copy it to where you may write"),
        (errno.ENOSPC, "Make room, and try again"),
        (errno.EACCES, "made by another account"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_the_system_refuses_is_told_with_what_helps(number, help):
    fault = OSError(number, os.strerror(number), "/clone/.run/lock")

    assert told(fault).startswith(f"/clone/.run/lock: {os.strerror(number)}.")
    assert help in told(fault)


def copy_of_launcher(folder):
    shutil.copy(ROOT / "manage.py", folder)
    shutil.copytree(ROOT / "attwizard", folder / "attwizard")
    return folder


@pytest.mark.parametrize("words", [["run"], ["test"], ["stop"]])
def test_a_project_that_cannot_be_written_to_is_told_without_a_traceback(tmp_path, words):
    clone = copy_of_launcher(tmp_path)
    (clone / ".run").write_text("in the way")
    (clone / ".venv").write_text("in the way")
    (clone / ".pg").write_text("in the way")
    (clone / "requirements-test.lock").touch()

    said = subprocess.run(
        [sys.executable, "-m", "attwizard", *words], cwd=clone, capture_output=True, text=True
    )

    assert said.returncode == 1
    assert "in the way" not in said.stderr
    assert "Traceback" not in said.stderr
    assert str(clone) in said.stderr


def test_progress_counts_what_this_machine_needs():
    lock = ROOT / libraries.TESTS
    named = sum("==" in line for line in lock.read_text().splitlines())

    assert named - 10 < libraries.wanted(lock) < named


def test_progress_is_counted():
    count = counter("packages", 2, beginning="Unpacking")

    assert [count("Unpacking a"), count("Other"), count("Unpacking b"), count("Unpacking c")] == [
        "1 of 2 packages",
        None,
        "2 of 2 packages",
        "2 of 2 packages",
    ]


def test_only_one_of_two_database_addresses_is_refused_in_a_sentence():
    said = say("manage.py", "check", DATABASE_URL="postgresql://app@/attwizard")

    assert said.returncode == 1
    assert said.stderr.strip().startswith("DATABASE_URL is set and DATABASE_OWNER_URL is not.")


def test_a_real_server_needs_a_secret_of_its_own():
    said = say(
        "manage.py",
        "check",
        DATABASE_URL="postgresql://app@/attwizard",
        DATABASE_OWNER_URL="postgresql://owner@/attwizard",
        ALLOWED_HOSTS="att.example",
    )

    assert said.returncode == 1
    assert said.stderr.strip().startswith("SECRET_KEY is not set.")


def test_a_server_ready_for_earnest_passes_the_checks_of_django():
    said = say(
        "manage.py",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        DATABASE_URL="postgresql://app@/attwizard",
        DATABASE_OWNER_URL="postgresql://owner@/attwizard",
        ALLOWED_HOSTS="att.example",
        SECRET_KEY="k8s0Qw-5bW3uY7dL1pZ9xV2nC4mR6tH_aJfGeBiOyUqTzSrDXNKMPEL",
    )

    assert said.returncode == 0, said.stderr


def test_evaluate_opens_no_database(tmp_path):
    said = say("manage.py", "evaluate", PG_BIN=str(tmp_path))

    assert said.returncode == 0, said.stderr


def test_missing_database_programs_are_named_with_the_command_that_brings_them(tmp_path):
    said = say("manage.py", "check", PG_BIN=str(tmp_path))

    assert said.returncode == 1
    assert said.stderr.startswith("No PostgreSQL programs were found.")
    assert "`python3 -m attwizard run` brings them" in said.stderr


@pytest.mark.parametrize("is_half_made", [False, True])
def test_without_libraries_manage_py_says_what_brings_them(tmp_path, is_half_made):
    clone = copy_of_launcher(tmp_path)
    if is_half_made:
        python = pathlib.Path(sys.base_prefix) / "bin" / "python3"
        subprocess.run([python, "-m", "venv", "--without-pip", clone / ".venv"], check=True)

    said = subprocess.run(
        [sys.executable, "-E", "-s", "-S", clone / "manage.py", "check"],
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert said.returncode == 1
    assert "`python3 -m attwizard run` brings them" in said.stderr
