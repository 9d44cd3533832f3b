"""The verbs of the ledger in a few groups, to choose from."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import WITNESSED, Verb


class Kind(NamedTuple):
    """A group of verbs."""

    title: str | Promise
    verbs: tuple[Verb, ...]


KINDS = {
    "answers": Kind(
        _("Answers and files"),
        (
            Verb.ANSWERED,
            Verb.REOPENED,
            Verb.CONFIRMED_AGAIN,
            Verb.ROW_REMOVED,
            Verb.DRAFT_DISCARDED,
            Verb.TAKEN_OVER,
            Verb.FILE_ADDED,
            Verb.FILE_REMOVED,
        ),
    ),
    "case": Kind(
        _("Opening, sharing, withdrawing"),
        (
            Verb.OPENED,
            Verb.IMPORTED,
            Verb.SPLIT,
            Verb.HANDED_OVER,
            Verb.SHARED,
            Verb.UNSHARED,
            Verb.WITHDRAWN,
        ),
    ),
    "review": Kind(
        _("Review and decision"),
        (Verb.SUBMITTED, Verb.RETURNED, Verb.SIGNED_OFF, Verb.DECIDED, Verb.CLOSED),
    ),
    "looking": Kind(_("Reading, downloading, refusals"), WITNESSED),
    "authority": Kind(
        _("People and standards"),
        (
            Verb.PERSON_ADDED,
            Verb.STANDARDS_PROPOSED,
            Verb.STANDARDS_CONFIRMED,
            Verb.STANDARDS_WITHDRAWN,
        ),
    ),
    "ledger": Kind(_("The ledger itself"), (Verb.VERIFIED, Verb.ANCHORED, Verb.DESTROYED)),
}
