"""`python3 -m attwizard run`, whole: from a fresh copy to a page, and back to silence."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from attwizard import libraries, postgres
from tests.project.source import ROOT, committed


@pytest.fixture
def copy(tmp_path):
    """The project as it is committed, with the libraries that are here already."""
    assert libraries.are_there(libraries.DEMONSTRATION), "First: python3 -m attwizard run"
    for path in committed():
        there = tmp_path / path.relative_to(ROOT)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, there)
    (tmp_path / ".venv").symlink_to(libraries.VENV)
    yield tmp_path
    call(tmp_path, "stop")
    pointer = tmp_path / ".pg" / "elsewhere"
    if pointer.exists():
        shutil.rmtree(pathlib.Path(pointer.read_text()))


def environment():
    programs = str(postgres.Cluster().programs)
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PG_BIN": programs}


def call(copy, *words):
    return subprocess.run(
        [sys.executable, "-m", "attwizard", *words],
        cwd=copy,
        env=environment(),
        capture_output=True,
        text=True,
    )


def run(copy, port):
    """Start it and wait until it is ready: the process, and what it said until then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "attwizard", "run", "--port", str(port)],
        cwd=copy,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C stops it" in line:
            break
    return process, "".join(said)


def end(process, ending):
    process.send_signal(ending)
    said, _nothing = process.communicate(timeout=30)
    return said


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def wait_until(true):
    for _attempt in range(100):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("It did not happen within ten seconds.")


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_serves_until_it_is_stopped_and_leaves_nothing_running(copy):
    port = free_port()

    process, said = run(copy, port)

    assert f"http://localhost:{port}" in said, said
    assert "alder" in said
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/") as page:
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    again = call(copy, "run", "--port", str(free_port()))
    assert again.returncode == 1
    assert f"runs already at http://localhost:{port}" in again.stderr

    end(process, signal.SIGINT)

    assert process.returncode == 0
    assert not answers(port)
    assert call(copy, "stop").stdout == "Nothing of this clone was running.\n"

    process, said = run(copy, port)

    assert said.count("there already") == 5, said

    end(process, signal.SIGTERM)

    assert process.returncode == 0
    assert not answers(port)

    process, said = run(copy, port)

    end(process, signal.SIGKILL)

    wait_until(lambda: not answers(port))
    wait_until(lambda: call(copy, "stop").stdout == "Nothing of this clone was running.\n")


USE = """
import sys
from attwizard import ending, postgres
with ending.running(postgres.Cluster()) as ran_before:
    print(ran_before, flush=True)
    sys.stdin.read()
"""
LIVES = "from attwizard import postgres; print(postgres.Cluster().lives())"


def use(copy):
    """Another command of the copy that uses its PostgreSQL, until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", USE],
        cwd=copy,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    return process, process.stdout.readline().strip()


def lives(copy):
    said = subprocess.run(
        [sys.executable, "-c", LIVES], cwd=copy, env=environment(), capture_output=True, text=True
    )
    return said.stdout.strip() == "True"


def test_the_last_command_that_uses_the_database_ends_it(copy):
    first, ran_before = use(copy)
    assert ran_before == "False"
    second, _ran_before = use(copy)

    end(first, signal.SIGKILL)
    time.sleep(1)
    was_left = lives(copy)
    second.communicate()

    assert was_left
    assert not lives(copy)


def test_a_database_that_ran_before_is_left_running(copy):
    start = "from attwizard import postgres; postgres.Cluster().start()"
    subprocess.run([sys.executable, "-c", start], cwd=copy, env=environment(), check=True)

    process, ran_before = use(copy)
    process.communicate()

    assert ran_before == "True"
    assert lives(copy)
