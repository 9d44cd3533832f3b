"""`python3 -m attwizard run` and `… test`: from a fresh clone, with nothing but Python."""

from __future__ import annotations

import argparse
import sys

USAGE = """\
python3 -m attwizard run [--port N]    bring what is needed, serve http://localhost:8000
python3 -m attwizard stop              stop it, and its PostgreSQL
python3 -m attwizard test [...]        checks and tests; arguments go to pytest
python3 -m attwizard bench [...]       measurements
"""


def port(word: str) -> int:
    number = int(word)
    if not 1 <= number <= 65535:
        raise ValueError
    return number


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="python3 -m attwizard", usage=USAGE, add_help=True)
    commands = whole.add_subparsers(dest="command", required=True, metavar="run|stop|test|bench")
    commands.add_parser("run").add_argument("--port", type=port, default=8000, metavar="N")
    commands.add_parser("stop")
    commands.add_parser("test", add_help=False)
    commands.add_parser("bench", add_help=False)
    return whole


def main(words: list[str]) -> int:
    # Split here: argparse would take the options meant for pytest for its own.
    if words[:1] in (["test"], ["bench"]):
        chosen, rest = parser().parse_args(words[:1]), words[1:]
    else:
        chosen, rest = parser().parse_args(words), []
    from . import checking, serving, steps

    try:
        if chosen.command == "run":
            return serving.run(chosen.port)
        if chosen.command == "stop":
            return serving.stop()
        return {"test": checking.test, "bench": checking.bench}[chosen.command](rest)
    except steps.Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
    except PermissionError as fault:
        print(
            f"\n{fault.filename}: {fault.strerror}. Was it made by another account? Remove it, or"
            " work as that account.",
            file=sys.stderr,
        )
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 1


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("attwizard needs Python 3.11 or newer; this one is " + sys.version.split()[0])
    sys.exit(main(sys.argv[1:]))
