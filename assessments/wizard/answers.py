"""Answers of a case: loaded once a request, saved by compare-and-set.

A save names the version that the page was made from; where the row has moved on, nothing is
written and StaleAnswer is raised, so that nobody's text is overwritten unseen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import Refusal
from assessments.models import Answer, Case, User
from assessments.models.compiled import compiled, one_journey

from .writing import HOLD_AS_LOADED, Key, StaleAnswer, hold, queue_up, set_columns, write


class DraftMovedOn(Refusal):
    """A draft is not discarded with what its reader has not seen."""

    sentence = _(
        "Somebody wrote on in this draft since you opened the page. Look at it before you"
        " discard it."
    )


@dataclass(frozen=True)
class Void:
    """An answer that rests on a changed one; `parts` of it, or all of it when empty."""

    key: Key
    parts: tuple[str, ...] = ()


class Answers:
    """All rows of a case, by step and row."""

    def __init__(self, case: Case):
        self.case = case
        self.load()

    def load(self) -> None:
        self.by_key: dict[Key, Answer] = {row.key: row for row in rows_of(self.case.reference)}
        for row in self:
            row.case = self.case

    def learn(self, key: Key, content: dict[str, Any]) -> None:
        """What was confirmed just now, as the row has it, without asking the database again."""
        answer = self.by_key[key]
        answer.content, answer.is_confirmed, answer.draft = content, True, None
        answer.reopened, answer.version = [], answer.version + 1

    def __iter__(self):
        return iter(self.by_key.values())

    def get(self, step: str, row: str = "") -> Answer | None:
        return self.by_key.get((step, row))

    def rows(self, step: str) -> list[Answer]:
        """The rows of a list that hold an answer, in their order."""
        return [a for a in self if a.step == step and a.content is not None]

    def content(self, step: str, row: str = "", *, confirmed_only: bool = True) -> dict[str, Any]:
        """What is answered, or {}: while it waits to be confirmed again it counts as blank."""
        answer = self.get(step, row)
        if answer is None or answer.content is None:
            return {}
        if not confirmed_only or answer.is_confirmed:
            return answer.content
        return without(answer.content, answer.reopened) if answer.reopened else {}

    def is_confirmed(self, step: str, row: str = "") -> bool:
        answer = self.get(step, row)
        return answer is not None and answer.is_confirmed

    def version(self, step: str, row: str = "") -> int:
        answer = self.get(step, row)
        return answer.version if answer else 0

    def waiting(self) -> list[Answer]:
        return [answer for answer in self if answer.is_waiting]


@compiled
def rows_of(reference: str) -> QuerySet[Answer]:
    """All rows of the case with this reference."""
    found = Answer.objects.filter(case__reference=reference)
    return found.defer("asked").order_by("position", "id")


def without(content: dict[str, Any], parts: Iterable[str]) -> dict[str, Any]:
    """The content less the parts that wait to be confirmed again: only the five lines have any."""
    lines = {k: v for k, v in content.get("lines", {}).items() if k not in parts}
    kept = {k: v for k, v in content.items() if k not in parts}
    return {**kept, "lines": lines} if "lines" in content else kept


@dataclass(frozen=True)
class Said:
    """What an answer said before, what it says now, and what was asked."""

    before: dict[str, Any] | None
    after: dict[str, Any]
    asked: dict[str, Any] | None


@transaction.atomic
def save_answer(
    case: Case,
    key: Key,
    *,
    content: dict[str, Any],
    seen_version: int,
    by: User,
    asked: dict[str, Any] | None = None,
) -> None:
    """Confirm an answer. Raises StaleAnswer; what rests on it is `reopen_answers`' business."""
    hold(case)
    step, row = key
    before = case.answers.filter(step=step, row=row).values_list("content", flat=True).first()
    say(case, key, Said(before, content, asked), seen_version=seen_version, by=by)


def say(case: Case, key: Key, said: Said, *, seen_version: int, by: User) -> None:
    """Confirm an answer of a case that is held. Raises StaleAnswer."""
    write(case, key, seen_version, **confirmed(said, by))
    record(Verb.ANSWERED, case, by=by, step=key[0], row=key[1], **vars(said))


def confirmed(said: Said, by: User) -> dict[str, Any]:
    """What a row holds once its answer is confirmed."""
    now = timezone.now()
    people = {"saved_by_id": by.pk, "saved_at": now, "confirmed_at": now}
    state = {"is_confirmed": True, "reopened": [], "draft": None, "asked": said.asked}
    return {"content": said.after, **state, **people}


