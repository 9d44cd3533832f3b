"""`python3 -m attwizard rig`: what happens when machines, networks and people do their worst.

Each rig does one kind of harm, on a database of its own and on this machine alone, and says what
did not hold; then it does the same to something broken on purpose, where it must find faults.
"""

from __future__ import annotations

import argparse
import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .rigging import Rig

# Each a module beside this one, whose RIG it is.
NAMES = (
    "cuts",
    "doubles",
    "faults",
    "fuzz",
    "interleavings",
    "kills",
    "nodes",
    "pooled",
    "records",
    "replica",
    "restore",
    "sessions",
    "upgrade",
    "walks",
    "workers",
)


def main(arguments: list[str]) -> int:
    """List the rigs, or run one. The exit status is 0 if all held and the control failed."""
    chosen = parser().parse_args(arguments)
    from attwizard.steps import Steps

    from . import running, stage

    if chosen.name is None:
        os.environ["ATTWIZARD_DATABASE"] = "none"
        stage.start_django()
        print(running.listed(rig(name) for name in NAMES))
        return 0
    steps = Steps(3)
    with stage.own_stage(chosen.name, steps) as made:
        return running.run(rig(chosen.name), made, chosen.cycles, steps, chosen.json)


def rig(name: str) -> Rig:
    """The rig of this name; once Django is ready, which its module may need."""
    return import_module(f"{__name__}.{name}").RIG


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="python3 -m attwizard rig", description=__doc__)
    whole.add_argument("name", nargs="?", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    whole.add_argument("--cycles", type=number, metavar="N", help="how often, instead of as usual")
    whole.add_argument("--json", type=Path, metavar="FILE", help="write the result there too")
    return whole


def number(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and int(word)):
        raise argparse.ArgumentTypeError(f'"{word}" is no count; write a number from 1 on')
    return int(word)
