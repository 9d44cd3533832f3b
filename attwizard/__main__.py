"""`python3 -m attwizard run` and `… test`: from a fresh clone, with nothing but Python."""

from __future__ import annotations

import argparse
import sys

USAGE = """\
python3 -m attwizard run [--port N]    bring what is needed, serve http://localhost:8000
python3 -m attwizard stop              stop it, and its PostgreSQL
python3 -m attwizard test [...]        checks and tests; arguments go to pytest
python3 -m attwizard bench [...]       measurements
python3 -m attwizard rig [NAME] [...]  harm done on purpose, and whether anything is lost by it
python3 -m attwizard bundle FILE       all that a machine without a network needs, in one file
python3 -m attwizard verify FILE       whether a record is as it was issued, without a database
"""


def port(word: str) -> int:
    if not (word.isdecimal() and 1 <= int(word) <= 65535):
        raise argparse.ArgumentTypeError(f'"{word}" is no port; write a number from 1 to 65535')
    return int(word)


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="python3 -m attwizard", usage=USAGE, add_help=True)
    commands = whole.add_subparsers(
        dest="command",
        required=True,
        metavar="run|stop|test|bench|rig|bundle|verify",
        prog=whole.prog,
    )
    run = commands.add_parser("run", usage=USAGE)
    run.add_argument("--port", type=port, default=8000, metavar="N")
    for command in ("stop", "test", "bench", "rig", "bundle", "verify"):
        commands.add_parser(command, usage=USAGE, add_help=command == "stop")
    return whole


def main(words: list[str]) -> int:
    # Split here: argparse would take the options meant for others for its own.
    if words[:1] in (["test"], ["bench"], ["rig"], ["bundle"], ["verify"]):
        chosen, rest = parser().parse_args(words[:1]), words[1:]
    else:
        chosen, rest = parser().parse_args(words), []
    from . import checking, serving, steps

    try:
        if chosen.command == "run":
            return serving.run(chosen.port)
        if chosen.command == "stop":
            return serving.stop()
        return getattr(checking, chosen.command)(rest)
    except steps.Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
    except OSError as fault:
        print(f"\n{steps.told(fault)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 1


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("attwizard needs Python 3.11 or newer; this one is " + sys.version.split()[0])
    sys.exit(main(sys.argv[1:]))
