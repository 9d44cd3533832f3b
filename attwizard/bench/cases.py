"""The cases measured, by real acts: the partial licence of the contract, and a clear one."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from assessments.management.commands.load_demo import Telling, load_people
from assessments.models import Case, User
from attwizard.steps import ROOT

EXAMPLES = ROOT / "fixtures" / "contract" / "examples"
EXAMPLE, CLEAR = EXAMPLES / "s04-partial-licence.json", EXAMPLES / "s17-clear.json"
# What the pages ask beyond what the contract's examples say.
CLASSIFIED = {"reason": "Listed under Article 2(1), 3 or 4."}
SERIOUS = {"reason": "Grave acts, many times."}
PEOPLE = {
    "password": "measured, not guessed",
    "people": [
        {"username": "alder", "name": "A. Alder", "roles": ["officer"]},
        {"username": "cedar", "name": "C. Cedar", "roles": ["supervisor"]},
    ],
}
LINES = {
    "1": {"decision": "authorise_with_measures", "reasons": "Met by measures."},
    "2": {"decision": "refuse", "reasons": "Overriding risk."},
}
KEPT = {"owner": "The end user", "proof": "A report.", "consequence": "Nothing more ships."}
TO_THE_END: dict[str, Any] = {
    "recommend": LINES,
    "decide": {
        "by": "cedar",
        "lines": {
            item: {"outcome": line["decision"], "reasons": line["reasons"]}
            for item, line in LINES.items()
        },
        "undertakings": {f"risk:r1.mitigation/{number}": KEPT for number in (1, 2)},
    },
}
FOUND_NOTHING = "Nothing was found."
# The other case: one item, in which nothing was found. Its record is the shortest of the examples.
CLEAR_TO_THE_END: dict[str, Any] = {
    "case": json.loads(CLEAR.read_text()),
    "also": {"item/1": CLASSIFIED},
    "recommend": {"1": {"decision": "authorise", "reasons": FOUND_NOTHING}},
    "decide": {"by": "cedar", "lines": {"1": {"outcome": "authorise", "reasons": FOUND_NOTHING}}},
}


@cache
def people() -> dict[str, User]:
    return load_people(PEOPLE)


def made(**more: Any) -> Case:
    """A case with every answer confirmed; `TO_THE_END` submits and decides it."""
    return Telling(story(**more), people()).case


def story(**more: Any) -> dict[str, Any]:
    """The same as `load_demo` reads it."""
    return {
        "case": json.loads(EXAMPLE.read_text()),
        "officer": "alder",
        "also": {"item/1": CLASSIFIED, "item/2": CLASSIFIED, "severity/f1": SERIOUS},
        **more,
    }
