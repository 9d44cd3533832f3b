"""The project's own Python environment, `.venv`, made from a lock file whose hashes are checked."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from . import offline
from .steps import ROOT, Failed, Steps, Trouble, counter
from .writing import write_whole

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "complete"

# What each lock file brings; the second contains all of the first.
DEMONSTRATION, TESTS = "requirements-demonstration.lock", "requirements-test.lock"


def digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def are_there(lock: str) -> bool:
    """Whether `.venv` was finished from this lock file as it is today, and its Python starts."""
    if not STAMP.exists() or not PYTHON.exists():
        return False
    finished = STAMP.read_text().split()
    return digest(lock) in finished or digest(TESTS) in finished


def bring(lock: str, steps: Steps) -> None:
    steps.begin("Python libraries")
    if are_there(lock):
        steps.end("there already")
        return
    if not STAMP.exists() or not starts():
        # Half made, made by other means, or its Python is gone: begin anew.
        shutil.rmtree(VENV, ignore_errors=True)
        make_environment()
    STAMP.unlink(missing_ok=True)
    try:
        install(ROOT / lock, steps)
    except Failed as fault:
        raise Trouble(
            "The libraries could not be brought. Is there a network, and room on the disk? The same"
            f" command begins again where this one ended. The last words were:\n{fault.end(3)}"
        ) from fault
    write_whole(STAMP, digest(lock))
    steps.end("brought")


def starts() -> bool:
    try:
        return subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        said = made.stdout + made.stderr
        if "ensurepip" in said:
            said = "This command, as root, brings what is missing:\n  apt-get install python3-venv"
        raise Trouble(f"Python cannot make an environment for the libraries. {said[-500:]}")


def install(lock: Path, steps: Steps) -> None:
    """With uv where it is there, which is faster; with pip otherwise."""
    if uv := shutil.which("uv"):
        command = [uv, "pip", "install", "--python", PYTHON, "--compile-bytecode"]
        command += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", lock]
        steps.run([*command, *offline.wheels()])
        return
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "off", "--require-hashes", "--no-deps"]
    command += ["--only-binary", ":all:", "-r", lock]
    count = counter("libraries fetched", wanted(lock), beginning="Collecting")
    steps.run([*command, *offline.wheels()], progress=lambda line: unpacking(line) or count(line))


def wanted(lock: Path) -> int:
    """How many libraries the lock file brings here: less those for other systems and Pythons."""
    named = [line for line in lock.read_text().splitlines() if "==" in line]
    return len([line for line in named if "win32" not in line and "!= 'CPython'" not in line])


def unpacking(line: str) -> str | None:
    return "all fetched, being unpacked" if line.startswith("Installing collected") else None
