"""Incidents for tests: of State A, the recipient of the example most tests use."""

from datetime import date
from typing import Any

from assessments.incidents.acts import Facts, add_incident, form_view
from assessments.models import IncidentVersion, User

FACTS = Facts(
    what="Shells fell on a market while it was open.",
    actor="2nd Artillery Brigade",
    state="XA",
    place="Market town",
    first_day=date(2024, 3, 12),
    last_day=date(2024, 3, 12),
    precision="day",
    weapon="2.1.c",
    norms=("ihl",),
    sources="Commission of inquiry, report of June 2024, paragraph 41.",
)


def facts(**changes: Any) -> Facts:
    return Facts(**{**vars(FACTS), **changes})


def make_incident(by: User, *, mark: str = "", **changes: Any) -> IncidentVersion:
    """An incident in the register, which nobody has judged."""
    return add_incident(facts(**changes), mark=mark, by=by)


def judge(version: IncidentVersion, by: User, conclusion: str = "likely"):
    return form_view(version, conclusion=conclusion, reasons="Two sources agree.", by=by)
