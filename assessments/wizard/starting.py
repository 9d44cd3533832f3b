"""Start a case from another: as a copy, or taking over steps 1 to 3.

What comes from elsewhere is text, not an answer: it waits to be confirmed, and says where it is
from.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases import access
from assessments.cases.opening import open_case
from assessments.cases.refusals import NotMovable, Refusal
from assessments.cases.status import locked
from assessments.law import folded
from assessments.models import Answer, Case, User

from .answers import Answers, Key, reopen
from .importing import keep_unconfirmed
from .indexing import index
from .practising import stay_practice
from .rests import Change, voided

OWN = frozenset({"recommendation"})  # judged for one case, never carried to another
STEPS_1_TO_3 = ("form", "severity", "7-4-1", "7-4-2", "7-4-3")
OFFERED = 25

Content = dict[str, Any]


class NothingToTakeOver(Refusal):
    """The earlier case is of another State, or has nothing confirmed in steps 1 to 3."""

    sentence = _("There is nothing in that case which this one could take over.")


class AlreadyAnswered(Refusal):
    """What an officer wrote is not put aside for another case's text."""

    sentence = _(
        "Steps 1 to 3 of this case hold answers already. Take over before you begin with them."
    )


# --- as a copy


@transaction.atomic
def copy_case(source: Case, *, by: User) -> Case:
    """A draft with all answers of another case, to be confirmed one by one. Files stay behind."""
    case = open_case(by=by, title=source.title, copied_from=source.reference)
    rows = (
        ((a.step, a.row), a.position, with_cites(a.content, not_of_a_file))
        for a in Answers(source)
        if a.content is not None and a.step not in OWN
    )
    keep_unconfirmed(case, rows, by=by, taken_from=source.reference)
    stay_practice(case, source)
    index(case)
    case.refresh_from_db()
    return case


def not_of_a_file(cite: str) -> str | None:
    return None if cite.startswith("file:") else cite


def with_cites(content: Content, change: Callable[[str], str | None]) -> Content:
    """The same answer, each thing that its reasons cite changed, or left out for None."""
    changed = {}
    for key, value in content.items():
        if key != "cites":
            changed[key] = with_cites(value, change) if isinstance(value, dict) else value
        elif cites := [cite for cite in map(change, value) if cite]:
            changed[key] = cites
    return changed


# --- steps 1 to 3 of an earlier case


def earlier_cases(case: Case, *, by: User) -> list[Case]:
    """Cases of the same recipient State, that the person may see, with something to take over."""
    if not case.recipient_state:
        return []
    answered = Answer.objects.filter(case=OuterRef("pk"), step="7-4-1", is_confirmed=True)
    found = access.visible_cases(by).filter(Exists(answered), recipient_state=case.recipient_state)
    return list(found.exclude(pk=case.pk).select_related("officer").newest_first()[:OFFERED])


@transaction.atomic
def take_over(case: Case, source: Case, *, by: User) -> None:
    """Steps 1 to 3 of an earlier case of the same State, each to be confirmed.

    Raises NothingToTakeOver, AlreadyAnswered, NotMovable.
    """
    case = locked(case)
    if not case.is_editable:
        raise NotMovable
    answers = Answers(case)
    if any(answers.rows(step) for step in STEPS_1_TO_3):
        raise AlreadyAnswered
    rows = list(confirmed_steps(case, source))
    if not rows or source.recipient_state != case.recipient_state:
        raise NothingToTakeOver
    voids = voided(answers, [Change(key, None, content) for key, _position, content in rows])
    reopen(case, voids)
    put(case, answers, rows, by=by, taken_from=source.reference)
    record(
        Verb.TAKEN_OVER,
        case,
        by=by,
        source=source.reference,
        rows=[list(key) for key, _position, _content in rows],
        reopened=[[*void.key, *void.parts] for void in voids],
    )
    record(Verb.READ, source, by=by, page="wizard:take_over", into=case.reference)
    Case.objects.filter(pk=case.pk).update(updated_at=timezone.now())


def confirmed_steps(case: Case, source: Case) -> Iterator[tuple[Key, int, Content]]:
    """What was confirmed in steps 1 to 3; of the end user only if it is the same one."""
    same = folded(case.end_user) == folded(source.end_user)
    for answer in Answers(source):
        if answer.step in STEPS_1_TO_3 and answer.is_confirmed:
            content = with_cites(answer.content, lambda cite: None)
            if answer.step == "7-4-3" and not same:
                content.pop("end_user", None)
            yield answer.key, answer.position, content


def put(case: Case, answers: Answers, rows, *, by: User, taken_from: str) -> None:
    """Write the rows, beside drafts that are there already."""
    new = [row for row in rows if answers.get(*row[0]) is None]
    keep_unconfirmed(case, new, by=by, taken_from=taken_from)
    for key, position, content in rows:
        if answers.get(*key) is not None:
            case.answers.filter(step=key[0], row=key[1]).update(
                content=content,
                position=position,
                taken_from=taken_from,
                version=F("version") + 1,
            )
