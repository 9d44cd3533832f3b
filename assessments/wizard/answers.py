"""Answers of a case: loaded once a request, saved by compare-and-set.

A save names the version that the page was made from; where the row has moved on, nothing is
written and StaleAnswer is raised, so that nobody's text is overwritten unseen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import Refusal
from assessments.models import Answer, Case, User
from assessments.models.compiled import compiled

Key = tuple[str, str]

# Written out: both are part of every save, and a queryset would take longer than its statement.
HOLD = "update assessments_case set updated_at = %s where id = %s"
WRITE = """update assessments_answer set version = version + 1, {}
  where case_id = %s and step = %s and "row" = %s and version = %s"""


class StaleAnswer(Refusal):
    """Somebody saved this step since the page was made. `keys` says which rows."""

    sentence = _("This step was changed since you opened it. Compare both texts before saving.")

    def __init__(self, keys: Iterable[Key] = ()):
        super().__init__()
        self.keys = set(keys)


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
        self.by_key: dict[Key, Answer] = {row.key: row for row in rows_of(self.case.pk)}
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
def rows_of(case: UUID) -> QuerySet[Answer]:
    return Answer.objects.filter(case=case).defer("asked").order_by("position", "id")


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
    now = timezone.now()
    people = {"saved_by_id": by.pk, "saved_at": now, "confirmed_at": now}
    state = {"is_confirmed": True, "reopened": [], "draft": None, "asked": said.asked}
    write(case, key, seen_version, content=said.after, **state, **people)
    record(Verb.ANSWERED, case, by=by, step=key[0], row=key[1], **vars(said))


def reopen_answers(case: Case, voids: Iterable[Void], *, by: User) -> None:
    """Open again what rests on a changed answer, in the transaction that changes it."""
    voids = list(voids)
    if voids:
        reopen(case, voids)
        record(Verb.REOPENED, case, by=by, answers=[[*void.key, *void.parts] for void in voids])


def hold(case: Case) -> bool:
    """Show the case as just worked on, and hold it: saves of one case queue up from here on.

    First in each act: rows lock their case too (migration 0003), and who locks it last of all
    waits in a ring with those who wait for the row. Gives whether it stands as it was loaded.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(f"{HOLD} and updated_at = %s", [now, case.pk, case.updated_at])
        if cursor.rowcount:
            return True
        cursor.execute(HOLD, [now, case.pk])
    return False


def queue_up(case: Case) -> None:
    """Hold the case for a draft, of which the lists show nothing."""
    Case.objects.select_for_update(of=("self",)).only("pk").get(pk=case.pk)


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


def write(case: Case, key: Key, seen_version: int, **changes: Any) -> int:
    """Compare and set: the row is written if it still has the version that was seen."""
    if seen_version == 0:
        return insert(case, key, changes)
    fields = [Answer._meta.get_field(name) for name in changes]
    columns = ", ".join(f"{field.column} = %s" for field in fields)
    values = zip(fields, changes.values(), strict=True)
    written = [field.get_db_prep_save(value, connection) for field, value in values]
    with connection.cursor() as cursor:
        cursor.execute(WRITE.format(columns), [*written, case.pk, *key, seen_version])
        if not cursor.rowcount:
            raise StaleAnswer([key])
    return seen_version + 1


def insert(case: Case, key: Key, changes: dict[str, Any]) -> int:
    """A new row, at the end of its list."""
    step, row = key
    last = case.answers.filter(step=step).aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    try:
        with transaction.atomic():
            Answer.objects.create(case=case, step=step, row=row, position=position, **changes)
    except IntegrityError as error:
        if "one_answer_a_step_or_row" not in str(error):
            raise
        raise StaleAnswer([key]) from error
    return 1
