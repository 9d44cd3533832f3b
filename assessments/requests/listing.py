"""The requests of a case, those that are out, and what the snapshot keeps of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.cases import access
from assessments.models import Act, Case, InformationRequest, RequestAct, User
from assessments.models.compiled import Question, compiled

from .letters import reference

# What came back, inside a sentence.
CAME_BACK = {
    "full": gettext_lazy("answered in full"),
    "part": gettext_lazy("answered in part"),
    "refused": gettext_lazy("an answer was refused"),
    "contradictory": gettext_lazy("the answer contradicts itself or other sources"),
}


def of_case(case: Case) -> list[InformationRequest]:
    """All requests about a case with what became of them, drafts too, in one question.

    Those that had been sent of the case it was split from are among them.
    """
    return about(*named(case))


def questions(case: Case) -> list[Question]:
    """What `of_case` asks."""
    return [about.of(*named(case))]


def named(case: Case) -> tuple[UUID, datetime, UUID]:
    return case.pk, case.opened_at, case.split_from_id or case.pk


@compiled
def about(case: UUID, opened_at: datetime, split_from: UUID) -> QuerySet[InformationRequest]:
    found = InformationRequest.objects.about(case, opened_at, split_from)
    return found.select_related("case").order_by("made_at", "id")


def sent(requests: list[InformationRequest]) -> list[InformationRequest]:
    """Those that somebody was really asked; a draft asks nobody."""
    return [one for one in requests if one.sent_on]


def at_place(requests: list[InformationRequest], place: str) -> list[InformationRequest]:
    """Those that ask about a place or a part of it: "7.1" takes in its five lines."""
    return [
        one
        for one in sent(requests)
        if any(asked == place or asked.startswith(f"{place}.") for asked in one.places)
    ]


def out_of(user: User) -> QuerySet[InformationRequest]:
    """The requests that wait for an answer in cases this person may see, the most urgent first."""
    waiting = InformationRequest.objects.out().told().filter(case__in=access.visible_cases(user))
    return waiting.select_related("case__officer").order_by("due_on", "id")


def is_gap(request: InformationRequest) -> bool:
    """Whether something that was asked is not known. Silence never shows that there is no risk."""
    return not (request.stands == Act.WITHDRAWN or request.outcome == "full")


def gap(request: InformationRequest) -> str:
    """What is missing, who was asked and by when, in a sentence for the answer that lacks it."""
    if request.stands == Act.UNANSWERED:
        words = _(
            "Asked, not answered: request %(number)s to %(name)s, sent %(sent)s, due %(due)s."
        )
    elif request.stands == Act.ANSWERED:
        words = _("Request %(number)s to %(name)s, sent %(sent)s: %(what)s.")
    else:
        words = _("Request %(number)s to %(name)s, sent %(sent)s, due %(due)s: no answer yet.")
    return words % {
        "number": reference(request),
        "name": request.name,
        "sent": date_format(request.sent_on),
        "due": date_format(request.due_on),
        "what": CAME_BACK.get(request.outcome, ""),
    }


def as_source(case: Case, number: int) -> dict[str, Any]:
    """What the answer to a request says of itself as a source of the case; {} without an answer."""
    asked = InformationRequest.objects.told().filter(case=case, number=number).first()
    if not asked or asked.stands != Act.ANSWERED:
        return {}
    title = _("Answer of %(name)s to request %(number)s")
    return {
        "title": title % {"name": asked.name, "number": reference(asked)},
        "published_on": asked.ended_on.isoformat(),
        "supports": list(asked.places),
    }


def frozen(case: Case) -> dict[str, Any]:
    """What was asked about the case and what came back, for the snapshot; oldest first."""
    acts = RequestAct.objects.select_related("by").prefetch_related("files")
    asked = sent(of_case(case))
    found: dict[int, list[RequestAct]] = {}
    for done in acts.filter(request__in=[one.pk for one in asked]):
        found.setdefault(done.request_id, []).append(done)
    return {"requests": [as_frozen(one, found[one.pk]) for one in asked]}


def as_frozen(request: InformationRequest, acts: list[RequestAct]) -> dict[str, Any]:
    return {
        "reference": reference(request),
        "addressee": request.addressee,
        "name": request.name,
        "classification": request.classification,
        "due_on": request.due_on.isoformat(),
        "stops_clock": request.stops_clock,
        "questions": request.questions,
        "stands": request.stands,
        "acts": [
            {
                "kind": one.kind,
                "on": one.done_on.isoformat(),
                "at": one.at.isoformat(),
                "by": one.by.name,
                "channel": one.channel,
                "outcome": one.outcome,
                "words": one.words,
                "files": [file.pk for file in one.files.all()],
            }
            for one in acts
        ],
    }
