"""Make an anchor of the ledger as it stands, once what came since the last one is checked."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from . import anchors
from .chain import Problem
from .trail import Verb, facts_of, last_of, record
from .verifying import verify

BY = "manage.py anchor_ledger"


class LedgerBroken(Exception):
    """What is broken is not signed as if it were whole."""

    def __init__(self, problem: Problem):
        super().__init__(problem)
        self.problem = problem


def anchor(keep: Callable[[anchors.Anchor], None]) -> anchors.Anchor:
    """Sign where the ledger stands, hand it to `keep`, and then note it in the ledger itself.

    Raises AnchorTrouble for want of a key, LedgerBroken.
    """
    key = anchors.private_key()
    check, _whole = verify(since=last_anchor())
    if check.problems:
        raise LedgerBroken(check.problems[0])
    new = anchors.made(check.seq, check.hash, key)
    keep(new)
    with transaction.atomic():
        record(Verb.ANCHORED, None, by=BY, **new)
    return new


def last_anchor() -> dict[str, Any] | None:
    """The anchor that the ledger itself knows last: good to go on from, no proof of anything."""
    entry = last_of(Verb.ANCHORED)
    return facts_of(entry) if entry else None
