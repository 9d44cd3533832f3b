"""The PostgreSQL of a clone ends with the last command that uses it, even when that is killed."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .postgres import Cluster
from .steps import ROOT

GUARD = "import sys; from attwizard.ending import guard; guard(int(sys.argv[1]))"


@contextmanager
def running(cluster: Cluster) -> Iterator[bool]:
    """Start the cluster if it does not run. Gives whether it ran before; then it is left running.

    Another process waits for its own input to end, as it does however this one ends, and stops
    the cluster.
    """
    if cluster.lives() and not is_used(cluster):
        yield True
        return
    with guarded(cluster):
        yield not cluster.start()


@contextmanager
def guarded(cluster: Cluster) -> Iterator[None]:
    """The lock says that the cluster is used; the guard inherits it, and with it outlives us."""
    with open(used_file(cluster), "w") as used:
        fcntl.flock(used, fcntl.LOCK_SH)
        guarding = subprocess.Popen(
            [sys.executable, "-c", GUARD, str(used.fileno())],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            pass_fds=[used.fileno()],
            start_new_session=True,
        )
    with guarding:  # its input is closed at the end, and its own end awaited
        yield


def guard(lock: int) -> None:
    cluster = Cluster()
    sys.stdin.read()
    with open(lock, "w") as used:
        if is_free(used):
            cluster.stop()


def used_file(cluster: Cluster) -> Path:
    return cluster.home / "used"


def is_used(cluster: Cluster) -> bool:
    """Whether another command has started the cluster and will stop it."""
    with open(used_file(cluster), "w") as used:
        return not is_free(used)


def is_free(used: IO[str]) -> bool:
    try:
        fcntl.flock(used, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
