"""What each entry of a trace says, written as a row of a table."""

from copy import deepcopy

import pytest

from assessments.law import rule
from tests.law.cases import clear_case, item

IDENTIFIED = {"answer": "identified"}
SERIOUS = {"code": "SV-1", "finding": "credible", "severity": "serious"}
STEPS = {
    "step_1": {"answer": "complete"},
    "forms": [SERIOUS],
    "step_3": {"state": "unknown"},
    "step_4": IDENTIFIED,
}


def case_with(changes):
    """The clear case with two items, changed at these places ("gbv/step_4")."""
    case = clear_case() | {"items": [item("1"), item("2", "3")]}
    for path, value in deepcopy(changes).items():
        *parents, last = path.split("/")
        node = case
        for key in parents:
            node = node[key]
        node[last] = value
    return case


def entries(changes, number):
    for entry in rule(case_with(changes)).as_json()["trace"]:
        if entry["rule"] == number:
            rests_on = f"article {entry['article']}" if "article" in entry else entry["standard"]
            yield rests_on, "".join(entry["items"]), entry["answers"], entry["effect"]


def said(number, changes, *expected):
    return pytest.param(number, changes, list(expected), id=f"{number}-{expected[0][3]}")
