"""One rig run from beginning to end: the work, the control, and what is told of both."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attwizard.bench.report import machine
from attwizard.steps import Steps

from .rigging import Outcome, Rig, Run
from .stage import Stage

TOLD = 20  # faults shown; the file has all


def listed(rigs: Iterable[Rig]) -> str:
    return "\n".join(f"{rig.name:<12} {rig.says} ({rig.usual:,} {rig.unit})" for rig in rigs)


def run(rig: Rig, stage: Stage, cycles: int | None, steps: Steps, file: Path | None) -> int:
    """Work and control, in this order: the control may leave the database broken."""
    worked = timed(rig.says, rig.work, stage, cycles or rig.usual, steps)
    control = timed("Control, which must find faults", rig.control, stage, rig.short, steps)
    found = result(rig, worked, control)
    print(table(found))
    if file:
        file.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    return 0 if found["held"] else 1


def timed(words: str, work: Run, stage: Stage, cycles: int, steps: Steps) -> tuple[Outcome, float]:
    """What was found, and how many seconds it took."""
    steps.begin(words)
    began = time.monotonic()
    outcome = work(stage, cycles)
    steps.end(f"{outcome.tried:,} tried, {len(outcome.faults):,} faults")
    return outcome, time.monotonic() - began


def result(rig: Rig, worked: tuple[Outcome, float], control: tuple[Outcome, float]) -> dict:
    """`held` says whether the rig found nothing, and would have."""
    return {
        "rig": rig.name,
        "unit": rig.unit,
        "held": not worked[0].faults and bool(control[0].faults) and bool(worked[0].tried),
        "work": as_json(*worked),
        "control": as_json(*control),
        "machine": machine(),
    }


def as_json(outcome: Outcome, seconds: float) -> dict[str, Any]:
    return {
        "tried": outcome.tried,
        "faults": outcome.faults,
        "figures": outcome.figures,
        "seconds": round(seconds, 1),
    }


def table(found: dict[str, Any]) -> str:
    """The work with its figures, the control, the verdict, the machine."""
    unit, rows = found["unit"], []
    for name in ("work", "control"):
        told = found[name]
        figures = {unit: told["tried"], **told["figures"], "faults": len(told["faults"])}
        rows += ["", f"{found['rig']}, {name} ({told['seconds']:,.1f} s)"]
        rows += [f"  {what:<44} {shown(value):>14}" for what, value in figures.items()]
    faults = [f"  {fault}" for fault in found["work"]["faults"][:TOLD]]
    rows += ["", *(["Faults", *faults, ""] if faults else []), verdict(found)]
    return "\n".join([*rows, "On: " + ", ".join(f"{k} {v}" for k, v in found["machine"].items())])


def shown(value: str | int | float) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.2f}" if isinstance(value, float) else value


def verdict(found: dict[str, Any]) -> str:
    if found["work"]["faults"]:
        return "NOT HELD."
    if not found["control"]["faults"]:
        return "PROVES NOTHING: the control found no fault, and must."
    return "Held, and the control failed as it must."
