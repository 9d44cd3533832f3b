"""What a rig is: it does harm on purpose, counts, and says in sentences what did not hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .stage import Stage


@dataclass(frozen=True)
class Outcome:
    """What one run found.

    `tried` counts in the unit of the rig ("kills", "requests"); `faults` are sentences, none when
    all held; `figures` are told beside.
    """

    tried: int
    faults: list[str]
    figures: dict[str, str | int | float] = field(default_factory=dict)


Run = Callable[[Stage, int], Outcome]


@dataclass(frozen=True)
class Rig:
    """One kind of harm, done a number of times.

    `control` does the same to something that is broken on purpose: it must find faults, or the rig
    could not have found any. `short` is how often in the tests, and how often the control is run;
    `usual` how often without `--cycles`, which takes some minutes.
    """

    name: str
    says: str
    unit: str
    short: int
    usual: int
    work: Run
    control: Run
