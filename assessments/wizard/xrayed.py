"""X-rays as the pages of a case show them: places by their names, with their addresses."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases.access import Rights
from assessments.cases.comments import may_be_noted
from assessments.models import User
from assessments.xrays.finding import Finding, Place
from assessments.xrays.looking import XRAYS, Seen, look

from .listing import named, where
from .recommending import KEY
from .route import Route
from .snapshot import place as place_of
from .steps import BY_NAME, ROW_STEPS, Step

Addressed = Callable[[Place], str]
RECOMMENDATION, _ROW = KEY
MOST_PLACES = 12  # named in one finding


def xrayed(route: Route, reader: User, address: Addressed) -> dict[str, Any]:
    """What the X-rays find in the case, for a page on which `address` leads to a place."""
    found, is_finished = look(route.case, route.answers, reader)
    groups = [group(route, seen, address) for seen in found]
    return {
        "groups": groups,
        "count": sum(len(one["findings"]) for one in groups),
        "is_finished": is_finished,
        "titles": [xray.title for xray in XRAYS],
    }


def for_officer(route: Route, reader: User, may: Rights) -> dict[str, Any] | None:
    """For whoever works on the case, until it has ended."""
    if not may.works_on or not may_be_noted(route.case):
        return None
    return xrayed(route, reader, to_page(route) if may.may_edit else nowhere)


def group(route: Route, seen: Seen, address: Addressed) -> dict[str, Any]:
    about = {"title": seen.xray.title, "why": seen.xray.why, "cite": seen.xray.cite}
    return {**about, "findings": [shown(route, one, address) for one in seen.findings]}


def shown(route: Route, finding: Finding, address: Addressed) -> dict[str, Any]:
    places = [{**called(route, place), "address": address(place)} for place in finding.places]
    return {
        "words": finding.words,
        "places": places[:MOST_PLACES],
        "more_places": max(0, len(places) - MOST_PLACES),
        "quotes": finding.quotes,
        "cases": finding.cases,
        "links": finding.links,
        "more": more(finding),
        "part": step_of(finding.places[0]).part,
        "key": key(finding),
    }


def key(finding: Finding) -> str:
    """Names the finding for as long as it says the same."""
    said = repr((finding.words, finding.places, finding.quotes))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def called(route: Route, place: Place) -> dict[str, str]:
    """The place by its name: what it cites, its title, and which row of a list it is."""
    parts = (place.part,) if place.part else ()
    return named(route, (place.step, place.row), parts)


def more(finding: Finding) -> str:
    """How many other cases there are that the reader may not see, or that were not counted."""
    if finding.and_more:
        return _("and in more cases than are counted here")
    if not finding.hidden:
        return ""
    return ngettext(
        "in one case that you may not see",
        "in %(count)s cases that you may not see",
        finding.hidden,
    ) % {"count": finding.hidden}


def step_of(place: Place) -> Step:
    """The step whose section shows the place, and to whose part a comment on it belongs.

    A risk is worked through at mitigation; the recommendation follows from overriding risk.
    """
    elsewhere = {"risk": "mitigation", RECOMMENDATION: "overriding"}
    return BY_NAME[elsewhere.get(place.step) or ROW_STEPS.get(place.step, place.step)]


def to_page(route: Route) -> Addressed:
    """Addresses for the officer: where the answer is given."""

    def address(place: Place) -> str:
        if place.step == RECOMMENDATION:
            return reverse("wizard:recommend", args=[route.case.reference])
        return where(route, place.part or place_of(place.step, place.row))

    return address


def nowhere(place: Place) -> str:
    """While the answers are frozen there is no page to lead to."""
    return ""


def to_section(place: Place) -> str:
    """Addresses for the reviewer: the answer further down on the same page."""
    return "#outcome" if place.step == RECOMMENDATION else f"#step-{step_of(place).name}"
