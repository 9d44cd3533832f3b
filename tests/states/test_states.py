"""Every transition by everybody: no decision past the rules, and from everywhere a legal end."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.states.machine import Authority
from tests.states.stage import LARGE, SMALL, Stage

EXPLORES = "EXPLORE" in os.environ  # other ways each time, and more of them; else always the same
BOUNDS = settings(
    max_examples=80 if EXPLORES else 15,
    stateful_step_count=30,
    deadline=None,
    derandomize=not EXPLORES,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db
@pytest.mark.parametrize("people", [LARGE, SMALL], ids=["large", "small"])
def test_whatever_is_done_by_whomever_the_rules_hold_and_an_end_can_be_reached(people):
    class Here(Authority):
        stage, seen = Stage(people), Counter()

    run_state_machine_as_test(Here, settings=BOUNDS)

    done = {act for act, is_done in Here.seen if is_done}
    assert {"decide_one", "close_one", "withdraw_one"} <= done
    assert sum(Here.seen[act, True] for act in done) >= Here.seen.total() / 4
