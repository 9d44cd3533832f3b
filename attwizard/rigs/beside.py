"""Programs of Debian beside ours: PgBouncer and nginx, on the loopback, ended with the rig."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attwizard.serving import LONGEST_START, LONGEST_STOP, follow_us
from attwizard.steps import ROOT, Trouble

PRODUCTION = ROOT / "attwizard" / "production"


def found(name: str, package: str) -> str:
    """The program. Raises Trouble."""
    if path := shutil.which(name, path="/usr/sbin:/sbin:/usr/bin:/bin"):
        return path
    raise Trouble(f"This rig needs {name}: apt-get install --no-install-recommends {package}")


@contextmanager
def running(words: Sequence[str | Path], port: int, log: Path, **account: Any) -> Iterator[None]:
    """The program, until the `with` ends; it answers on the port. Raises Trouble."""
    with log.open("w") as said:
        process = subprocess.Popen(
            [str(word) for word in words],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            preexec_fn=follow_us,
            **account,
        )
    try:
        wait(process, port, log)
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(LONGEST_STOP)
        process.kill()
        process.wait()


def wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + LONGEST_START
    while process.poll() is None and time.monotonic() < end:
        if answers(port):
            return
        time.sleep(0.02)
    raise Trouble(f"{process.args[0]} did not start. It said:\n{log.read_text()[-2000:]}")


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False
