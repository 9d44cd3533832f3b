"""Two nodes of the application behind nginx, one killed at a time: people go on with the other.

How nginx hands requests over, and how gunicorn takes them, is that of the production guide.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from attwizard.serving import LONGEST_START
from attwizard.steps import Trouble

from . import beside
from .load import Book, Load
from .rigging import Outcome, Rig
from .serving import Process, free_port
from .stage import Stage

WRITERS, PATIENCE = 4, 20.0  # seconds
WHOLE = """
pid {folder}/nginx.pid; error_log {folder}/nginx-error.log; daemon off; worker_processes 1;
events {{}}
http {{
  access_log off;
  {places}
  upstream attwizard {{ {nodes} keepalive 16; }}
  server {{
    listen 127.0.0.1:{port};
{location}
  }}
}}
"""
KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Node(Process):
    """gunicorn with one worker, on a port that stays its own."""

    def __init__(self, stage: Stage, port: int) -> None:
        self.port = port
        words = ["-m", "gunicorn", "--config", str(beside.PRODUCTION / "gunicorn.conf.py")]
        words += ["--workers", "1", "--bind", f"127.0.0.1:{port}", "attwizard.wsgi"]
        super().__init__(words, stage.environment(), stage.folder / f"node-{port}")

    def wait(self) -> None:
        end = time.monotonic() + LONGEST_START
        while not beside.answers(self.port):
            if self.process.poll() is not None or time.monotonic() > end:
                raise Trouble(f"A node did not start. It said:\n{self.said()[-2000:]}")
            time.sleep(0.02)


class Site:
    """nginx before some of the nodes, with the address that Load asks of a server."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"


def work(stage: Stage, cycles: int) -> Outcome:
    return kill_in_turns(stage, cycles, known=2)


def control(stage: Stage, cycles: int) -> Outcome:
    """nginx knows one node only, and that one is killed."""
    return kill_in_turns(stage, 1, known=1)


def kill_in_turns(stage: Stage, cycles: int, known: int) -> Outcome:
    """`kill -9` of a whole node under load; it comes back, and the other one is next."""
    load, faults, killed = Load(stage, WRITERS), [], 0
    book = Book(load)
    with (
        psycopg.connect(stage.addresses["DATABASE_OWNER_URL"]) as direct,
        both(stage) as nodes,
        site(stage.folder, [node.port for node in nodes[:known]]) as front,
        load.on(front),
    ):
        for cycle in range(cycles):
            load.wait(2, PATIENCE)
            place = cycle % 2
            nodes[place].kill()
            killed += 1
            if not load.wait(WRITERS, PATIENCE):
                faults.append("While one node was away, nothing could be saved.")
                break
            nodes[place] = Node(stage, nodes[place].port)
            nodes[place].wait()
            faults += book.check(direct)
            stage.note(f"{killed:,} of {cycles:,}, {len(book.kept):,} saves kept")
        faults += book.check(direct, whole=True)
    return Outcome(killed, [*faults, *load.odd()], {**load.figures(), "lost": len(book.lost)})


@contextmanager
def both(stage: Stage) -> Iterator[list[Node]]:
    nodes = [Node(stage, free_port())]
    try:
        nodes.append(Node(stage, free_port()))
        for node in nodes:
            node.wait()
        yield nodes
    finally:
        for node in nodes:
            with contextlib.suppress(ProcessLookupError):
                node.end()


@contextmanager
def site(folder: Path, ports: Sequence[int]) -> Iterator[Site]:
    """nginx before the nodes of these ports."""
    program, port = beside.found("nginx", "nginx-light"), free_port()
    file = folder / "nginx.conf"
    file.write_text(
        WHOLE.format(
            folder=folder,
            port=port,
            places=" ".join(f"{kind}_temp_path {folder}/{kind};" for kind in KINDS),
            nodes=" ".join(f"server 127.0.0.1:{n} max_fails=2 fail_timeout=3s;" for n in ports),
            location=handed_over(),
        )
    )
    words = [program, "-p", folder, "-c", file, "-e", folder / "nginx-error.log"]
    with beside.running(words, port, folder / "nginx.log"):
        yield Site(port)


def handed_over() -> str:
    """The part of the site of the guide that hands requests over."""
    written = (beside.PRODUCTION / "nginx" / "attwizard.conf").read_text()
    return "    location / {" + written.split("    location / {")[1].rpartition("}")[0]


RIG = Rig(
    name="nodes",
    says="One of two nodes behind nginx is killed: people go on with the other, nothing is lost",
    unit="kills",
    short=1,
    usual=100,
    work=work,
    control=control,
)
