"""The case page: the home of the work on a case."""

from collections.abc import Iterable
from typing import Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.audit.trail import WITNESSED, entries_of, facts_of
from assessments.cases import access, history
from assessments.cases.bars import MATCH_NOT_CLEARED
from assessments.cases.clock import Clock, Wait, clock_with
from assessments.cases.comments import to_answer, unanswered
from assessments.cases.flow import chart
from assessments.cases.happenings import sentence as sentence_of
from assessments.cases.lists import list_of
from assessments.cases.naming import items_in_sentence
from assessments.cases.sentences import is_standard, sentence
from assessments.cases.waiting_work import failures
from assessments.cases.wording import open_point
from assessments.law import Decision, Effect, Ruling
from assessments.models import Case, DecisionLine, Entry, Purpose, Role, Status
from assessments.reference.editions import countries
from assessments.requests.listing import sent

from .conditions_set import conditions_set
from .finishing import answers_waiting
from .listing import named, tasks, where
from .progress import first_open
from .route import Route
from .steps import BY_PLACE
from .xrayed import for_officer

LATEST = 6
QUIET = frozenset({Effect.IN_SCOPE, Effect.ARTICLE_7_APPLIES})  # true of nearly every case
USUAL = (Decision.REFUSE, Decision.AUTHORISE_WITH_MEASURES, Decision.AUTHORISE)


@require_safe
def case(request, reference):
    """Parts with their state, what the law permits so far, open points, files, the flow chart."""
    found = access.visible_case(request.user, reference)
    route = Route(found)
    may = access.rights(request.user, found)
    step = first_open(route)
    comments = to_answer(found)
    context = {
        "listed": list_of(found, request.user),
        "case": found,
        "route": route,
        "may": may,
        "may_edit": may.may_edit,
        "interest": access.what_to_do(Purpose.ASSESS if may.works_on else Purpose.DECIDE),
        "may_hold": request.user.has_role(Role.LEGAL, Role.HEAD, Role.AUDITOR),
        "groups": tasks(route),
        "next_step": step,
        "waiting": answers_waiting(route) if may.may_edit else [],
        "clock": clock_on(route),
        "requests": route.requests,
        "permits": permits(route),
        "conditions": conditions_set(route),
        "points": points(route) if route.ruling else [],
        "bars": route.bars,
        "record_failures": failures(found) if found.status == Status.DECIDED else 0,
        **to_look_at(route),
        "files": found.attachments.filter(removed_at=None),
        "flow": flow(route, step.place if step else None, with_links=may.may_edit),
        "sign_offs": route.ruling.sign_offs if route.ruling else (),
        "has_recommendation": route.answers.is_confirmed("recommendation"),
        "recipient": countries().get(found.recipient_state, found.recipient_state),
        "timeline": timeline(route),
        "returned": last_return(found),
        "adopted": route.profiles,
        "note_count": found.notes.count(),
        "comments": comments,
        "unanswered": unanswered(comments),
        "xrays": for_officer(route, request.user, may),
    }
    return render(request, "wizard/case.html", context)


def to_look_at(route: Route) -> dict[str, int]:
    """How many matches with lists, and how many changes in them, wait for somebody."""
    return {
        "matches_waiting": sum(bar.code == MATCH_NOT_CLEARED for bar in route.bars),
        "list_flags": route.case.list_flags.filter(seen_at=None).count(),
    }


def clock_on(route: Route) -> Clock:
    """How long the case has been in hand, and whether its clock stands."""
    case = route.case
    waits = [Wait(one.sent_on, one.ended_on) for one in sent(route.requests) if one.stops_clock]
    decided_on = case.decision.decided_on if case.is_decided else None
    return clock_with(case, waits, decided_on=decided_on)


def permits(route: Route) -> list[dict[str, Any]]:
    """For each item each decision: open, held back by open points, or closed with its article."""
    ruling = route.ruling
    if ruling is None:
        return []
    items = {item["id"]: item for item in route.case_file["items"]}
    names = items_in_sentence(route.case_file), route.risk_names
    outcomes = decided(route.case)
    return [
        {**gates(ruling, items[item], permitted, names), "decided": outcomes.get(item)}
        for item, permitted in ruling.permits.items()
    ]


def gates(ruling: Ruling, item: dict[str, Any], permitted: Iterable[str], names) -> dict[str, Any]:
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
                "cite": "" if is_standard(entry.as_json()) else entry.basis,
                "words": sentence(entry, *names),
            }
            for entry in ruling.trace
            if item["id"] in entry.items and entry.effect not in QUIET
        ],
        "gates": [
            {"decision": decision, "state": gate(decision, permitted, concerned, shut)}
            for decision in (*(set(permitted) - set(USUAL)), *USUAL)
        ],
    }


def gate(decision, permitted, concerned, shut) -> str:
    if decision in permitted:
        return "only" if len(list(permitted)) == 1 and (shut or not concerned) else "open"
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
    work = entries_of(route.case).exclude(action__in=WITNESSED)
    return told(route, work.order_by("-id")[:LATEST])


def told(route: Route, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries as sentences: when, by whom and for whom, and what."""
    facts = [(entry, facts_of(entry)) for entry in entries]
    names = history.names_in(facts)
    return [
        {
            "at": entry.at,
            "actor": history.actor(entry.actor, said, names),
            "words": happened(route, entry, with_names(said, names)),
        }
        for entry, said in facts
    ]


def with_names(facts: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """The facts with people by their names."""
    return {
        **facts,
        **{one: names[facts[one]] for one in history.OTHERS if facts.get(one) in names},
    }


def happened(route: Route, entry: Entry, facts: dict[str, Any]) -> str:
    """One entry of the trail as a sentence."""
    part = named(route, (facts["step"], facts.get("row", ""))) if "step" in facts else {}
    return sentence_of(entry.action, facts, f"{part['title']} {part['what']}" if part else "")


def last_return(case: Case):
    if case.status != "returned":
        return None
    submission = case.submissions.select_related("returned__returned_by").last()
    return submission.returned if submission else None
