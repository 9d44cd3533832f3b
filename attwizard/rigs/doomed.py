"""A PostgreSQL that is killed: another cluster beside the clone's own, begun as our own child."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attwizard.postgres import DATABASE, Cluster, plain_environment
from attwizard.serving import LONGEST_START, LONGEST_STOP, follow_us
from attwizard.steps import Trouble

from .stage import Stage

LIMIT = ("-c", "max_connections=60", "-c", "listen_addresses=")


class Doomed(Cluster):
    """It may be killed as often as one likes; `options` are settings of the server."""

    def __init__(self, mark: str, *options: str) -> None:
        super().__init__(f"-{mark}")
        self.options = [word for option in options for word in ("-c", option)]
        self.server: subprocess.Popen[bytes] | None = None

    def start_server(self) -> None:
        """Until it takes connections again, its recovery included."""
        private = ("-k", self.socket, "-c", "unix_socket_permissions=0700", "-p", self.port)
        words = [self.programs / "postgres", "-D", self.folder, *private, *LIMIT, *self.options]
        with (self.home / "server.log").open("a") as log:
            self.server = subprocess.Popen(
                [str(word) for word in words],
                cwd="/",
                env=plain_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=lambda: follow_us(signal.SIGINT),
                **self.run_as,
            )
        end = time.monotonic() + LONGEST_START
        while not self.answers():
            if self.server.poll() is not None or time.monotonic() > end:
                said = Path(log.name).read_text(errors="replace")[-3000:]
                raise Trouble(f"PostgreSQL did not start. The end of its log:\n{said}")
            time.sleep(0.02)

    def answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.address(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def address(self, database: str = "postgres") -> str:
        """As the superuser, over the socket."""
        return f"host={self.socket} port={self.port} user=postgres dbname={database}"

    def kill(self) -> None:
        """The postmaster and all of its processes, as when the machine fails."""
        pid = self.server.pid
        os.kill(pid, signal.SIGSTOP)  # it begins no more of them
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self.server.wait()
        while any(map(is_alive, children)):  # they hold the memory that the next server asks for
            time.sleep(0.01)

    def stop_server(self) -> None:
        self.server.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.server.wait(LONGEST_STOP)
            return
        self.kill()

    def remove(self) -> None:
        if self.server and self.server.poll() is None:
            self.stop_server()
        shutil.rmtree(self.home)
        if self.socket != self.home:
            shutil.rmtree(self.socket)


def is_alive(pid: str) -> bool:
    """Whether it runs; one that is dead and that nobody has asked after yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@contextmanager
def doomed(stage: Stage, mark: str, *options: str) -> Iterator[tuple[Doomed, Stage]]:
    """A copy of the stage, as it is now, on a server of its own; both are thrown away."""
    server = Doomed(mark, *options)
    server.forget_dead_postmaster()
    shutil.rmtree(server.folder, ignore_errors=True)
    try:
        server.make()
        copy(stage, server)
        server.say("postgres", "checkpoint")  # careless or not, the copy itself is there
        yield server, Stage(server.environment(), stage.folder, stage.people, stage.note)
    finally:
        server.remove()


def copy(stage: Stage, server: Doomed) -> None:
    """By `pg_dump`, whole, as one backs up."""
    file = stage.folder / "copy.sql"
    owner = ("-d", stage.addresses["DATABASE_OWNER_URL"])
    put = ("-h", server.socket, "-p", server.port, "-U", "postgres", "-d", DATABASE)
    for words in (
        ("pg_dump", *owner, "-f", file),
        ("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *put, "-f", file),
    ):
        command = [str(server.programs / words[0]), *map(str, words[1:])]
        said = subprocess.run(command, capture_output=True, text=True)
        if said.returncode:
            raise Trouble(f"The copy failed: {said.stderr.strip()[-2000:]}")
    file.unlink()
