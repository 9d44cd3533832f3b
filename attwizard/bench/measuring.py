"""Rounds, medians and rows: what a measurement is made of."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from attwizard.steps import Steps


@dataclass(frozen=True)
class Row:
    """One line of the table. With a goal it is a ratio, met when it is no more than the goal."""

    name: str
    value: float
    unit: str = ""
    goal: float | None = None

    @property
    def is_met(self) -> bool:
        return self.goal is None or self.value <= self.goal


@dataclass
class Plan:
    """How thoroughly to measure, and where to say how far it is."""

    share: float = 1.0
    sizes: tuple[int, ...] = (1000, 100_000, 1_000_000)  # how many cases there are
    steps: Steps = field(default_factory=lambda: Steps(10))

    def rounds(self, number: int) -> int:
        """How many rounds to go of a whole measurement's `number`."""
        return max(1, round(number * self.share))


def in_turns(plan: Plan, rounds: int, sides: dict[str, Callable[[int], None]]) -> dict[str, float]:
    """The median of each side in milliseconds; the sides take turns, round by round.

    The first tenth warms up and does not count. A side is called with the number of the round.
    """
    times: dict[str, list[float]] = {name: [] for name in sides}
    warming = max(1, rounds // 10)
    for number in range(warming + rounds):
        for name, side in sides.items():
            took = timed(side, number)
            if number >= warming:
                times[name].append(took)
        plan.steps.note(f"{number + 1} of {warming + rounds} rounds")
    return {name: statistics.median(took) for name, took in times.items()}


def timed(side: Callable[[int], None], number: int) -> float:
    """How long one call took, in milliseconds."""
    began = time.perf_counter()
    side(number)
    return (time.perf_counter() - began) * 1000
