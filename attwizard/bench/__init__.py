"""`python3 -m attwizard bench`: how fast it is, beside what it could have been built from.

Every comparison is made in one run on one machine: both sides take turns, and medians count. All
measurements work on a database of their own, which is dropped at the end.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Measure, print the table, write the JSON if asked. The exit status is 0 if all is met."""
    chosen = parser().parse_args(arguments)
    from . import database, report
    from .measuring import Plan

    plan = Plan(share=0.25 if chosen.quick else 1.0)
    with database.own_database(plan.steps):
        from . import assessing, evaluating, recording, screening, verifying

        # The ledger last: it fills the tables.
        measured = (evaluating, assessing, recording, screening, verifying)
        found = [each.measure(plan) for each in measured]
        result = report.result([row for rows in found for row in rows])
    print(report.table(result))
    if chosen.json:
        chosen.json.write_text(json.dumps(result, indent=2) + "\n")
    return 0 if all(ratio["met"] for ratio in result["ratios"]) else 1


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="python3 -m attwizard bench", description=__doc__)
    whole.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    whole.add_argument("--quick", action="store_true", help="fewer rounds, less certain figures")
    return whole
