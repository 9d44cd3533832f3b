"""Sources for tests."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from assessments.evidence.keeping import add_source
from assessments.models import SourceRevision, User


def facts(**changes: Any) -> dict[str, Any]:
    """What the register is told of a source."""
    today = timezone.localdate()
    return {
        "title": "Report on the northern district",
        "publisher": "Human rights office",
        "source_class": "un",
        "url": "A/HRC/61/12",
        "reliability": "B",
        "credibility": "2",
        "grading": "",
        "directness": "second_hand",
        "relevance": "Third brigade, 2025.",
        "event_from": None,
        "event_until": None,
        "published_on": date(2026, 1, 31),
        "retrieved_on": None,
        "classification": "public",
        "is_protected": False,
        "files": [],
        "checked_on": today,
        "next_check_on": today + timedelta(days=300),
    } | changes


def registered(by: User, **changes: Any) -> SourceRevision:
    return add_source(facts(**changes), by=by)


def stale(by: User, **changes: Any) -> SourceRevision:
    """A source whose check was due yesterday."""
    today = timezone.localdate()
    days = {
        "checked_on": today - timedelta(days=100),
        "next_check_on": today - timedelta(days=1),
    }
    return registered(by, **days | changes)
