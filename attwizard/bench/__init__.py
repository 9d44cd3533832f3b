"""`python3 -m attwizard bench`: how fast it is, beside what it could have been built from.

Every comparison is made in one run on one machine: both sides take turns, and medians count. All
measurements work on databases of their own, which are dropped at the end.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

SIZES = (1000, 100_000, 1_000_000)
QUICK = 20_000  # cases


def main(arguments: list[str]) -> int:
    """Measure, print the table, write the JSON if asked. The exit status is 0 if all is met."""
    chosen = parser().parse_args(arguments)
    from . import database, report
    from .measuring import Plan

    plan = Plan(share=0.25 if chosen.quick else 1.0, sizes=sizes(chosen))
    with database.own_database(plan.steps):
        from . import (
            administering,
            assessing,
            evaluating,
            listing,
            recording,
            screening,
            serving,
            sized,
            verifying,
        )

        measured = (evaluating, assessing, recording, screening)
        rows = [row for each in measured for row in each.measure(plan)]
        made = sized.make(plan)
        for each in (listing, administering, serving, verifying):
            rows += each.measure(plan, made)
        result = report.result(rows)
    print(report.table(result))
    if chosen.json:
        chosen.json.write_text(json.dumps(result, indent=2) + "\n")
    if chosen.svg:
        from .chart import chart

        chosen.svg.write_text(chart(result))
    return 0 if all(ratio["met"] for ratio in result["ratios"]) else 1


def sizes(chosen: argparse.Namespace) -> tuple[int, ...]:
    """The numbers of cases at which lists are measured, the largest last."""
    most = chosen.cases or (QUICK if chosen.quick else SIZES[-1])
    return (*(size for size in SIZES if size < most), most)


def number(word: str) -> int:
    if not word.isdecimal() or not SIZES[0] <= int(word) <= SIZES[-1]:
        raise argparse.ArgumentTypeError(
            f'"{word}" is no number of cases; write one from {SIZES[0]} to {SIZES[-1]}'
        )
    return int(word)


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="python3 -m attwizard bench", description=__doc__)
    whole.add_argument("--cases", type=number, metavar="N", help="how many cases to make at most")
    whole.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    whole.add_argument("--svg", type=Path, metavar="FILE", help="draw the ratios there")
    whole.add_argument(
        "--quick", action="store_true", help="fewer rounds and cases, less certain figures"
    )
    return whole
