"""The people whose cases are made: two hundred officers, and who looks at their work."""

from __future__ import annotations

from typing import NamedTuple

from assessments.management.commands.load_demo import load_people
from assessments.models import User

OFFICERS = 200
REVIEWERS = (
    {"username": "supervisor", "name": "S. Supervisor", "roles": ["supervisor"]},
    {"username": "auditor", "name": "A. Auditor", "roles": ["auditor"]},
)


class Staff(NamedTuple):
    """Who reads the lists."""

    officers: list[User]
    supervisor: User
    auditor: User


def staff() -> Staff:
    """Added by the acts with which people are added, unless they are there."""
    names = [f"officer-{number:03d}" for number in range(OFFICERS)]
    officers = [{"username": name, "name": name.title(), "roles": ["officer"]} for name in names]
    found = load_people({"password": "nobody types it", "people": [*REVIEWERS, *officers]})
    return Staff([found[name] for name in names], found["supervisor"], found["auditor"])
