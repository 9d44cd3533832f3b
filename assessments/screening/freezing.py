"""The screening as it stood: for the snapshot at submission and decision, and the record."""

from typing import Any

from assessments.lists.asking import editions

from .entries import LISTS
from .of_case import Match, Screening, with_entries


def frozen(screening: Screening) -> dict[str, Any]:
    """Lists with their days, names, and each match with how it was dealt with."""
    with_entries(screening)
    return {
        "on": screening.on.isoformat(),
        "entries": screening.entries,
        "lists": [
            {
                "key": load.source.key,
                "title": load.title,
                "number": load.number,
                "as_of": load.as_of.isoformat(),
                "next_check": load.next_check.isoformat(),
                "digest": load.file_id,
            }
            for load in editions(LISTS)
        ],
        "names": [subject.as_json() for subject in screening.subjects],
        "matches": [frozen_match(match) for match in screening.matches],
    }


def frozen_match(match: Match) -> dict[str, Any]:
    verdict = match.verdict
    return {
        "subject": match.subject.as_json(),
        "list": match.entry.source.key,
        "entry": match.entry.key,
        "name": match.entry.name,
        "found": match.found,
        "finding": match.finding,
        "reason": verdict.reason if verdict else "",
        "by": verdict.by.name if verdict else "",
        "at": verdict.at.isoformat() if verdict else "",
    }
