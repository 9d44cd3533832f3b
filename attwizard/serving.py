"""`run`: everything from a fresh clone to a page in the browser, and back to silence at Ctrl-C."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from typing import IO

from . import ending, libraries, postgres, preparing, system
from .steps import ROOT, Steps, Trouble

LOCK = preparing.RUN / "lock"
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LONGEST_START, LONGEST_STOP = 60.0, 15.0
SIGNAL_WHEN_PARENT_DIES = 1  # PR_SET_PDEATHSIG of prctl(2)

SERVER = ["-m", "gunicorn", "attwizard.wsgi:application", "--preload", "--workers", "2"]
# Threads, because browsers open connections in advance and leave them idle.
SERVER += ["--worker-class", "gthread", "--threads", "4", "--log-level", "error"]
SERVER += ["--no-control-socket"]
# Makes the records. One at a time: letters are drawn with all of a processor.
WORKER = ["manage.py", "procrastinate", "worker", "--queues", "records", "--concurrency", "1"]


def run(port: int) -> int:
    """Serve on this machine alone until stopped; the exit status."""
    began = time.monotonic()
    preparing.RUN.mkdir(exist_ok=True)
    with only_one_run(port), stopped_by_signals():
        refuse_busy_port(port)
        steps = Steps(6 if is_real() else 7)
        libraries.bring(libraries.DEMONSTRATION, steps)
        system.bring(steps)
        os.environ.update(system.environment())
        os.environ.setdefault("SITE_ADDRESS", f"http://localhost:{port}")
        with database_server(steps) as cluster:
            preparing.prepare(steps, cluster)
            accounts = preparing.accounts() if cluster else ""
            return serve(port, steps, began, accounts)


@contextlib.contextmanager
def only_one_run(port: int) -> Iterator[None]:
    """Hold the lock of this clone; its file says which process holds it and where it serves."""
    with open(LOCK, "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid, other = holder(lock)
            raise Trouble(
                f"attwizard runs already at http://localhost:{other} (process {pid})."
                " `python3 -m attwizard stop` stops it."
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()} {port}")
        lock.flush()
        yield


def holder(lock: IO[str]) -> list[str]:
    lock.seek(0)
    return lock.read().split() or ["?", "?"]


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """SIGTERM and a closed terminal end the work as Ctrl-C does; a second one is ignored."""

    def interrupt(number: int, frame: object) -> None:
        for ending in ENDINGS:
            signal.signal(ending, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {ending: signal.signal(ending, interrupt) for ending in ENDINGS}
    try:
        yield
    finally:
        for ending, action in before.items():
            signal.signal(ending, action)


def refuse_busy_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as fault:
            raise Trouble(
                f"Port {port} cannot be used: {fault.strerror}. Choose another one:"
                f" python3 -m attwizard run --port {port + 1 if port < 65535 else 8001}"
            ) from None


@contextlib.contextmanager
def database_server(steps: Steps) -> Iterator[postgres.Cluster | None]:
    """The PostgreSQL of this clone, stopped at the end if it did not run before; or a real one."""
    steps.begin("PostgreSQL")
    if is_real():
        steps.end("the server that DATABASE_URL names")
        yield None
        return
    cluster = postgres.Cluster()
    with ending.running(cluster) as ran_before:
        postgres.point_environment_at(cluster)
        steps.end(f"version {cluster.version}, " + ("runs already" if ran_before else "started"))
        yield cluster


def is_real() -> bool:
    """Whether a server is named; with one address of two, the settings say which one lacks."""
    return bool(os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_OWNER_URL"))


def serve(port: int, steps: Steps, began: float, accounts: str) -> int:
    steps.begin("Server")
    server = start([*SERVER, "--bind", f"127.0.0.1:{port}"])
    worker = start(WORKER, stderr=subprocess.DEVNULL)
    try:
        wait_until_it_answers(server, port)
        steps.end(f"process {server.pid}")
        print(f"\nReady after {time.monotonic() - began:.1f} s: http://localhost:{port}\n")
        print(f"{accounts}\n\nCtrl-C stops it, and all that it started.".lstrip(), flush=True)
        raise Trouble(f"The server ended by itself, with status {server.wait()}.")
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
        return 0
    finally:
        stop_process(worker)
        stop_process(server)


def start(words: list[str], stderr: int | None = None) -> subprocess.Popen[bytes]:
    """Python, in a session of its own, so that Ctrl-C reaches it through us and in order."""
    return subprocess.Popen(
        [libraries.PYTHON, *words],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stderr=stderr,
        start_new_session=True,
        preexec_fn=follow_us,
    )


def follow_us(ending: int = signal.SIGTERM) -> None:
    """Runs in the server's process before it starts: it ends if we are killed."""
    ctypes.CDLL(None).prctl(SIGNAL_WHEN_PARENT_DIES, ending)


def wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end:
        if server.poll() is not None:
            raise Trouble("The server did not start; what it said is above.")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise Trouble(f"The server did not answer within {LONGEST_START:.0f} seconds.")


def stop_process(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # gunicorn: stop at once; the worker: after its record
    try:
        process.wait(LONGEST_STOP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


def stop() -> int:
    """End the run of this clone, wherever it was begun, and its PostgreSQL."""
    stopped = stop_run()
    with contextlib.suppress(Trouble):
        stopped = postgres.Cluster().stop() or stopped
    print("Stopped." if stopped else "Nothing of this clone was running.")
    return 0


def stop_run() -> bool:
    if not LOCK.exists():
        return False
    with open(LOCK, "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid, _port = holder(lock)
            os.kill(int(pid), signal.SIGTERM)
            fcntl.flock(lock, fcntl.LOCK_EX)
            return True
    return False
