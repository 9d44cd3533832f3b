"""`bundle`: one file with all that a machine without a network needs, tried without one."""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import tarfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from . import libraries, offline, system
from .steps import ROOT, Steps, Trouble

NAME = "attwizard"  # the folder that an unpacked bundle makes
SERVER = ("python3-venv", "postgresql-15", "nginx-light")
# As on a Debian where nothing is installed: so nothing is left out that is there by chance here.
NOTHING_INSTALLED = ("-o", "Dir::State::status=/dev/null")


class Member(NamedTuple):
    """A file of the bundle, by its path below the folder that it makes."""

    path: str
    body: bytes
    mode: int = 0o644


def bundle(arguments: list[str]) -> int:
    """Make the bundle of what is committed; try it where that can be done."""
    chosen = parser().parse_args(arguments)
    file: Path = chosen.file.absolute()
    if file.exists():
        raise Trouble(f"{file} is there already. Name another file.")
    steps = Steps(6)
    libraries.bring(libraries.DEMONSTRATION, steps)
    with TemporaryDirectory(prefix=".bundle-", dir=file.parent) as work:
        folder = Path(work)
        brought = [*wheels(folder, steps), *packages(folder, steps)]
        steps.begin("The archive")
        commit, project = committed()
        new = folder / "new.tar"
        digest = write(new, [*project, *brought], commit)
        steps.end(f"{new.stat().st_size / 1e6:.0f} MB, {len(project) + len(brought):,} files")
        offline.trial(new, folder / "trial", steps)
        new.replace(file)
    print(f"\n{digest}  {file}\n\nattwizard/production/README.md says how it is used.")
    return 0


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="python3 -m attwizard bundle", description=__doc__)
    whole.add_argument("file", type=Path, metavar="FILE")
    return whole


def wheels(folder: Path, steps: Steps) -> list[Member]:
    """The libraries, for this Python on this kind of machine, with their hashes checked."""
    steps.begin("Python libraries, as files")
    to = folder / "wheels"
    command = [
        libraries.PYTHON,
        "-m",
        "pip",
        "download",
        "--disable-pip-version-check",
        "--no-deps",
    ]
    command += ["--require-hashes", "--only-binary", ":all:", "--progress-bar", "off", "-d", to]
    steps.run([*command, "-r", ROOT / libraries.DEMONSTRATION], progress=str.strip)
    found = members(to, offline.WHEELS)
    steps.end(f"{len(found)} files")
    return found


def packages(folder: Path, steps: Steps) -> list[Member]:
    """Debian's packages: those of the record (pango, fonts), and those of a server."""
    steps.begin("Debian packages, as files")
    essential = ["dpkg-query", "-W", "-f", "${Essential} ${Package}\n"]
    base = [line.split()[1] for line in steps.run(essential) if line.startswith("yes")]
    known = needed([*base, "apt"], steps)
    found = []
    for place, wanted in (
        (offline.PACKAGES, [*system.LIBRARIES.values(), *system.FONTS]),
        (offline.SERVER_PACKAGES, [*SERVER]),
    ):
        lacking = sorted(needed(wanted, steps) - known)
        known |= {*lacking}
        to = folder / place.rpartition("/")[2]
        to.mkdir()
        steps.run(["apt-get", "download", *lacking], folder=to, progress=str.strip)
        found += members(to, place)
    steps.end(f"{len(found)} files")
    return found


def needed(names: Iterable[str], steps: Steps) -> set[str]:
    """The packages and all that they rest on."""
    plan = ["apt-get", *NOTHING_INSTALLED, "install", "-s", "--no-install-recommends", *names]
    return {line.split()[1] for line in steps.run(plan) if line.startswith("Inst ")}


def members(folder: Path, place: str) -> list[Member]:
    return [Member(f"{place}/{path.name}", path.read_bytes()) for path in folder.iterdir()]


def committed() -> tuple[int, list[Member]]:
    """The time of the last commit, and its files."""
    git = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT)]
    try:
        time = subprocess.run([*git, "log", "-1", "--format=%ct"], capture_output=True, check=True)
        tree = subprocess.run([*git, "archive", "HEAD"], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as fault:
        raise Trouble("A bundle is made of a commit: work in a clone, with git there.") from fault
    with tarfile.open(fileobj=io.BytesIO(tree)) as archive:
        files = [
            Member(one.name, content.read(), one.mode & 0o755)
            for one in archive
            if (content := archive.extractfile(one))
        ]
    return int(time.stdout), files


def write(file: Path, files: Iterable[Member], time: int) -> str:
    """The archive and its SHA-256: the same files and time give the same bytes."""
    ordered = sorted(files)
    sums = "".join(f"{hashlib.sha256(one.body).hexdigest()}  {one.path}\n" for one in ordered)
    with tarfile.open(file, "w", format=tarfile.PAX_FORMAT) as archive:
        for one in [*ordered, Member(offline.SUMS, sums.encode())]:
            told = tarfile.TarInfo(f"{NAME}/{one.path}")
            told.size, told.mode, told.mtime = len(one.body), one.mode, time
            archive.addfile(told, io.BytesIO(one.body))
    with file.open("rb") as whole:
        return hashlib.file_digest(whole, "sha256").hexdigest()
