"""The case page: the home of the work on a case."""

import json
from collections.abc import Iterable
from typing import Any

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.audit.trail import entries_of
from assessments.cases import access
from assessments.cases.flow import chart
from assessments.cases.sentences import is_standard, sentence
from assessments.cases.status import MOVES
from assessments.cases.wording import open_point
from assessments.law import Decision, Effect, Ruling
from assessments.models import Case, DecisionLine, Entry, Role, Status, User
from assessments.reference.editions import countries

from .finishing import answers_waiting
from .listing import named, tasks, where
from .progress import first_open
from .route import Route
from .steps import BY_PLACE

LATEST = 6
QUIET = frozenset({Effect.IN_SCOPE, Effect.ARTICLE_7_APPLIES})  # true of nearly every case
EMPTY = {"name": "", "digest": "", "number": ""}
HAPPENED = {
    "opened": _("opened the case"),
    "imported": _("opened the case from a case file"),
    "answered": _("confirmed “%(part)s”"),
    "reopened": _("opened again what rested on a changed answer"),
    "confirmed_again": _("confirmed “%(part)s” again"),
    "row_removed": _("removed “%(part)s” from its list"),
    "draft_discarded": _("discarded a draft of “%(part)s”"),
    "file_added": _("added the file “%(name)s”"),
    "file_removed": _("removed the file “%(name)s”"),
    "submitted": _("submitted the case"),
    "returned": _("returned the case to its officer"),
    "signed_off": _("signed the submission off"),
    "decided": _("decided the case"),
    "closed": _("made the decision record"),
    "withdrawn": _("withdrew the case"),
    "handed_over": _("handed the case over"),
    "split": _("split the case by items"),
    "copied": _("started the case as a copy"),
    "taken_over": _("took over steps 1 to 3 from another case"),
}


@require_safe
def case(request, reference):
    """Parts with their state, what the law permits so far, open points, files, the flow chart."""
    found = access.visible_case(request.user, reference)
    route = Route(found)
    may_edit = found.is_editable and access.works_on(request.user, found)
    step = first_open(route)
    context = {
        "case": found,
        "route": route,
        "may_edit": may_edit,
        "is_own": found.officer_id == request.user.pk and request.user.has_role(Role.OFFICER),
        "may_withdraw": Status.WITHDRAWN in MOVES[Status(found.status)],
        "may_issue": found.status == Status.DECIDED
        and (access.works_on(request.user, found) or request.user.has_role(Role.SUPERVISOR)),
        "may_review": access.may_review(request.user, found),
        "may_copy": not found.is_decided
        and (access.works_on(request.user, found) or request.user.has_role(Role.SUPERVISOR)),
        "groups": tasks(route),
        "next_step": step,
        "waiting": answers_waiting(route) if may_edit else [],
        "permits": permits(route),
        "points": points(route) if route.ruling else [],
        "files": found.attachments.filter(removed_at=None),
        "flow": flow(route, step.place if step else None, with_links=may_edit),
        "sign_offs": route.ruling.sign_offs if route.ruling else (),
        "has_recommendation": route.answers.is_confirmed("recommendation"),
        "recipient": countries().get(found.recipient_state, found.recipient_state),
        "timeline": timeline(route),
        "returned": last_return(found),
    }
    return render(request, "wizard/case.html", context)


def permits(route: Route) -> list[dict[str, Any]]:
    """For each item each decision: open, held back by open points, or closed with its article."""
    ruling = route.ruling
    if ruling is None:
        return []
    items = {item["id"]: item for item in route.case_file["items"]}
    outcomes = decided(route.case)
    return [
        {**gates(ruling, items[item], permitted, route.risk_names), "decided": outcomes.get(item)}
        for item, permitted in ruling.permits.items()
    ]


def gates(
    ruling: Ruling, item: dict[str, Any], permitted: Iterable[str], names: dict[str, str]
) -> dict[str, Any]:
    concerned = [point for point in ruling.open_points if item["id"] in ruling.concerns(point)]
    shut = closed_by(ruling, item["id"])
    return {
        "item": item,
        "permitted": list(permitted),
        "points": len(concerned),
        "is_unfinished": bool(concerned) and not shut,
        "shut_by": shut,
        "why": [
            {
                "place": "" if is_standard(entry.as_json()) else entry.basis,
                "words": sentence(entry, risks=names),
            }
            for entry in ruling.trace
            if item["id"] in entry.items and entry.effect not in QUIET
        ],
        "gates": [
            {"decision": decision, "state": gate(decision, permitted, concerned, shut)}
            for decision in (Decision.REFUSE, Decision.AUTHORISE_WITH_MEASURES, Decision.AUTHORISE)
        ]
        if set(permitted) & {Decision.REFUSE, Decision.AUTHORISE}
        else [],
    }


def gate(decision, permitted, concerned, shut) -> str:
    if decision in permitted:
        return "only" if shut and len(list(permitted)) == 1 else "open"
    return "shut" if shut or not concerned else "hold"


def closed_by(ruling: Ruling, item: str) -> str:
    """The place of the law that has closed authorisation for good; "" where nothing has."""
    if item in ruling.prohibited:
        return "6"
    for entry in ruling.trace:
        if item in entry.items and entry.effect == Effect.REFUSE_ONLY:
            return {5: "11.2", 9: "7.3"}.get(entry.rule, "")
    return ""


def points(route: Route) -> list[dict[str, str]]:
    """The open points as sentences, each with the address at which it is answered."""
    items = {item["id"]: f"{item['id']}. {item['description']}" for item in route.items}
    return [
        {
            "words": open_point(point, risks=route.risk_names, items=items),
            "place": point.where,
            "address": where(route, point.where),
        }
        for point in route.ruling.open_points
    ]


def flow(route: Route, here: str | None, *, with_links: bool):
    """The flow chart of what is confirmed so far; None while there is no item."""
    if route.ruling is None:
        return None
    links = {place: where(route, place) for place in BY_PLACE} if with_links else None
    return chart(route.case_file, route.ruling, links=links, here=here, decided=decided(route.case))


def decided(case: Case) -> dict[str, str]:
    """The outcome of each item, once there is a decision."""
    if not case.is_decided:
        return {}
    return dict(DecisionLine.objects.filter(decision__case=case).values_list("item", "outcome"))


def timeline(route: Route) -> list[dict[str, Any]]:
    """The last things that happened, newest first, with people's names."""
    entries = list(entries_of(route.case).order_by("-id")[:LATEST])
    names = dict(
        User.objects.filter(username__in={entry.actor for entry in entries}).values_list(
            "username", "name"
        )
    )
    return [
        {
            "at": entry.at,
            "actor": names.get(entry.actor, entry.actor),
            "words": happened(route, entry),
        }
        for entry in entries
    ]


def happened(route: Route, entry: Entry) -> str:
    """One entry of the trail as a sentence."""
    words = HAPPENED.get(entry.action)
    if words is None:
        return entry.action
    facts = json.loads(entry.facts.body)
    part = named(route, (facts["step"], facts.get("row", ""))) if "step" in facts else {}
    title = f"{part['title']} {part['what']}".strip() if part else ""
    return str(words) % {**EMPTY, **facts, "part": title}


def last_return(case: Case):
    if case.status != "returned":
        return None
    submission = case.submissions.select_related("returned__returned_by").last()
    return submission.returned if submission else None
