"""What happened, in a sentence for each verb of the ledger: "opened the case", after a name."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.audit import people
from assessments.audit.trail import Verb
from assessments.sign_in import event_sentences

from .naming import isolated

HAPPENED = {
    **people.HAPPENED,
    **event_sentences.HAPPENED,
    Verb.OPENED: _("opened the case"),
    Verb.IMPORTED: _("opened the case from a case file"),
    Verb.ANSWERED: _("confirmed “%(part)s”"),
    Verb.REOPENED: _("opened again what rested on a changed answer"),
    Verb.CONFIRMED_AGAIN: _("confirmed “%(part)s” again"),
    Verb.ROW_REMOVED: _("removed “%(part)s” from its list"),
    Verb.DRAFT_DISCARDED: _("discarded a draft of “%(part)s”"),
    Verb.CONSIDERED: _("noted what was considered at “%(part)s”"),
    Verb.OWN_WRITTEN: _("wrote version %(number)s of a note of the authority on “%(name)s”"),
    Verb.OWN_PUBLISHED: _("published version %(number)s of a note of the authority on “%(name)s”"),
    Verb.OWN_WITHDRAWN: _("withdrew version %(number)s of a note of the authority on “%(name)s”"),
    Verb.TREATY_TEXT_LOADED: _("loaded the authentic text of the Treaty in “%(name)s”"),
    Verb.FILE_ADDED: _("added the file “%(name)s”"),
    Verb.FILE_REMOVED: _("removed the file “%(name)s”"),
    Verb.SUBMITTED: _("submitted the case"),
    Verb.RETURNED: _("returned the case to its officer"),
    Verb.SIGNED_OFF: _("signed the submission off"),
    Verb.DECIDED: _("decided the case"),
    Verb.CLOSED: _("made the decision record"),
    Verb.RECORD_CORRECTED: _("corrected the decision record"),
    Verb.EDITION_MADE: _("made an edition of the decision record"),
    Verb.WITHDRAWN: _("withdrew the case"),
    Verb.SPLIT: _("split the case by items"),
    Verb.TAKEN_OVER: _("took over steps 1 to 3 from another case"),
    Verb.HANDED_OVER: _("handed the case over to %(to)s"),
    Verb.SHARED: _("let %(colleague)s work on the case"),
    Verb.UNSHARED: _("ended the work of %(colleague)s on the case"),
    Verb.READER_ADDED: _("shared the case for reading"),
    Verb.READER_REMOVED: _("ended the sharing for reading"),
    Verb.ASSIGNED: _("assigned a reviewer"),
    Verb.ASSIGNMENT_ENDED: _("ended the assignment of a reviewer"),
    Verb.MOVED_TO_UNIT: _("moved the case to another unit"),
    Verb.DECLARED: _("declared to have no interest in the case"),
    Verb.INTEREST_DECLARED: _("declared an interest in the case"),
    Verb.INTEREST_CLEARED: _("found that an interest does not stand in the way"),
    Verb.WAIVED: _("waived a sign-off that nobody else could give"),
    Verb.WAIVER_REVIEWED: _("looked at a waived sign-off again"),
    Verb.PART_REVIEWED: _("gave a verdict on one part"),
    Verb.REPLIED: _("answered a comment of the reviewer"),
    Verb.NOTED: _("wrote a note"),
    Verb.REQUEST_DRAFTED: _("wrote request for information %(number)s, to %(name)s"),
    Verb.REQUEST_CHANGED: _("changed the draft of request for information %(number)s"),
    Verb.REQUEST_SENT: _("sent request for information %(number)s to %(name)s"),
    Verb.REQUEST_REMINDED: _("reminded %(name)s of request for information %(number)s"),
    Verb.REQUEST_ANSWERED: _(
        "recorded what %(name)s answered to request for information %(number)s"
    ),
    Verb.REQUEST_UNANSWERED: _(
        "closed request for information %(number)s to %(name)s: not answered"
    ),
    Verb.REQUEST_WITHDRAWN: _("withdrew request for information %(number)s to %(name)s"),
    Verb.HOLD_PLACED: _("placed a legal hold"),
    Verb.HOLD_LIFTED: _("lifted a legal hold"),
    Verb.DISPOSAL_PROPOSED: _("proposed to destroy the case"),
    Verb.DISPOSAL_WITHDRAWN: _("withdrew the proposal to destroy the case"),
    Verb.STANDARDS_PROPOSED: _("proposed the standards of version %(number)s"),
    Verb.STANDARDS_CONFIRMED: _("put the standards of version %(number)s into force"),
    Verb.STANDARDS_WITHDRAWN: _("withdrew the proposal of standards, version %(number)s"),
    Verb.PROFILE_STARTED: _("began version %(number)s of the profile %(state)s %(end_user)s"),
    Verb.PROFILE_WRITTEN: _("wrote in version %(number)s of the profile %(state)s %(end_user)s"),
    Verb.PROFILE_PUBLISHED: _("published version %(number)s of the profile %(state)s %(end_user)s"),
    Verb.PROFILE_DISCARDED: _("discarded a draft of the profile %(state)s %(end_user)s"),
    Verb.PROFILE_ADOPTED: _("adopted version %(number)s of the profile %(state)s %(end_user)s"),
    Verb.PROFILE_SET_ASIDE: _("set the profile %(state)s %(end_user)s aside"),
    Verb.PROFILE_LOOKED_AT: _("looked at version %(number)s of the profile %(state)s %(end_user)s"),
    Verb.SOURCE_ADDED: _("put source %(source)s into the register"),
    Verb.SOURCE_REVISED: _("revised source %(source)s of the register"),
    Verb.SOURCE_CHECKED: _("found that source %(source)s of the register still holds"),
    Verb.LIST_LOADED: _("loaded the list “%(name)s”, load %(number)s"),
    Verb.LIST_CHANGE_SEEN: _("looked at what changed in “%(name)s” for this case"),
    Verb.LETTER_RECORDED: _("recorded the letter of exemption %(reference)s"),
    Verb.LETTER_ENDED: _("ended the letter of exemption %(reference)s"),
    Verb.INCIDENT_ADDED: _("added incident %(incident)s to the register"),
    Verb.INCIDENT_CORRECTED: _("corrected incident %(incident)s: version %(version)s"),
    Verb.INCIDENT_VIEW_FORMED: _("formed a view of incident %(incident)s, version %(version)s"),
    Verb.INCIDENT_LINKED: _("put incident %(incident)s on the case"),
    Verb.INCIDENT_LEFT_OUT: _("left incident %(incident)s out of the case"),
    Verb.SCREENED: _("had %(names)s names screened against %(entries)s entries of lists"),
    Verb.MATCH_CLEARED: _("cleared a match: %(name)s is not %(listed)s"),
    Verb.MATCH_CONFIRMED: _("confirmed a match: %(name)s is %(listed)s"),
    Verb.READ: _("read the case"),
    Verb.PRECEDENTS_READ: _("read how other cases were decided: %(cases)s"),
    Verb.EXPORTED: _("took the case file out"),
    Verb.DOWNLOADED: _("downloaded the decision record"),
    Verb.REFUSED: _("tried to open a page of the case and was refused"),
    Verb.VERIFIED: _("verified the ledger up to row %(seq)s and found nothing wrong"),
    Verb.ANCHORED: _("made an anchor of row %(seq)s of the ledger"),
    Verb.BACKED_UP: _("made a backup of everything up to row %(seq)s of the ledger"),
    Verb.RESTORED: _("restored the backup of %(made_at)s, which ends at row %(seq)s of the ledger"),
    Verb.UPGRADED: _("upgraded attwizard to version %(program)s"),
    Verb.DESTROYED: _("destroyed the facts of the case, together with %(second)s"),
}
BY_PAGE = {
    "records:draft": _("downloaded a copy marked DRAFT"),
    "cases:file": _("downloaded a file of the case"),
    "evidence:file": _("downloaded a file of source %(source)s"),
    "evidence:source": _("read source %(source)s of the register"),
    "evidence:revision": _("read source %(source)s of the register, revision %(revision)s"),
    "requests:text": _("took the text of a request for information out"),
}
FOUND_WRONG = _("verified the ledger up to row %(seq)s and found something wrong")


class Blank(dict):
    """Facts that an entry lacks are left out of its sentence."""

    def __missing__(self, key):
        return ""


def sentence(verb: str, facts: Mapping[str, Any], part: str = "") -> str:
    """What was done, in the language in use; the word itself for one that nobody knows.

    `part` is what the step or row of the facts is called.
    """
    for others in (people, event_sentences):
        if verb in others.HAPPENED:
            return others.happened(verb, facts)
    words = HAPPENED.get(verb, str(verb).replace("%", "%%"))
    if verb in (Verb.DOWNLOADED, Verb.READ):
        words = BY_PAGE.get(facts.get("page"), words)
    if verb == Verb.VERIFIED and facts.get("found"):
        words = FOUND_WRONG
    if verb == Verb.DECIDED and facts.get("conditions"):
        words = decided_with(len(facts["conditions"]))
    known = Blank(facts, part=part.strip())
    for name, value in known.items():
        if isinstance(value, str):
            known[name] = isolated(value)
    return str(words) % known


def decided_with(conditions: int) -> str:
    """A decision that rests on conditions says on how many."""
    return ngettext(
        "decided the case, with %(count)d condition",
        "decided the case, with %(count)d conditions",
        conditions,
    ) % {"count": conditions}
