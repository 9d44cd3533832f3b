"""Each rig in short: nothing is lost, and what is broken on purpose is found to be."""

import pytest

from attwizard.rigs import NAMES, rig


@pytest.mark.parametrize("name", NAMES)
def test_the_rig_holds_and_its_control_fails(name, stage):
    chosen = rig(name)

    worked, control = chosen.work(stage, chosen.short), chosen.control(stage, chosen.short)

    assert worked.faults == []
    assert worked.tried
    assert control.faults
