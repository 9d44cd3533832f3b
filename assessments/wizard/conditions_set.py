"""The conditions of a decided case, as its page lists them."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.cases.naming import items_phrase, latin
from assessments.cases.places import risk_of, title
from assessments.models import Condition
from assessments.reference import editions

from .route import Route

ROUTINE, DECISION = "routine", "decision"


def conditions_set(route: Route) -> list[dict[str, Any]]:
    """Each with the name of its measure and what it serves; none before the decision."""
    if not route.case.is_decided:
        return []
    found = Condition.objects.filter(decision__case=route.case)
    return [
        {
            "condition": one,
            "name": catalogued(one),
            "serves": serves(one, route),
            "items": items_phrase(one.items),
            "is_routine": one.rests_on == ROUTINE,
        }
        for one in found
    ]


def catalogued(condition: Condition) -> str:
    """The code of a measure and the name it has in the catalogue; "" for one without a code."""
    if not condition.code:
        return ""
    known = editions.current().measure(condition.code)
    return " ".join(filter(None, (latin(condition.code), known.name if known else "")))


def serves(condition: Condition, route: Route) -> str:
    """The risk, or diversion, that it serves against."""
    if condition.rests_on == ROUTINE:
        return _("Routine condition")
    if condition.rests_on == DECISION:
        return _("Named by the decider")
    risk = risk_of(condition.rests_on)
    return route.risk_names.get(risk, risk) if risk else title(condition.rests_on)
