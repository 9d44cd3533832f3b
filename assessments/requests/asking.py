"""What is done with a request: write it, send it, remind, record what came back, end it.

Nothing leaves the machine: what is recorded here was done by post, by wire or by word of mouth.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases import access
from assessments.cases.refusals import NotMovable, Refusal
from assessments.cases.status import locked
from assessments.models import (
    Act,
    Attachment,
    Case,
    InformationRequest,
    Purpose,
    RequestAct,
    Status,
    User,
)
from assessments.models.requests import MOVES, OUT

from .letters import letter, reminder

ENDED = _("The case has ended, and with it the requests on it.")
MOVED_ON = _("Somebody did something with this request since you opened it. Look where it stands.")
VERBS = {
    Act.SENT: Verb.REQUEST_SENT,
    Act.REMINDED: Verb.REQUEST_REMINDED,
    Act.ANSWERED: Verb.REQUEST_ANSWERED,
    Act.UNANSWERED: Verb.REQUEST_UNANSWERED,
    Act.WITHDRAWN: Verb.REQUEST_WITHDRAWN,
}


class ChangedMeanwhile(Refusal):
    sentence = _("Somebody changed this request since you opened it. Look at it again.")


class DayImpossible(Refusal):
    sentence = _("It cannot have been on that day. Look at the days of the request.")


def may_follow(case: Case) -> bool:
    """Whether a request may still be answered, reminded of or ended: until the case has ended."""
    return not case.is_decided and case.status != Status.WITHDRAWN


def possible(request: InformationRequest, case: Case) -> tuple[Act, ...]:
    """What may be done with it now. Only what is in the officer's hands is sent."""
    if not may_follow(case):
        return ()
    return tuple(act for act in MOVES[request.stands] if act != Act.SENT or case.is_editable)


def days(request: InformationRequest, kind: Act) -> tuple[date, date]:
    """The first and the last day on which it can have been done: not before the act before it.

    No answer is missed before the day for it has passed, and none is due before it was asked for.
    """
    today, opened_on = timezone.localdate(), timezone.localdate(request.case.opened_at)
    first = request.reminded_on or request.sent_on or opened_on
    if kind == Act.UNANSWERED:
        first = max(first, request.due_on + timedelta(days=1))
    return first, min(today, request.due_on) if kind == Act.SENT else today


@transaction.atomic
def draft(case: Case, fields: dict[str, Any], *, by: User) -> InformationRequest:
    """A new draft. Raises NotMovable once the case is out of the officer's hands; Interested,
    DeclarationNeeded.
    """
    case = in_hand(case)
    access.require_declared(by, case, Purpose.ASSESS)
    number = case.requests.count() + 1
    request = InformationRequest.objects.create(case=case, number=number, made_by=by, **fields)
    record(Verb.REQUEST_DRAFTED, case, by=by, **named(request))
    return request


@transaction.atomic
def change(
    request: InformationRequest, fields: dict[str, Any], *, seen_version: int, by: User
) -> None:
    """Another wording of a draft. Raises NotMovable, ChangedMeanwhile."""
    case = in_hand(request.case)
    request = told(request)
    if request.stands != "draft":
        raise NotMovable(MOVED_ON)
    if request.version != seen_version:
        raise ChangedMeanwhile
    for name, value in fields.items():
        setattr(request, name, value)
    request.version += 1
    request.save(update_fields=[*fields, "version"])
    record(Verb.REQUEST_CHANGED, case, by=by, **named(request))


@transaction.atomic
def act(
    request: InformationRequest,
    kind: Act,
    *,
    by: User,
    done_on: date,
    files: Iterable[Attachment] = (),
    **said: str,
) -> RequestAct:
    """Record what was done with a request on a day. Raises NotMovable where it cannot be done;
    DayImpossible, Interested, DeclarationNeeded.

    `said` is what the kind of act asks for: `channel`, `outcome`, `words`. What is sent, and what
    reminds, is kept word by word.
    """
    case = locked(request.case)
    request = told(request)
    if not may_follow(case):
        raise NotMovable(ENDED)
    if kind not in possible(request, case):
        raise NotMovable(MOVED_ON)
    access.require_declared(by, case, Purpose.ASSESS)
    first, last = days(request, kind)
    if not first <= done_on <= last:
        raise DayImpossible
    written = {Act.SENT: letter, Act.REMINDED: reminder}
    text = written[kind](request, done_on) if kind in OUT else ""
    done = RequestAct.objects.create(
        request=request, kind=kind, done_on=done_on, text=text, by=by, **said
    )
    done.files.add(*files)
    digest = {"digest": hashlib.sha256(text.encode()).hexdigest()} if text else {}
    record(VERBS[kind], case, by=by, **named(request), done_on=done_on, **said, **digest)
    return done


def in_hand(case: Case) -> Case:
    """The case, held, while it is in the officer's hands. Raises NotMovable."""
    case = locked(case)
    if not case.is_editable:
        raise NotMovable
    return case


def told(request: InformationRequest) -> InformationRequest:
    """The request as it stands now."""
    return InformationRequest.objects.told().select_related("case").get(pk=request.pk)


def named(request: InformationRequest) -> dict[str, Any]:
    return {"number": request.number, "addressee": request.addressee, "name": request.name}
