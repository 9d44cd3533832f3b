"""The flow chart of a case: the way through Articles 6, 11 and 7 as boxes, and where it stands.

`chart` works on a case file and a ruling alone, so that the case page and the decision record
show the same picture. How it is drawn is in templates/components/_flow.html.
"""

from collections.abc import Mapping
from typing import Any

from .lanes import lanes
from .reading import Reading
from .shapes import Box, Chain, Exit, Flow, Lane, LaneItem, Stage, State, Value
from .stages import stages

__all__ = ["Box", "Chain", "Exit", "Flow", "Lane", "LaneItem", "Stage", "State", "Value", "chart"]


def chart(
    case_file: Mapping[str, Any] | None,
    ruling: Any,
    *,
    links: Mapping[str, str] | None = None,
    here: str | None = None,
    decided: Mapping[str, str] | None = None,
    asked: Any = None,
) -> Flow:
    """The flow chart of a case, in the language in use.

    *ruling* is a `law.Ruling`, or its JSON with the places *asked* beside it; both it and
    *case_file* may be None while there is no item yet. *links* gives the address of a place (as
    open points name it, "risk:r1" for a risk itself, "open_points" for the list of them). *here*
    is the place where the work stands. *decided* gives the outcome of each item once there is one.
    """
    reading = Reading.of(case_file or {}, ruling, asked, decided or {})
    flow = Flow(stages(reading), lanes(reading), is_decided=bool(decided))
    return flow.placed(links or {}, here)
