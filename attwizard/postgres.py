"""The PostgreSQL that belongs to one clone: made, started and stopped without root; as root too."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pathlib
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .places import find_programs, may_go, own_folder, place, unprivileged_account
from .steps import Trouble
from .writing import write_whole

APPLICATION, OWNER, DATABASE = "attwizard_app", "attwizard_owner", "attwizard"
LONGEST_SOCKET_FOLDER = 85  # AF_UNIX allows 107 bytes, and PostgreSQL adds the socket's name

ROLES = f"""
create role {OWNER} login createdb;
create role {APPLICATION} login;
grant {APPLICATION} to {OWNER};
"""
# All three are trusted: migrations of a real server may create them too, and find them made here.
EXTENSIONS = "create extension pg_trgm; create extension btree_gin; create extension unaccent;"


class Cluster:
    """One PostgreSQL of this clone for each major version, reached by a socket in its folder.

    Another one beside it has a `mark` of its own.
    """

    def __init__(self, mark: str = "") -> None:
        self.programs = find_programs()
        self.run_as: dict[str, Any] = {}
        uid, gid = os.geteuid(), os.getegid()
        if uid == 0:  # PostgreSQL refuses to run as root
            account = unprivileged_account()
            uid, gid = account.pw_uid, account.pw_gid
            self.run_as = {"user": uid, "group": gid, "extra_groups": []}
        self.base = own_folder(place(inside=may_go(self.run_as)), uid, gid)
        self.programs = self.reachable_programs(uid, gid)
        self.version = self.major_version()
        self.home = own_folder(self.base / f"{self.version}{mark}", uid, gid)
        self.folder = self.home / "cluster"
        self.socket = self.home
        if len(str(self.socket)) > LONGEST_SOCKET_FOLDER:
            short = hashlib.sha256(str(self.home).encode()).hexdigest()[:10]
            # Not where TMPDIR says, which may be another place for the next command.
            self.socket = own_folder(pathlib.Path(f"/tmp/attwizard-{uid}-{short}"), uid, gid)

    def call(self, program: str, *arguments: Any, **options: Any) -> subprocess.CompletedProcess:
        """Run one of PostgreSQL's programs as the account that owns the cluster."""
        command = [str(self.programs / program), *map(str, arguments)]
        options = {"stdin": subprocess.DEVNULL, **options}
        return subprocess.run(command, cwd="/", env=plain_environment(), **self.run_as, **options)

    def can_run(self) -> bool:
        try:
            return self.call("postgres", "--version", capture_output=True).returncode == 0
        except PermissionError:
            return False

    def reachable_programs(self, uid: int, gid: int) -> pathlib.Path:
        """The programs, copied once (41 MB) if they lie where the cluster's account cannot look."""
        if not self.run_as or self.can_run():
            return self.programs
        package = self.programs.parents[1]
        stamp = hashlib.sha256(str(package.stat().st_mtime_ns).encode()).hexdigest()[:10]
        site = self.base / f"programs-{stamp}"
        if not (site / "complete").exists():
            shutil.rmtree(site, ignore_errors=True)
            for name in (f"{package.name}/pginstall", f"{package.name}.libs"):
                shutil.copytree(package.parent / name, site / name, symlinks=True)
            for path in [site, *site.rglob("*")]:
                os.chown(path, uid, gid, follow_symlinks=False)
            (site / "complete").touch()
        return site / package.name / "pginstall" / "bin"

    def major_version(self) -> int:
        said = self.call("postgres", "--version", capture_output=True, text=True).stdout
        try:
            return int(said.split()[2].split(".")[0])
        except (IndexError, ValueError):
            raise Trouble(f"{self.programs / 'postgres'} does not start here.") from None

    def is_running(self) -> bool:
        # Not `pg_ctl status`, which takes a killed but unreaped (zombie) postmaster for a live one.
        if not self.port_file.exists():
            return False
        return self.call("pg_isready", "-q", "-h", self.socket, "-p", self.port).returncode == 0

    def lives(self) -> bool:
        """Whether there is a server of this cluster, also one that is only just starting."""
        try:
            pid = int((self.folder / "postmaster.pid").read_text().split()[0])
            return str(self.folder) in pathlib.Path(f"/proc/{pid}/cmdline").read_text()
        except (OSError, ValueError, IndexError):
            return False

    @property
    def port_file(self) -> pathlib.Path:
        return self.home / "port"

    @property
    def port(self) -> int:
        """Part of the socket's name, and another for each cluster: the server of a clone that was
        removed takes a socket of its own name along when it notices, a minute later."""
        return int(self.port_file.read_text())

    def start(self) -> bool:
        """Start the cluster, making it first if need be. Whether it was started just now."""
        with self.locked():
            if self.is_running():
                return False
            self.forget_dead_postmaster()
            if not (self.home / "complete").exists():
                self.make()
            else:
                self.start_server()
            return True

    def stop(self) -> bool:
        with self.locked():
            if not self.lives():
                return False
            self.stop_server()
            return True

    def remove(self) -> None:
        """Throw the whole cluster away, with all that is in it."""
        shutil.rmtree(self.base)
        if self.socket != self.home:
            shutil.rmtree(self.socket)

    def environment(self) -> dict[str, str]:
        """What programs that use this cluster need to find in their environment."""
        return {
            "PGHOST": str(self.socket),
            "PGPORT": str(self.port),
            "DATABASE_URL": f"postgresql://{APPLICATION}@/{DATABASE}",
            "DATABASE_OWNER_URL": f"postgresql://{OWNER}@/{DATABASE}",
        }

    def make(self) -> None:
        """A new cluster with the two roles and the database; begun anew if it was cut short."""
        shutil.rmtree(self.folder, ignore_errors=True)
        write_whole(self.port_file, str(secrets.choice(range(20_000, 60_000))))
        # With a lc_ctype that is not UTF-8, indexes on Chinese, Arabic and Russian are ignored.
        locale = ["--locale=C.UTF-8"]
        if self.version >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        made = self.call(
            *("initdb", "-D", self.folder, "-U", "postgres", "-E", "UTF8", "--auth=trust", "-k"),
            *locale,
            capture_output=True,
            text=True,
        )
        if made.returncode:
            raise Trouble(f"PostgreSQL's files could not be made:\n{made.stderr.strip()}")
        self.start_server()
        self.say("template1", EXTENSIONS)
        self.say("postgres", ROLES)
        self.say("postgres", f"create database {DATABASE} owner {OWNER}")
        (self.home / "complete").touch()

    def say(self, database: str, sql: str) -> None:
        """Run SQL as the superuser, over the socket that only this account may open."""
        said = self.call(
            *("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.socket, "-p", self.port),
            *("-U", "postgres", "-d", database, "-c", sql),
            capture_output=True,
            text=True,
        )
        if said.returncode:
            raise Trouble(f"PostgreSQL refused: {said.stderr.strip()}")

    def start_server(self) -> None:
        options = f"-k '{self.socket}' -p {self.port} -c listen_addresses='' "
        # Tests act from 64 and from 50 connections at once, on two databases beside one another.
        options += "-c unix_socket_permissions=0700 -c max_connections=200"
        log = self.home / "server.log"
        # No pipes: the server would hold them open for as long as it runs.
        nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started = self.call(
            *("pg_ctl", "-D", self.folder, "-w", "-l", log, "-o", options, "start"), **nowhere
        )
        if started.returncode:
            last = log.read_text(errors="replace")[-3000:] if log.exists() else ""
            raise Trouble(f"PostgreSQL did not start. The end of {log}:\n{last}")

    def stop_server(self) -> None:
        self.call(
            *("pg_ctl", "-D", self.folder, "-m", "fast", "-w", "stop"), stdout=subprocess.DEVNULL
        )

    def forget_dead_postmaster(self) -> None:
        """After `kill -9` under a first process that never reaps, the pid file names a zombie."""
        pid_file = self.folder / "postmaster.pid"
        for _attempt in range(50):
            try:
                pid = int(pid_file.read_text().split()[0])
                state = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
            except (OSError, ValueError, IndexError):
                return
            if state != "Z":
                return
            time.sleep(0.1)
        pid_file.unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One at a time: two commands begun together must not both make the cluster."""
        with open(self.home / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def plain_environment() -> dict[str, str]:
    """Without the caller's PG… variables, which would send our programs to another server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C.UTF-8"}


def use_local_cluster() -> Cluster:
    """Start this clone's PostgreSQL and point the present environment at it."""
    cluster = Cluster()
    if cluster.start():
        print(
            "PostgreSQL of this clone started; `python3 -m attwizard stop` stops it.",
            file=sys.stderr,
        )
    point_environment_at(cluster)
    return cluster


def point_environment_at(cluster: Cluster) -> None:
    for name in [name for name in os.environ if name.startswith("PG") and name != "PG_BIN"]:
        del os.environ[name]
    os.environ.update(cluster.environment())
    os.environ.setdefault("ATTWIZARD_DEMONSTRATION", "true")
