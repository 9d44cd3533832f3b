"""The measures that the page of the decision asks about: which they are, and their names."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.cases.naming import isolated, items_phrase, latin, risk_names
from assessments.cases.places import risk_of, title
from assessments.law import Decision
from assessments.reference import editions
from assessments.wizard.route import Route

from .conditions import DECISION, OWN, Measure, relied_on, without_measure
from .forms import DecisionForm
from .measure_fields import Asked

LONGEST_NAME = 60


def asked_measures(route: Route, offered: Mapping[str, Collection[str]]) -> list[Asked]:
    """Those that a permission may rest on; the decider's own last, where an item has no other."""
    items = [item for item, those in offered.items() if Decision.AUTHORISE_WITH_MEASURES in those]
    trace = [entry.as_json() for entry in route.ruling.trace]
    found = relied_on(route.case_file, trace, items)
    if unserved := without_measure(found, items):
        found.append(Measure(OWN, tuple(unserved), DECISION))
    risks = risk_names(route.case_file)
    return [Asked(one, name(one, risks), number) for number, one in enumerate(found, start=1)]


def name(measure: Measure, risks: Mapping[str, str]) -> str:
    """How the page calls a measure: "M15 Embedded advisers … (Risk 1)"."""
    if measure.key == OWN:
        return _("your own measure")
    told = {"measure": catalogued(measure), "serves": serves(measure, risks)}
    return _("%(measure)s (%(serves)s)") % told


def catalogued(measure: Measure) -> str:
    """Its code and the name it has in the catalogue; else the beginning of its words."""
    if not measure.code:
        return isolated(Truncator(measure.text.rstrip(".")).chars(LONGEST_NAME))
    known = editions.current().measure(measure.code)
    return " ".join(filter(None, (latin(measure.code), known.name if known else "")))


def serves(measure: Measure, risks: Mapping[str, str]) -> str:
    """What it serves against: a risk, or diversion."""
    return risks.get(risk_of(measure.rests_on)) or title(measure.rests_on)


def measures_of(form: DecisionForm, item: str) -> list[Asked]:
    """The measures that an item rests on if it is authorised with measures."""
    return [one for one in form.asked if item in one.measure.items]


def bound_measures(form: DecisionForm) -> list[dict[str, Any]]:
    """Each measure with its fields, for the page; a day stands beneath the answer that opens it."""
    return [
        {
            "asked": one,
            "items": items_phrase(one.measure.items),
            "fields": [
                form[one.field(what)]
                for what in ("text", "owner", "due", "proof", "consequence")
                if one.field(what) in form.fields
            ],
        }
        for one in form.asked
    ]
