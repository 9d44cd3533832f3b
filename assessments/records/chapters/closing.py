"""Chapters 18 to 21: the timeline, what may follow, how long the record is kept, its making."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.cases import naming, wording
from assessments.models import Edition
from assessments.records.blocks import (
    Answer,
    Cell,
    Chapter,
    Pairs,
    Prose,
    Reason,
    Table,
    rows,
)
from assessments.records.facts import Facts, Node, day, full_sentences, moment

YEARS = 10  # Article 12(4): at least; an authority may keep its records longer

VERBS = {
    "opened": gettext_lazy("Opened"),
    "imported": gettext_lazy("Imported from a case file"),
    "split": gettext_lazy("Split by items"),
    "handed_over": gettext_lazy("Handed over to another officer"),
    "shared": gettext_lazy("Shared with a colleague"),
    "unshared": gettext_lazy("No longer shared with a colleague"),
    "reader_added": gettext_lazy("Shared for reading"),
    "reader_removed": gettext_lazy("No longer shared for reading"),
    "assigned": gettext_lazy("Assigned to a reviewer"),
    "assignment_ended": gettext_lazy("Assignment to a reviewer ended"),
    "moved_to_unit": gettext_lazy("Moved to another unit"),
    "declared": gettext_lazy("No interest in the case declared"),
    "interest_declared": gettext_lazy("An interest in the case declared"),
    "interest_cleared": gettext_lazy("An interest found not to stand in the way"),
    "submitted": gettext_lazy("Submitted for review"),
    "returned": gettext_lazy("Returned for changes"),
    "signed_off": gettext_lazy("Signed off"),
    "signed": gettext_lazy("Signed off"),
    "waived": gettext_lazy("Sign-off waived for want of people"),
    "waiver_reviewed": gettext_lazy("Waived sign-off looked at again"),
    "decided": gettext_lazy("Decided"),
    "closed": gettext_lazy("Closed"),
    "record_corrected": gettext_lazy("Record corrected"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "answered": gettext_lazy("Answered"),
    "confirmed_again": gettext_lazy("Confirmed again"),
    "reopened": gettext_lazy("Reopened"),
    "row_removed": gettext_lazy("Entry removed from a list"),
    "draft_discarded": gettext_lazy("Draft discarded"),
    "file_added": gettext_lazy("File added"),
    "file_removed": gettext_lazy("File removed"),
    "request_sent": gettext_lazy("Request for information sent"),
    "request_reminded": gettext_lazy("Reminder of a request for information"),
    "request_answered": gettext_lazy("Request for information answered"),
    "request_unanswered": gettext_lazy("Request for information closed, not answered"),
    "request_withdrawn": gettext_lazy("Request for information withdrawn"),
}


def timeline(facts: Facts) -> Chapter:
    """18: every change of status, from the ledger."""
    events = list(_events(facts))
    if not events:
        nothing = Prose(_("The ledger has no entry of this case yet."))
        return Chapter("timeline", _("Timeline"), (nothing,))
    table = Table(
        _("Timeline"),
        (_("When"), _("What"), _("By")),
        rows(_event(event) for event in events),
        manner="timeline",
    )
    return Chapter("timeline", _("Timeline"), (table,))


def _events(facts: Facts) -> Iterator[Node]:
    """The entries of the ledger; the decision itself, whose entry is written with the snapshot."""
    events = facts.snapshot.get("timeline") or ()
    yield from events
    if facts.decision and all(event.get("verb") != "decided" for event in events):
        yield {"at": facts.decision["at"], "actor": facts.decision["by"], "verb": "decided"}


def _event(event: Node) -> Iterator[Cell | str]:
    yield moment(event.get("at"))
    yield str(VERBS.get(event.get("verb"), event.get("verb") or ""))
    yield event.get("actor") or ""


def corrections(facts: Facts) -> Chapter:
    """What this record says otherwise than the one before it; the decision is the same."""
    made = facts.snapshot.get("corrections") or ()
    tables = tuple(_correction(one) for one in made)
    lede = _(
        "This record replaces the one that it corrects, which stays as it was issued. What was"
        " decided is not changed by a correction."
    )
    return Chapter("corrections", _("What was corrected"), tables, lede)


def _correction(one: Node) -> Answer:
    told = {"moment": moment(one.get("at")), "name": naming.isolated(one.get("by") or "")}
    heads = (_("Where"), _("It says"), _("It should say"))
    stated = rows(
        (said["place"], said["says"], said["should_say"]) for said in one.get("statements") or ()
    )
    return Answer(
        cite="",
        title=_("Correction of the record %(code)s") % {"code": naming.latin(one.get("of") or "")},
        tables=(Table(_("What was corrected"), heads, stated, manner="short"),),
        reasons=(Reason(_("Why"), one["reason"]),) if one.get("reason") else (),
        meta=(_("Corrected by %(name)s, %(moment)s.") % told,),
    )


def afterwards(facts: Facts) -> Chapter:
    """19: what may follow a decision, Articles 7(6) and 7(7)."""
    articles = {"release": naming.latin("7(6)"), "reassessment": naming.latin("7(7)")}
    if facts.decision:
        words = _(
            "When the case was decided the ledger held no information released under Article"
            " %(release)s and no reassessment under Article %(reassessment)s. What follows is"
            " recorded apart and linked to this decision, which stays as it is."
        )
    else:
        words = _(
            "The release of information under Article %(release)s and a reassessment under Article"
            " %(reassessment)s follow a decision."
        )
    title = _("Information and reassessment")
    return Chapter("afterwards", title, (Prose(words % articles),))


def retention(facts: Facts) -> Chapter:
    """20: how long the record is kept: Article 12, and what the authority had set."""
    years = years_kept(facts)
    told = {
        "article": naming.latin("12"),
        "years": wording.number(years),
        "day": day(kept_until(facts.decision.get("on"), years)),
    }
    treaty = _("Article %(article)s asks for at least ten years.")
    own = _("This authority keeps its records for %(years)s years.")
    if facts.decision:
        words = _(
            "This record is kept until %(day)s or longer: the years count from the latest of"
            " decision, expiry, last shipment and closed reassessment, and a legal hold extends"
            " them."
        )
    else:
        words = _("The years count from the decision at the earliest.")
    sentences = (treaty, *((own,) if years > YEARS else ()), words)
    said = full_sentences(one % told for one in sentences)
    return Chapter("retention", _("Retention"), (Prose(said),))


def years_kept(facts: Facts) -> int:
    """What the authority had set when the case was decided; ten where the snapshot is silent."""
    return facts.snapshot.get("years_kept") or YEARS


def kept_until(decided_on: str | None, years: int = YEARS) -> str:
    """The first day on which the years have passed since the decision; "" before there is one."""
    if not decided_on:
        return ""
    decided = date.fromisoformat(decided_on)
    try:
        return decided.replace(year=decided.year + years).isoformat()
    except ValueError:  # 29 February
        return decided.replace(year=decided.year + years, month=3, day=1).isoformat()


def making(facts: Facts) -> Chapter:
    """21: what the record was made from, and how that can be checked."""
    return Chapter("making", _("How this record was made"), (*_made(facts), _proof(facts)))


def _made(facts: Facts) -> Iterator[Prose]:
    yield Prose(
        _(
            "This record was made by attwizard from one snapshot of the case and from nothing else."
            " The snapshot and the case file are attached to this document as JSON; the digest of"
            " the snapshot is the SHA-256 of its canonical form."
        )
    )
    if facts.edition_for == Edition.FULL:
        yield Prose(_("Nothing is left out or blacked out."))
    if facts.is_draft:
        yield Prose(_("This is a draft copy. It records no decision."))


def _proof(facts: Facts) -> Pairs:
    ledger = facts.snapshot.get("ledger") or {}
    pairs = (
        (_("Snapshot digest"), naming.latin(facts.digest)),
        (_("Submission digest"), naming.latin(facts.snapshot.get("submission_digest") or "")),
        (_("Ledger position"), naming.latin(str(ledger.get("seq", "")))),
        (_("Ledger hash"), naming.latin(ledger.get("hash") or "")),
        (_("Snapshot format"), naming.latin(facts.snapshot.get("format") or "")),
        (_("Case file format"), naming.latin(facts.case.get("format") or "")),
    )
    return Pairs(_("Proof"), tuple((name, Cell(words)) for name, words in pairs if words))
