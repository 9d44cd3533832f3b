"""The ledger verified from a page: what came since the last time, within bounded time."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from assessments.audit.anchors import Anchor
from assessments.audit.chain import Problem
from assessments.audit.trail import Verb, facts_of, position
from assessments.audit.verifying import note, verify
from assessments.cases.history import names_of
from assessments.models import Entry, User

SECONDS = 10.0
LOOKED_BACK = 50
SHOWN_ANCHORS = 10


@dataclass(frozen=True)
class Verification:
    """An entry of the ledger that it was verified."""

    at: datetime
    by: str
    facts: Mapping[str, Any]

    @property
    def is_sound(self) -> bool:
        return not self.facts.get("found")

    @property
    def sentence(self) -> str:
        """What was wrong first."""
        seq, kind, facts = self.facts["problem"]
        return Problem(seq, kind, facts).sentence(_)


def verifications() -> list[Verification]:
    """The last ones, the newest first."""
    entries = Entry.objects.filter(action=Verb.VERIFIED).select_related("facts").order_by("-id")
    found = list(entries[:LOOKED_BACK])
    names = names_of({entry.actor for entry in found})
    return [Verification(e.at, names.get(e.actor, e.actor), facts_of(e)) for e in found]


def last_sound() -> Mapping[str, Any] | None:
    """From where to go on: what is before it was read then, and found as it was written."""
    sound = next((one for one in verifications() if one.is_sound), None)
    return sound and {**sound.facts, "time": sound.at.isoformat(timespec="seconds")}


def verify_now(*, by: User, anchors: Iterable[Anchor] = ()) -> None:
    """Verify what came since the last sound verification, for some seconds; noted in the ledger."""
    began = time.monotonic()
    check, whole = verify(since=last_sound(), anchors=anchors, seconds=SECONDS)
    note(check, by=by, seconds=time.monotonic() - began, whole=whole)


def known_anchors() -> list[dict[str, Any]]:
    """The last anchors that the ledger itself knows of."""
    entries = Entry.objects.filter(action=Verb.ANCHORED).select_related("facts").order_by("-id")
    return [facts_of(entry) for entry in entries[:SHOWN_ANCHORS]]


def remaining(last: Verification | None) -> int:
    """Rows that came since: the entry of the verification itself is one of them."""
    return position()[0] - (last.facts["seq"] if last else 0)
