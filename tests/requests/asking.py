"""Requests for tests: written, sent and answered as their pages do it."""

from datetime import timedelta

from django.utils import timezone

from assessments.models import Act, Case, InformationRequest, User
from assessments.requests import asking, templates


def draft(case: Case, *, by: User, places=("7.4.step_1",), **fields) -> InformationRequest:
    """A draft to a mission, its questions from the templates."""
    given = {
        "addressee": "mission",
        "name": "Embassy in Xandria",
        "channel": "Secure electronic mail",
        "classification": "restricted",
        "due_on": timezone.localdate() + timedelta(days=30),
        "stops_clock": True,
        "introduction": templates.opening("mission"),
        "questions": [
            {"place": one, "words": templates.questions("mission", one) or "Why?"} for one in places
        ],
    }
    return asking.draft(case, {**given, **fields}, by=by)


def done(request: InformationRequest, kind: str, *, by: User, on=None, **said):
    """An act on a day, today where none is named."""
    usual = {
        Act.SENT: {"channel": "Letter"},
        Act.REMINDED: {"channel": "Letter"},
        Act.ANSWERED: {"outcome": "part", "words": "Two of five questions."},
        Act.WITHDRAWN: {"words": "Not needed any more."},
    }
    day = on or timezone.localdate()
    return asking.act(request, Act(kind), by=by, done_on=day, **{**usual.get(kind, {}), **said})


def sent(case: Case, *, by: User, on=None, **fields) -> InformationRequest:
    """A request that is out."""
    request = draft(case, by=by, **fields)
    done(request, Act.SENT, by=by, on=on)
    return request
