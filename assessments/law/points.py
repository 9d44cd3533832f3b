"""Open points: what must be answered or mended before the items concerned can be authorised."""

from enum import StrEnum
from typing import NamedTuple


class PointCode(StrEnum):
    """What is wrong at the place of an open point."""

    CONTRADICTION = "contradiction"
    EXEMPTION_INVALID = "exemption_invalid"
    MISSING = "missing"
    NO_MEASURE_DESCRIBED = "no_measure_described"
    NO_RISK_DESCRIBED = "no_risk_described"
    PENDING_MEASURE = "pending_measure"
    UNKNOWN = "unknown"
    UNMAPPED = "unmapped"


class OpenPoint(NamedTuple):
    """One open point; `item` is '' except for `exemption_invalid`.

    Being a tuple of plain strings it sorts by code, place and item, each by code point.
    """

    code: str
    where: str
    item: str = ""
