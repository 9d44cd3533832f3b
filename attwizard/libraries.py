"""The project's own Python environment, `.venv`, made from a lock file whose hashes are checked."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from .steps import ROOT, Steps, Trouble, counter

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
    total = sum("==" in line for line in (ROOT / lock).read_text().splitlines())
    install(ROOT / lock, total, steps)
    STAMP.write_text(digest(lock))
    steps.end(f"{total} libraries brought")


def starts() -> bool:
    try:
        return subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Trouble(
            "Python cannot make an environment for the libraries. This command, as root, brings"
            f" what is missing:\n  apt-get install python3-venv\n{made.stdout[-500:]}"
        )


def install(lock: Path, total: int, steps: Steps) -> None:
    """With uv where it is there, which is faster; with pip otherwise."""
    if uv := shutil.which("uv"):
        command = [uv, "pip", "install", "--python", PYTHON, "--compile-bytecode"]
        command += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", lock]
        steps.run(command)
        return
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "off", "--require-hashes", "--no-deps"]
    command += ["--only-binary", ":all:", "-r", lock]
    steps.run(command, progress=counter("libraries fetched", total, beginning="Collecting"))
