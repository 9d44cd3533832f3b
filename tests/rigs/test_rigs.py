"""Each rig in short: nothing is lost, and what is broken on purpose is found to be."""

import pytest

from attwizard.rigs import NAMES, rig
from tests.programs import program

# Beside work that is begun only for it; it is done by the command all the same.
CONTROL_TAKES_LONG = {
    *("nodes", "pooled", "records", "replica", "restore", "upgrade", "walks", "workers")
}
PROGRAMS = {"nodes": ("nginx", "nginx-light"), "pooled": ("pgbouncer", "pgbouncer")}


# In a browser, whose scripts have to be collected first: that, too, is the command's.
IN_A_BROWSER = "walks"


@pytest.mark.parametrize("name", [name for name in NAMES if name != IN_A_BROWSER])
def test_the_rig_holds(name, stage):
    chosen = rig(name)
    if name in PROGRAMS:
        asked, package = PROGRAMS[name]
        program(asked, package=package)

    worked = chosen.work(stage, chosen.short)

    assert worked.faults == []
    assert worked.tried


@pytest.mark.parametrize("name", [name for name in NAMES if name not in CONTROL_TAKES_LONG])
def test_its_control_fails(name, stage):
    chosen = rig(name)

    assert chosen.control(stage, chosen.short).faults
