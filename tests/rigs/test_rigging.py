"""The frame of the rigs: what they tell, when they have proved something, what they look for."""

from attwizard.rigs import NAMES, rig
from attwizard.rigs.rigging import Outcome, Rig
from attwizard.rigs.running import listed, result, table
from attwizard.rigs.serving import Process


def made(work: list[str], control: list[str], tried: int = 3) -> dict:
    one = Rig("one", "Something is broken", "times", 1, 2, work=None, control=None)
    return result(one, (Outcome(tried, work, {"saves": 12}), 1.0), (Outcome(1, control), 1.0))


def test_every_rig_is_listed_by_its_name():
    lines = listed(rig(name) for name in NAMES).splitlines()

    assert [line.split()[0] for line in lines] == list(NAMES)


def test_a_rig_has_held_when_it_found_nothing_and_its_control_something(db):
    assert made([], ["Lost."])["held"]
    assert not made(["Lost."], ["Lost."])["held"]
    assert not made([], [])["held"]
    assert not made([], ["Lost."], tried=0)["held"]


def test_the_table_tells_figures_faults_and_the_verdict(db):
    assert "saves" in table(made([], ["Lost."]))
    assert "the control failed as it must" in table(made([], ["Lost."]))
    assert "PROVES NOTHING" in table(made([], []))
    assert "A save was lost." in table(made(["A save was lost."], ["Lost."]))


def test_a_traceback_in_a_log_is_found(tmp_path):
    process = Process(["-c", "1 / 0"], {}, tmp_path / "one")
    process.process.wait()

    assert process.tracebacks() == ["ZeroDivisionError: division by zero"]
