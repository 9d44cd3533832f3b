"""What was found: a table for people, with the ratios first, and the same as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django
from django.db import connection

from .measuring import Row


def result(rows: Iterable[Row]) -> dict[str, Any]:
    """`ratios` are met when no more than their goal; `rows` are plain figures."""
    rows = list(rows)
    return {
        "machine": machine(),
        "ratios": [
            {"name": row.name, "value": round(row.value, 3), "goal": row.goal, "met": row.is_met}
            for row in rows
            if row.goal is not None
        ],
        "rows": [
            {"name": row.name, "value": round(row.value, 3), "unit": row.unit}
            for row in rows
            if row.goal is None
        ],
    }


def machine() -> dict[str, Any]:
    """What it was measured on, and what else went on there."""
    version = connection.pg_version
    return {
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": f"{version // 10000}.{version % 10000}",
        "load": round(os.getloadavg()[0], 2),
    }


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def table(found: dict[str, Any]) -> str:
    """Ratios, then figures, then the machine."""
    ratios = [
        f"  {one['name']:<48} {one['value']:>8.2f}   at most {one['goal']:g}"
        f"   {'met' if one['met'] else 'NOT MET'}"
        for one in found["ratios"]
    ]
    rows = [f"  {one['name']:<48} {one['value']:>10,.1f} {one['unit']}" for one in found["rows"]]
    told = ", ".join(f"{name} {value}" for name, value in found["machine"].items())
    return "\n".join(["", "Ratios", *ratios, "", "Figures", *rows, "", f"On: {told}"])
