"""The standards as a person reads them: question, choice, what it means, since when and why."""

from collections.abc import Iterable
from typing import Any

from assessments.models import StandardsVersion
from assessments.reference.entries import Standard

from .choices import choices_of, standards
from .proposing import changes


def history() -> list[StandardsVersion]:
    """All versions, the newest first."""
    return list(
        StandardsVersion.objects.select_related("proposed_by", "confirmed_by").order_by("-number")
    )


def shown(version: StandardsVersion, versions: Iterable[StandardsVersion]) -> list[dict[str, Any]]:
    """Each choice of a version with its explanation, and the reason for it if it was changed."""
    latest = [one for one in versions if one.confirmed_at and one.number <= version.number]
    chosen = choices_of(version)
    return [
        {
            "standard": standard,
            "value": chosen[standard.key],
            "choice": standard.choice(chosen[standard.key]),
            "others": [one for one in standard.choices if one.value != chosen[standard.key]],
            "reason": last_reason(standard.key, latest),
        }
        for standard in standards()
    ]


def last_reason(key: str, versions: Iterable[StandardsVersion]) -> dict[str, Any] | None:
    """Why the choice is as it is: the reason of the version that changed it last."""
    for version in versions:
        if key in version.reasons:
            return {"words": version.reasons[key], "version": version}
    return None


def compared(before: StandardsVersion, after: StandardsVersion) -> list[dict[str, Any]]:
    """What one version changes in another, choice by choice, with the reasons."""
    was, becomes = choices_of(before), choices_of(after)
    changed = changes(was, becomes)
    return [
        {
            "question": standard.question,
            "was": label(standard, was[standard.key]),
            "becomes": label(standard, becomes[standard.key]),
            "reason": after.reasons.get(standard.key, ""),
        }
        for standard in standards()
        if standard.key in changed
    ]


def label(standard: Standard, value: bool | str) -> str:
    """A choice in words; a threshold of the authority's own as it was written."""
    choice = standard.choice(value)
    return choice.label if choice else str(value)


def past(versions: list[StandardsVersion]) -> list[dict[str, Any]]:
    """Every version that is settled, with what it changed in the one in force before it."""
    found, before = [], None
    for version in reversed(versions):
        if version.confirmed_at or version.withdrawn_at:
            found.append(
                {"version": version, "changes": compared(before, version) if before else []}
            )
        if version.confirmed_at:
            before = version
    return found[::-1]
