"""What the database knows of a case among all others, and of its own past: one statement, limited.

Passages of its reasons in other cases, refusals of similar transfers, what profiles and incidents
say, and answers that changed from "not enough information". It may take so long and no longer; then
the page says so.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction

from assessments.models import Case
from assessments.models.text import loaded

PATIENCE = 1500  # milliseconds
MOST = 25  # cases looked at for one passage, and refusals
LATEST = 200  # decided cases of the same end user, and of the same State, asked for refusals
LIMITS = {"most": MOST, "latest": LATEST}
STATEMENT = f"""
set local statement_timeout = {PATIENCE};
{Path(__file__).with_name("across.sql").read_text()};
set local statement_timeout to default
"""


@dataclass(frozen=True)
class Alike:
    """A passage that stands word for word in other cases, at most MOST of them."""

    step: str
    row: str
    words: str
    cases: tuple[UUID, ...]


@dataclass(frozen=True)
class Refused:
    """An item refused or prohibited before: to the same end user or State, in the same category."""

    case: UUID
    reference: str
    decided_on: date
    outcome: str
    reasons: str
    article: str
    items: tuple[str, ...]  # of the case that is looked at
    is_same_end_user: bool


@dataclass(frozen=True)
class Changed:
    """An answer that said that something is not known, and later that there is none."""

    step: str
    row: str
    part: str
    before: str
    after: str
    at: datetime


@dataclass(frozen=True)
class ProfileSays:
    """What the newest version of a profile says of the forms of violence, by their rows."""

    profile: int
    kind: str
    number: int
    forms: dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Across:
    """All of it; `is_finished` is false where it took too long.

    `breaches` counts incidents of the end user, and those put on the case, of which the authority's
    view is that a breach is likely or possible.
    """

    alike: list[Alike] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    profiles: list[ProfileSays] = field(default_factory=list)
    breaches: int = 0
    changed: list[Changed] = field(default_factory=list)
    is_finished: bool = True


def look_across(case: Case) -> Across:
    """One look. Read only: what it sets for itself is undone."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(STATEMENT, {"case": case.pk, **LIMITS})
            cursor.nextset()
            alike, refused, profiles, breaches, changed = map(read, cursor.fetchone())
    except OperationalError:
        return Across(is_finished=False)
    return Across(
        [one_alike(one) for one in alike],
        [one_refused(one) for one in refused],
        [ProfileSays(**{**one, "forms": one["forms"] or {}}) for one in profiles],
        breaches,
        [Changed(**{**one, "at": datetime.fromisoformat(one["at"])}) for one in changed],
    )


def read(column: Any) -> Any:
    return loaded(column) if isinstance(column, str) else column


def one_alike(found: dict[str, Any]) -> Alike:
    return Alike(**{**found, "cases": tuple(map(UUID, found["cases"]))})


def one_refused(found: dict[str, Any]) -> Refused:
    parsed = {
        "case": UUID(found["case"]),
        "decided_on": date.fromisoformat(found["decided_on"]),
        "items": tuple(found["items"]),
    }
    return Refused(**{**found, **parsed})
