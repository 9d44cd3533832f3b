"""Case files for tests: a clear one to start from, and any that the schema allows.

`case_files()` is the Hypothesis strategy, `case_from(seed)` the same generator without it, for
tests that look at very many. A generated case has a temper, the share of its answers that stay
with the harmless one, and half of them are made coherent: otherwise nearly every case would end
at its first open answer, and the later rules would never be met.
"""

import json
import os
import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.law import rule
from tests.law.writer import LINES, Writer

CONTRACT = Path(__file__).resolve().parents[2] / "fixtures" / "contract"


def example(name):
    """A solved example of the contract, and what is expected of it."""
    examples = CONTRACT / "examples"
    case = json.loads((examples / f"{name}.json").read_text(encoding="utf-8"))
    return case, json.loads((examples / f"{name}.expected.json").read_text(encoding="utf-8"))


def example_names():
    expected = (CONTRACT / "examples").glob("*.expected.json")
    return sorted(path.name.removesuffix(".expected.json") for path in expected)


def clear_case():
    """An export of one arm, everything answered, nothing found."""
    return {
        "format": "att-case/1",
        "title": "Training rifles",
        "decision_date": "2026-06-01",
        "transfer": {
            "activity": "export",
            "recipient_state": "XA",
            "end_user": {"name": "Army of State A"},
        },
        "items": [item("1")],
        "scope": {"answer": "in"},
        "article_6": {
            "6.1": {"answer": "clear"},
            "6.2": {"answer": "clear"},
            "6.3": {"answer": "no_indication"},
        },
        "article_7": {
            "contribution": {"answer": "some"},
            "lines": {line: {"answer": "none"} for line in LINES},
        },
        "gbv": {
            "step_1": {"answer": "complete"},
            "forms": [{"code": "SV-1", "finding": "none_found"}],
        },
        "diversion": {"answer": "low"},
        "risks": [],
    }


def item(name, article="2.1.h", quantity=10):
    return {"id": name, "description": "Rifles", "article": article, "quantity": quantity}


def risk(name="r1", line="7.1.b.i", **changes):
    """A risk that is worked through and not overriding."""
    return {
        "id": name,
        "line": line,
        "gbv": False,
        "modes": ["commit"],
        "mitigation": {"answer": "none_required"},
        "overriding": {"answer": "no"},
    } | changes


def exemption(**changes):
    """An exemption that fits the clear case."""
    return {
        "reference": "Letter 14",
        "end_user": "Army of State A",
        "valid_until": "2026-06-01",
        "quantities": {"1": 10},
    } | changes


def case_files():
    """Whole case files, whatever the schema allows."""
    return st.randoms(use_true_random=False).map(lambda chance: Writer(chance).case())


def for_any_case(test):
    """Runs a test with `case` for many case files; on the build machine always the same ones."""
    bounds = settings(max_examples=60, deadline=None, derandomize="CI" in os.environ)
    return bounds(given(case=case_files())(test))


def case_from(seed):
    """The same, without Hypothesis, for tests that look at very many."""
    return Writer(random.Random(seed)).case()


def permits(case):
    """The permitted decisions, item by item."""
    return rule(case).as_json()["items"]


def points(case):
    """The open points, as (code, place) or, for one item, (code, place, item)."""
    return [tuple(part for part in point if part) for point in rule(case).open_points]
