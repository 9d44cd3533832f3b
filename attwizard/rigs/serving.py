"""The processes of a stage: gunicorn and the worker, begun, watched, killed and ended."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from attwizard.serving import LONGEST_START, LONGEST_STOP, SERVER, WORKER, follow_us
from attwizard.steps import ROOT, Trouble

__all__ = ["WORKER", "Process", "Served", "free_port", "serve"]


class Process:
    """One of our programs in a session of its own; what it says goes into `PLACE.log`."""

    def __init__(self, words: Sequence[str], environment: dict[str, str], place: Path) -> None:
        self.log = place.with_suffix(".log")
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=follow_us,
            )

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *fault: object) -> None:
        self.end()

    @property
    def pid(self) -> int:
        return self.process.pid

    def children(self) -> list[int]:
        """The processes that it has begun and that have not ended."""
        found = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        with contextlib.suppress(OSError):
            return [int(pid) for pid in found.read_text().split()]
        return []

    def kill(self) -> None:
        """As a failing machine does: it and all that it has begun, at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """As its owner does; nothing of it is left."""
        self.process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(LONGEST_STOP)
        self.kill()

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def tracebacks(self) -> list[str]:
        """The last line of each traceback in the log: what a person was not told."""
        found, lines = [], iter(self.said().splitlines())
        for line in lines:
            if line.startswith("Traceback"):
                found.append(next((each for each in lines if each[:1] not in ("", " ")), line))
        return found


class Served(Process):
    """gunicorn at an address of the loopback."""

    def __init__(self, words: Sequence[str], environment: dict[str, str], place: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        super().__init__([*words, "--bind", f"127.0.0.1:{self.port}"], environment, place)

    def wait(self) -> None:
        """Until it answers. Raises Trouble."""
        end = time.monotonic() + LONGEST_START
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.05)
        raise Trouble(f"The server did not start. The end of {self.log}:\n{self.said()[-3000:]}")


@contextmanager
def serve(environment: dict[str, str], folder: Path, workers: int) -> Iterator[Served]:
    """gunicorn as `run` starts it, with so many workers."""
    # Raw tracebacks: the rigs look for them.
    with Served([*SERVER, "--workers", str(workers)], environment, folder / "server") as served:
        served.wait()
        yield served


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
