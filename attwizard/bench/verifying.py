"""`verify_ledger`: rows checked a second, from the database to the word that they are sound."""

from __future__ import annotations

import time

from assessments.audit.verifying import verify

from .measuring import Plan, Row
from .sized import Made

DEMANDED = 50_000  # rows a second


def measure(plan: Plan, made: Made) -> list[Row]:
    """The whole ledger of the largest size. Raises AssertionError where it is not sound."""
    plan.steps.begin("verify_ledger: rows a second")
    began = time.perf_counter()
    with made.largest.at_hand():
        check, _whole = verify(progress=lambda rows: plan.steps.note(f"{rows:,} rows"))
    if check.found:
        raise AssertionError("The ledger that was measured is not sound.")
    speed = check.rows / (time.perf_counter() - began)
    plan.steps.end(f"{check.rows:,} rows, {speed:,.0f} a second")
    return [
        Row("verify_ledger: seconds for 50,000 rows", DEMANDED / speed, goal=1.0),
        Row("verify_ledger", speed, "rows a second"),
        Row("verify_ledger", check.rows, "rows"),
    ]
