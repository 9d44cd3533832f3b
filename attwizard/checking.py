"""`test`: the checks of the source, then the tests, as one command and in one order."""

from __future__ import annotations

import contextlib
import os
import subprocess

from . import bundling, libraries, system
from .serving import LONGEST_STOP, database_server, follow_us, stopped_by_signals
from .steps import ROOT, Steps, Trouble

PYTHON = libraries.PYTHON
CHECKS = {
    "Layout of the source (ruff format)": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "Faults in the source (ruff check)": [PYTHON, "-m", "ruff", "check", "."],
    "Folders import downwards only": [PYTHON, libraries.VENV / "bin" / "lint-imports"],
    "Types of the law (mypy)": [PYTHON, "-m", "mypy", "--strict", "assessments/law"],
    "Migrations are complete": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
}
# Each processor has tests of its own to do; `test -n 0` does them one after the other.
SHARED_OUT = ["-n", "logical", "--maxprocesses", "4"]


def test(arguments: list[str]) -> int:
    """Checks and tests; the exit status is 0 only if all are well. Arguments go to pytest."""
    with stopped_by_signals():
        steps = Steps(5 + len(CHECKS))
        libraries.bring(libraries.TESTS, steps)
        system.bring(steps)
        system.bring_for_tests(steps)
        os.environ.update(system.environment())
        with database_server(steps):
            wrong = [
                words for words, command in CHECKS.items() if not passes(words, command, steps)
            ]
            status = pytest(arguments, steps)
    for words in wrong:
        print(f"Not well: {words}. What was found is above.")
    return status or bool(wrong)


def passes(words: str, command: list[object], steps: Steps) -> bool:
    steps.begin(words)
    try:
        steps.run([str(word) for word in command])
    except Trouble as trouble:
        print(f"\n{trouble}\n")
        steps.end("not well")
        return False
    steps.end("well")
    return True


def pytest(arguments: list[str], steps: Steps) -> int:
    steps.begin("Tests (pytest)")
    print(flush=True)
    return follow(["-m", "pytest", *SHARED_OUT, *arguments])


def follow(arguments: list[str]) -> int:
    """Let Python work on this terminal; it ends when we do."""
    with subprocess.Popen([PYTHON, *arguments], cwd=ROOT, preexec_fn=follow_us) as working:
        try:
            return working.wait()
        except KeyboardInterrupt:
            # Ctrl-C has reached it as well, and it may have to tidy up.
            with contextlib.suppress(subprocess.TimeoutExpired):
                working.wait(LONGEST_STOP)
            working.terminate()
            raise


def bench(arguments: list[str]) -> int:
    """The measurements, on this machine; arguments go to attwizard/bench."""
    return with_server("bench", arguments)


def rig(arguments: list[str]) -> int:
    """Harm done on purpose, on this machine; arguments go to attwizard/rigs."""
    return with_server("rigs", arguments)


def with_server(package: str, arguments: list[str]) -> int:
    with stopped_by_signals():
        steps = Steps(3)
        libraries.bring(libraries.TESTS, steps)
        system.bring(steps)
        os.environ.update(system.environment())
        with database_server(steps):
            program = (
                f"import sys; from attwizard.{package} import main; sys.exit(main(sys.argv[1:]))"
            )
            return follow(["-c", program, *arguments])


def verify(arguments: list[str]) -> int:
    """Whether a file is a record as it was issued: asks neither a server nor a database."""
    with stopped_by_signals():
        libraries.bring(libraries.DEMONSTRATION, Steps(1))
        return follow(["manage.py", "verify_record", "--without-database", *arguments])


def bundle(arguments: list[str]) -> int:
    """All that a machine without a network needs, in one file."""
    with stopped_by_signals():
        return bundling.bundle(arguments)
