"""The precedents of a case, and the search among all that the reader may see."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.audit.trail import Verb, record
from assessments.cases import access
from assessments.models import Case, DecisionLine, Role, User
from assessments.models.text import showable
from assessments.reference import editions

from . import finding
from .forms import SearchForm

LIKENESS = {
    "end_user": _("The same end user"),
    "state_and_article": _("The same State, the same category"),
    "article": _("The same category, other States"),
    "state": _("The same State, other categories"),
}
LAST_PAGE = 40  # beyond it a narrower search finds more


@require_safe
def of_case(request, reference):
    """Similar items, end users and countries, how they were decided and why."""
    case = access.visible_case(request.user, reference)
    found = finding.compared(case, request.user)
    note([line for _likeness, lines in found for line in lines], case, by=request.user)
    groups = [
        {"title": LIKENESS[likeness], "lines": [shown(one) for one in lines]}
        for likeness, lines in found
    ]
    return render(request, "precedents/of_case.html", {"case": case, "groups": groups})


@require_safe
def search(request):
    """All decisions that the reader may see, item by item, filtered, the latest first."""
    access.require(request.user, Role.OFFICER, Role.AUDITOR, *access.REVIEWERS)
    form = SearchForm(request.GET.dict())
    form.is_valid()
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    page = page_of(request.GET.get("page", ""))
    start = (page - 1) * finding.PAGE
    found = finding.told(finding.found(request.user, wanted))[start : start + finding.PAGE + 1]
    has_more = len(found) > finding.PAGE and page < LAST_PAGE
    lines = found[: finding.PAGE]
    note(lines, None, by=request.user)
    context = {
        "form": form,
        "lines": [shown(one) for one in lines],
        "is_filtered": bool(wanted),
        "newer": page > 1 and f"?{urlencode({**wanted, 'page': page - 1})}",
        "older": has_more and f"?{urlencode({**wanted, 'page': page + 1})}",
    }
    return render(request, "precedents/search.html", context)


@transaction.atomic
def note(lines: Iterable[DecisionLine], case: Case | None, *, by: User) -> None:
    """The reasons of other cases are read here: an entry says of which."""
    if cases := sorted({line.decision.case.reference for line in lines}):
        record(Verb.PRECEDENTS_READ, case, by=by, cases=", ".join(cases))


def page_of(text: str) -> int:
    """The page asked for; the first for what no page has written."""
    return min(int(text), LAST_PAGE) if text.isascii() and text.isdigit() and int(text) else 1


def shown(line: DecisionLine) -> dict[str, Any]:
    """A precedent as the page tells it."""
    item = line.content or {}
    return {
        "case": line.decision.case,
        "decided_on": line.decision.decided_on,
        "outcome": line.outcome,
        "reasons": line.reasons,
        "description": showable(item.get("description", "")),
        "article": item.get("article", ""),
        "quantity": item.get("quantity"),
        "unit": showable(item.get("unit") or ""),
        "conditions": [named(one.code, one.text) for one in finding.conditions(line)],
    }


def named(code: str, text: str) -> str:
    """A measure by its code and name, and what was written on it."""
    measure = editions.current().measure(code)
    return " – ".join(filter(None, (f"{code} {measure.name}" if measure else code, text)))
