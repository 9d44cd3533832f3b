"""`evaluate`: case files ruled a second, on one core, start-up aside."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

from attwizard.steps import ROOT

from .measuring import Plan, Row

EXAMPLES = ROOT / "fixtures" / "contract" / "examples"
DEMANDED = 5000  # cases a second


def measure(plan: Plan) -> list[Row]:
    """The whole command, from lines read to lines written, less the same with few lines."""
    plan.steps.begin("evaluate: cases a second")
    lines = examples()
    often = plan.rounds(4000)
    speeds = []
    for number in range(plan.rounds(5)):
        start_up, whole = timed(lines), timed(lines * often)
        speeds.append(len(lines) * (often - 1) / (whole - start_up))
        plan.steps.note(f"{number + 1} of {plan.rounds(5)} rounds")
    speed = statistics.median(speeds)
    plan.steps.end(f"{speed:,.0f} a second")
    return [
        Row("evaluate: seconds for 5,000 cases", DEMANDED / speed, goal=1.0),
        Row("evaluate", speed, "cases a second"),
    ]


def examples() -> list[bytes]:
    """The solved examples of the contract, a line each."""
    paths = sorted(EXAMPLES.glob("*.json"))
    cases = [json.loads(path.read_text()) for path in paths if ".expected" not in path.name]
    return [json.dumps(case).encode() + b"\n" for case in cases]


def timed(lines: list[bytes]) -> float:
    """Seconds that the command takes for these lines."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, ROOT / "manage.py", "evaluate"],
        input=b"".join(lines),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - began
