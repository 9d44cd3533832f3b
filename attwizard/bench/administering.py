"""Our list of cases beside Django's own of the same table: the database's time, and the page."""

from __future__ import annotations

import statistics
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from assessments.models import User

from .measuring import Plan, Row, in_turns
from .sized import Made
from .texts import banks

ASKED, WHOLE = 1 / 50, 1 / 10


class Pair(NamedTuple):
    """The same question to both."""

    name: str
    user: User
    ours: str
    admins: str


def measure(plan: Plan, made: Made) -> list[Row]:
    plan.steps.begin("Our list beside that of Django's admin")
    rows = [row for pair in pairs(made) for row in compared(plan, made, pair)]
    plan.steps.end()
    return sorted(rows, key=lambda row: row.goal is None)


def pairs(made: Made) -> list[Pair]:
    auditor = made.people.auditor
    ours, admins = reverse("cases:decided"), reverse("admin:assessments_case_changelist")
    word = banks()["Latin"]["search"][0]
    asked = {
        "the first page": ("", ""),
        "one State": ("recipient=XA", urlencode({"recipient_state": "XA"})),
        f"the word “{word}”": (urlencode({"q": word}), urlencode({"q": word})),
    }
    return [
        Pair(name, auditor, f"{ours}?{own}", f"{admins}?{other}")
        for name, (own, other) in asked.items()
    ]


def compared(plan: Plan, made: Made, pair: Pair) -> list[Row]:
    """Both take turns; of the database's time the median counts as well."""
    size, rounds = made.largest, plan.rounds(12)
    sides = {"ours": pair.ours, "admin": pair.admins}
    pages = in_turns(plan, rounds, {k: size.page(pair.user, v) for k, v in sides.items()})
    asked = {
        k: statistics.median(size.asked(pair.user, v) for _round in range(rounds))
        for k, v in sides.items()
    }
    return [
        Row(
            f"{pair.name}, database, against the admin", asked["ours"] / asked["admin"], goal=ASKED
        ),
        Row(f"{pair.name}, page, against the admin", pages["ours"] / pages["admin"], goal=WHOLE),
        *(Row(f"{pair.name}, database, {k}", v, "ms") for k, v in asked.items()),
        *(Row(f"{pair.name}, page, {k}", v, "ms") for k, v in pages.items()),
    ]
