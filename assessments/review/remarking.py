"""A finding of an X-ray becomes a comment of the reviewer, beside whatever was typed so far."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from assessments.cases.naming import listed


def remarked(posted: QueryDict, xrays: Mapping[str, Any]) -> QueryDict:
    """The form as posted, with the finding whose button was pressed as what is to be mended.

    A finding that is there no longer changes nothing.
    """
    finding = found(posted.get("xray", ""), xrays)
    if finding is None:
        return posted
    posted = posted.copy()
    part = finding["part"]
    said, words = posted.get(f"comment-{part}", "").strip(), comment(finding)
    if words not in said:
        said = f"{said}\n\n{words}".strip()
    posted[f"comment-{part}"] = said
    posted[f"verdict-{part}"] = "mend"
    return posted


def found(key: str, xrays: Mapping[str, Any]) -> Mapping[str, Any] | None:
    findings = (one for group in xrays["groups"] for one in group["findings"])
    return next((one for one in findings if one["key"] == key), None)


def comment(finding: Mapping[str, Any]) -> str:
    """Where, and what was found: what the officer reads who has to mend it."""
    places = (": ".join(filter(None, (one["title"], one["what"]))) for one in finding["places"])
    return f"{listed(places)}. {finding['words']}"
