"""What the review page shows of a submission."""

from itertools import groupby
from typing import Any

from django.utils import timezone

from assessments.audit.trail import entries_of
from assessments.cases import history
from assessments.cases.closures import closures
from assessments.cases.comments import comments
from assessments.cases.flow import chart
from assessments.cases.naming import item_names, items_in_sentence, risk_names
from assessments.cases.sentences import point_sentence, sentence
from assessments.guidance import telling
from assessments.incidents.of_case import chosen
from assessments.law.trace import SIGN_OFFS
from assessments.models import InformationRequest, Submission
from assessments.requests import listing
from assessments.screening.of_case import screen, with_entries
from assessments.wizard.case_page import told
from assessments.wizard.route import Route
from assessments.wizard.steps import BY_PLACE

from .changes import groups, previous_answers
from .standing import still_stands


def review(route: Route, submission: Submission) -> dict[str, Any]:
    """Items with what is permitted and recommended, answers with changes, sign-offs, history."""
    case = route.case
    old = previous_answers(case) if submission.number > 1 else None
    found = groups(route, old)
    said = [one for one in comments(case) if one.submission_id != submission.pk]
    for group in found:
        group["comments"] = [one for one in said if one.part == group["part"]]
    return {
        "case": case,
        "submission": submission,
        "items": items(route, submission),
        "points": [point_sentence(point, route.case_file) for point in route.ruling.open_points],
        "bars": route.bars,
        "adopted": route.profiles,
        "groups": found,
        "changed": sum(group["changed"] for group in found),
        "is_second": old is not None,
        "stands": still_stands(submission, route.ruling),
        "screening": with_entries(screen(case, timezone.localdate())),
        "incidents": chosen(case),
        "considered": considered(route),
        "sign_offs": sign_offs(route, submission),
        "files": case.attachments.filter(removed_at=None).select_related("added_by"),
        "requests": asked(route, submission),
        "flow": chart(route.case_file, route.ruling, links=links()),
        "returns": history.returns(case),
        "void": history.void_sign_offs(case),
        "timeline": timeline(route),
    }


def considered(route: Route) -> list[dict[str, Any]]:
    """What was ticked as considered, page by page."""
    found = telling.of(route.case)
    return [
        {"title": telling.about(place, row, route.case_file), "prompts": list(prompts)}
        for (place, row), prompts in groupby(found, key=lambda one: (one["place"], one["row"]))
    ]


def asked(route: Route, submission: Submission) -> list[InformationRequest]:
    """What was asked of somebody; what was done with it since the submission is marked."""
    found = listing.sent(route.requests)
    for one in found:
        one.is_new = one.last_at > submission.submitted_at
    return found


def links() -> dict[str, str]:
    """From a box of the chart to the answers on the same page."""
    return {place: f"#step-{step.name}" for place, step in BY_PLACE.items()}


def items(route: Route, submission: Submission) -> list[dict[str, Any]]:
    """Each item with the decisions permitted, why others are closed, and the recommendation."""
    ruling, names = route.ruling, item_names(route.case_file)
    closed = closures(ruling.as_json(), route.case_file)
    return [
        {
            "item": item,
            "name": names[item["id"]],
            "permitted": [str(one) for one in ruling.permits[item["id"]]],
            "closed": closed[item["id"]],
            "recommended": submission.recommendation.get(item["id"], {}),
        }
        for item in route.case_file["items"]
    ]


def sign_offs(route: Route, submission: Submission) -> list[dict[str, Any]]:
    """The sign-offs asked for: why, and by whom they were given."""
    given = {one.kind: one for one in submission.sign_offs.all()}
    names = items_in_sentence(route.case_file), risk_names(route.case_file)
    return [
        {
            "kind": kind,
            "given": given.get(kind),
            "why": [
                sentence(entry, *names)
                for entry in route.ruling.trace
                if kind in SIGN_OFFS.get(entry.effect, ())
            ],
        }
        for kind in route.ruling.sign_offs
    ]


def timeline(route: Route) -> list[dict[str, Any]]:
    """What happened to the case as a whole, newest first, with people's names."""
    return told(route, entries_of(route.case, verbs=history.EVENTS).order_by("-id"))
