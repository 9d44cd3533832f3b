"""The verbs of the ledger in a few groups, to choose from."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.audit import people
from assessments.audit.trail import WITNESSED, Verb
from assessments.sign_in import event_sentences


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
            Verb.CONSIDERED,
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
            Verb.READER_ADDED,
            Verb.READER_REMOVED,
            Verb.ASSIGNED,
            Verb.ASSIGNMENT_ENDED,
            Verb.MOVED_TO_UNIT,
            Verb.WITHDRAWN,
        ),
    ),
    "interests": Kind(
        _("Interests"), (Verb.DECLARED, Verb.INTEREST_DECLARED, Verb.INTEREST_CLEARED)
    ),
    "review": Kind(
        _("Review and decision"),
        (
            Verb.SUBMITTED,
            Verb.PART_REVIEWED,
            Verb.RETURNED,
            Verb.REPLIED,
            Verb.NOTED,
            Verb.SIGNED_OFF,
            Verb.WAIVED,
            Verb.WAIVER_REVIEWED,
            Verb.DECIDED,
            Verb.CLOSED,
            Verb.RECORD_CORRECTED,
            Verb.EDITION_MADE,
        ),
    ),
    "looking": Kind(_("Reading, downloading, refusals"), WITNESSED),
    "authority": Kind(
        _("People and standards"),
        (
            *people.HAPPENED,
            Verb.STANDARDS_PROPOSED,
            Verb.STANDARDS_CONFIRMED,
            Verb.STANDARDS_WITHDRAWN,
        ),
    ),
    "requests": Kind(
        _("Requests for information"),
        (
            Verb.REQUEST_DRAFTED,
            Verb.REQUEST_CHANGED,
            Verb.REQUEST_SENT,
            Verb.REQUEST_REMINDED,
            Verb.REQUEST_ANSWERED,
            Verb.REQUEST_UNANSWERED,
            Verb.REQUEST_WITHDRAWN,
        ),
    ),
    "incidents": Kind(
        _("Past incidents"),
        (
            Verb.INCIDENT_ADDED,
            Verb.INCIDENT_CORRECTED,
            Verb.INCIDENT_VIEW_FORMED,
            Verb.INCIDENT_LINKED,
            Verb.INCIDENT_LEFT_OUT,
        ),
    ),
    "profiles": Kind(
        _("Profiles"),
        (
            Verb.PROFILE_STARTED,
            Verb.PROFILE_WRITTEN,
            Verb.PROFILE_PUBLISHED,
            Verb.PROFILE_DISCARDED,
            Verb.PROFILE_ADOPTED,
            Verb.PROFILE_SET_ASIDE,
            Verb.PROFILE_LOOKED_AT,
        ),
    ),
    "sources": Kind(
        _("Sources of evidence"),
        (Verb.SOURCE_ADDED, Verb.SOURCE_REVISED, Verb.SOURCE_CHECKED),
    ),
    "lists": Kind(
        _("Lists, letters and screening"),
        (
            Verb.LIST_LOADED,
            Verb.LIST_CHANGE_SEEN,
            Verb.SCREENED,
            Verb.MATCH_CLEARED,
            Verb.MATCH_CONFIRMED,
            Verb.LETTER_RECORDED,
            Verb.LETTER_ENDED,
        ),
    ),
    "guidance": Kind(
        _("Notes of the authority and text of the Treaty"),
        (
            Verb.OWN_WRITTEN,
            Verb.OWN_PUBLISHED,
            Verb.OWN_WITHDRAWN,
            Verb.TREATY_TEXT_LOADED,
        ),
    ),
    "retention": Kind(
        _("Holds and destruction"),
        (
            Verb.HOLD_PLACED,
            Verb.HOLD_LIFTED,
            Verb.DISPOSAL_PROPOSED,
            Verb.DISPOSAL_WITHDRAWN,
            Verb.DESTROYED,
        ),
    ),
    "sign_in": Kind(_("Signing in"), tuple(event_sentences.HAPPENED)),
    "ledger": Kind(
        _("The ledger itself"),
        (Verb.VERIFIED, Verb.ANCHORED, Verb.BACKED_UP, Verb.RESTORED, Verb.UPGRADED),
    ),
}
