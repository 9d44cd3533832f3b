"""What the reviewer wants mended, and what the officer answers; notes between colleagues."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.models import Case, Note, Reply, Status, User, Verdict

from .refusals import NotMovable
from .status import locked

ENDED = _("The case has ended, and with it the notes on it.")


def comments(case: Case) -> QuerySet[Verdict]:
    """Everything that was ever to be mended, oldest first, with what was answered."""
    found = Verdict.objects.filter(submission__case=case, is_accepted=False)
    people = "given_by", "reply__written_by", "submission"
    return found.select_related(*people).order_by("submission__number", "id")


def to_answer(case: Case) -> list[Verdict]:
    """The comments with which the case was returned last; none while it is not returned."""
    if case.status != Status.RETURNED:
        return []
    last = case.submissions.order_by("-number").values("pk")[:1]
    return list(comments(case).filter(submission__in=last))


def unanswered(verdicts: list[Verdict]) -> int:
    """How many of the comments still keep the case from being submitted again."""
    return sum(not hasattr(verdict, "reply") for verdict in verdicts)


@transaction.atomic
def answer_comments(case: Case, words: Mapping[int, str], *, by: User) -> None:
    """The officer's words on comments, by their key; those left empty wait. Raises NotMovable."""
    case = locked(case)
    found = {verdict.pk: verdict for verdict in to_answer(case)}
    if not words.keys() <= found.keys():
        raise NotMovable
    for key, said in words.items():
        if said and said != getattr(getattr(found[key], "reply", None), "words", ""):
            answer_one(found[key], said, by)


def answer_one(verdict: Verdict, words: str, by: User) -> None:
    Reply.objects.update_or_create(
        verdict=verdict,
        defaults={"words": words, "written_by": by, "written_at": timezone.now()},
    )
    record(Verb.REPLIED, verdict.submission.case, by=by, part=verdict.part, words=words)


def may_be_noted(case: Case) -> bool:
    """A case that has ended gets no more notes: its record is made."""
    return not case.is_decided and case.status != Status.WITHDRAWN


@transaction.atomic
def write_note(case: Case, words: str, *, by: User, contact: str = "") -> Note:
    """A note for all who may see the case; it is not changed afterwards. Raises NotMovable.

    `contact` is whoever from outside the authority it tells of.
    """
    case = locked(case)
    if not may_be_noted(case):
        raise NotMovable(ENDED)
    note = Note.objects.create(case=case, words=words, contact=contact, written_by=by)
    record(Verb.NOTED, case, by=by, note=note.pk, words=words, contact=contact)
    return note
