"""Requests for information of the demonstration, written and sent by their own acts."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.models import Act, Case, User
from assessments.requests import asking, templates
from assessments.requests.letters import introduction

DUE = timedelta(days=30)


def send_request(case: Case, told: dict[str, Any], *, by: User) -> None:
    """One request with the questions of the templates, sent today."""
    today = timezone.localdate()
    places, addressee = told["places"], told["addressee"]
    fields = {
        **{name: told[name] for name in ("addressee", "name", "channel", "classification")},
        "due_on": today + DUE,
        "introduction": introduction(case, addressee),
        "questions": templates.asked(addressee, places),
    }
    request = asking.draft(case, fields, by=by)
    asking.act(request, Act.SENT, by=by, done_on=today, channel=told["channel"])
