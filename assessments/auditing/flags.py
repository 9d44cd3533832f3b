"""The red flags of a decision record: what an auditor or a court would ask about, computed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import OperationalError, connections, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from psycopg.errors import QueryCanceled

from assessments.audit import replica
from assessments.models.text import over_strings, unescape

from .flag_queries import query
from .trail import moments

PATIENCE = "8s"  # for one flag
PARAMETERS = {
    "long_enough": 40,  # characters: shorter reasons are alike without being copied
    "months": 12,  # after which a dated source is old
    "seconds": 30,  # in which nobody reads a case
}


@dataclass(frozen=True)
class Flag:
    """A question to ask, what it looks at, and the sentence about what is found."""

    name: str
    title: str | Promise
    meaning: str | Promise
    sentence: str | Promise
    is_impossible: bool = False


@dataclass(frozen=True)
class Finding:
    cases: list[str]
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Raised:
    """A flag with what was found; `found` is None where it took too long."""

    flag: Flag
    findings: list[Finding]
    found: int | None
    was_too_slow: bool = False


FLAGS = (
    Flag(
        "same_text",
        _("The same text in several places"),
        _("Reasons of forty characters and more that stand word for word elsewhere."),
        _("“%(words)s” stands in %(times)s places; cases: %(in)s."),
    ),
    Flag(
        "step_6_first",
        _("Step 6 before step 5"),
        _("Whether a risk is overriding was judged before its mitigation was last confirmed."),
        _("Risk %(risk)s was judged before its mitigation."),
    ),
    Flag(
        "same_minute",
        _("Decided in the minute of the submission"),
        _("Less than a minute lies between submission and decision."),
        _("Decided %(seconds)s seconds after the submission."),
    ),
    Flag(
        "same_person",
        _("Officer and reviewer the same person"),
        _("Somebody who worked on the case returned it, signed it off or decided it."),
        _("%(person)s did both."),
        is_impossible=True,
    ),
    Flag(
        "stale",
        _("A source relied on is old"),
        _(
            "A source that reasons cite was published more than twelve months before the decision."
            " Sources without a date cannot be looked at."
        ),
        _("Source %(source)s was published on %(published)s."),
    ),
    Flag(
        "unknown_to_none",
        _("“Not enough information” became “none” without a new source"),
        _("Between the two answers no source was added or changed, and no file was added."),
        _("%(place)s: from “%(before)s” to “%(after)s”."),
    ),
    Flag(
        "certificate_alone",
        _("An end-user certificate as the only measure"),
        _("A risk is mitigated by an end-user certificate (M01) and by nothing else."),
        _("Risk %(risk)s."),
    ),
    Flag(
        "unlike",
        _("Unlike similar cases"),
        _(
            "The same recipient State, end user, activity and article of the item, authorised in"
            " one case and not in another of the period."
        ),
        _("Items under %(article)s to %(state)s."),
    ),
    Flag(
        "turned",
        _("Another recommendation after a return, without new answers"),
        _("Between the return and the next submission no answer, source or file changed."),
        _("Submission %(number)s recommends otherwise."),
    ),
    Flag(
        "afterwards",
        _("Added after the decision"),
        _("An answer, a source or a file was added or removed once the case was decided."),
        _("The ledger has an entry of it."),
        is_impossible=True,
    ),
    Flag(
        "in_seconds",
        _("Signed off or decided within seconds"),
        _(
            "Less than thirty seconds after the person first opened what was submitted, or without"
            " having opened it. Acts from before reading was noted are left out."
        ),
        _("%(person)s: %(act)s."),
    ),
    Flag(
        "waived",
        _("A sign-off waived for want of people"),
        _("Nobody else in the authority could give it. Somebody who comes looks at it again."),
        _("%(person)s waived: %(kind)s."),
    ),
    Flag(
        "contact",
        _("Another outcome after political contact"),
        _(
            "A note tells of somebody outside the authority who spoke about the case, and of an"
            " item it was decided otherwise than had been recommended before."
        ),
        _("%(contact)s, noted on %(day)s."),
    ),
    Flag(
        "alone",
        _("Roles given alone, after the other administrator was deactivated"),
        _("One administrator deactivated another, and then gave roles that two must give."),
        _("%(by)s deactivated %(other)s, and gave %(person)s roles alone."),
    ),
)


def raised(begin: date, end: date) -> Iterator[Raised]:
    """Every flag over the decisions of these days of UTC, both included."""
    first, last = moments(begin, end)
    for flag in FLAGS:
        yield computed(flag, {"begin": first, "end": last, **PARAMETERS})


def computed(flag: Flag, parameters: Mapping[str, Any]) -> Raised:
    alias = replica.alias()
    try:
        with transaction.atomic(alias), connections[alias].cursor() as cursor:
            cursor.execute("select set_config('statement_timeout', %s, true)", [PATIENCE])
            cursor.execute(query(flag.name), parameters)
            rows = cursor.fetchall()
    except OperationalError as fault:
        if not isinstance(fault.__cause__, QueryCanceled):
            raise
        return Raised(flag, [], None, was_too_slow=True)
    findings = [Finding(cases, read(facts)) for cases, facts, _found in rows]
    return Raised(flag, findings, rows[0][2] if rows else 0)


def read(facts: str | dict[str, Any]) -> dict[str, Any]:
    return over_strings(json.loads(facts) if isinstance(facts, str) else facts, unescape)