def say_at_once(case: Case, key: Key, said: Said, *, seen_version: int, by: User) -> bool:
    """Hold the case, change its answer and append the entry in one journey to the database.

    Gives whether the case stood as it was loaded; nothing was done if not. Raises StaleAnswer.
    """
    with transaction.atomic(), connection.cursor() as held, connection.cursor() as written:
        with one_journey():
            held.execute(HOLD_AS_LOADED, [timezone.now(), case.pk, case.updated_at])
            set_columns(written, case, key, seen_version, confirmed(said, by))
            record(Verb.ANSWERED, case, by=by, step=key[0], row=key[1], **vars(said))
        is_as_loaded = bool(held.rowcount)
        if not is_as_loaded:
            transaction.set_rollback(True)
        elif not written.rowcount:
            raise StaleAnswer([key])
    return is_as_loaded


def reopen_answers(case: Case, voids: Iterable[Void], *, by: User) -> None:
    """Open again what rests on a changed answer, in the transaction that changes it."""
    voids = list(voids)
    if voids:
        reopen(case, voids)
        record(Verb.REOPENED, case, by=by, answers=[[*void.key, *void.parts] for void in voids])


@transaction.atomic
def keep_draft(
    case: Case, key: Key, *, draft: dict[str, list[str]], seen_version: int, by: User
) -> int:
    """Keep what was typed beside the confirmed answer. Returns the version; raises StaleAnswer."""
    queue_up(case)
    answer = case.answers.filter(step=key[0], row=key[1]).first()
    if answer and answer.draft == draft and answer.version == seen_version:
        return answer.version
    return write(case, key, seen_version, draft=draft, saved_by_id=by.pk, saved_at=timezone.now())


def discard_draft(case: Case, key: Key, *, seen_version: int, by: User) -> None:
    """Bring the confirmed answer back; a row that has only a draft goes away.

    Raises DraftMovedOn.
    """
    with transaction.atomic():
        hold(case)
        answer = case.answers.select_for_update().filter(step=key[0], row=key[1]).first()
        if answer is None or answer.draft is None:
            return
        if answer.version != seen_version:
            raise DraftMovedOn
        record(Verb.DRAFT_DISCARDED, case, by=by, step=key[0], row=key[1], draft=answer.draft)
        if answer.content is None:
            answer.delete()
        else:
            case.answers.filter(pk=answer.pk).update(draft=None, version=F("version") + 1)


def confirm_again(case: Case, key: Key, *, seen_version: int, by: User, asked) -> None:
    """ "Still right": the kept text counts again, and a draft stays beside it.

    Raises StaleAnswer.
    """
    with transaction.atomic():
        hold(case)
        now = timezone.now()
        kept = case.answers.filter(step=key[0], row=key[1], version=seen_version)
        answer = kept.select_for_update().filter(content__isnull=False).first()
        if answer is None:
            raise StaleAnswer([key])
        # Beside a draft it is its writer who is named there; the trail has who confirmed.
        people = {"saved_by": by, "saved_at": now} if answer.draft is None else {}
        state = {"is_confirmed": True, "reopened": [], "asked": asked, "confirmed_at": now}
        kept.update(version=F("version") + 1, **state, **people)
        record(Verb.CONFIRMED_AGAIN, case, by=by, step=key[0], row=key[1], asked=asked)


def remove_row(
    case: Case, key: Key, *, seen_version: int, by: User, also: Iterable[Key] = (), voids=()
) -> None:
    """Take a row off a list, with the rows that hang on it. Raises StaleAnswer."""
    with transaction.atomic():
        hold(case)
        answer = case.answers.select_for_update().filter(step=key[0], row=key[1]).first()
        if answer is None or answer.version != seen_version:
            raise StaleAnswer([key])
        for gone in (key, *also):
            row = case.answers.filter(step=gone[0], row=gone[1]).first()
            if row:
                record(Verb.ROW_REMOVED, case, by=by, step=gone[0], row=gone[1], before=row.content)
                row.delete()
        reopen_answers(case, voids, by=by)


def reopen(case: Case, voids: Iterable[Void]) -> None:
    """What rested on a changed answer waits to be confirmed again. Its text is kept."""
    kept = case.answers.filter(content__isnull=False)
    rows = kept.only("case", "step", "row", "is_confirmed", "reopened")
    standing = {row.key: row for row in rows if row.is_confirmed or row.reopened}
    opened: dict[tuple[str, ...], list[int]] = {}
    for void in voids:
        if answer := standing.get(void.key):
            parts = tuple(sorted({*answer.reopened, *void.parts})) if void.parts else ()
            opened.setdefault(parts, []).append(answer.pk)
    for parts, found in opened.items():
        case.answers.filter(pk__in=found).update(
            is_confirmed=False, reopened=list(parts), version=F("version") + 1
        )
