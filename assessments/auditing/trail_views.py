"""The trail by case, person and day, and one entry of it whole; for auditors alone."""

import json
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.audit import replica
from assessments.audit.trail import Verb, facts_of
from assessments.cases import access
from assessments.cases.witness import is_first_of_the_hour, note
from assessments.models import Case, Entry, Role

from . import trail as trails
from .forms import TrailForm


@require_safe
def trail(request):
    """Fifty entries a page, the newest first."""
    access.require(request.user, Role.AUDITOR)
    form = TrailForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    case = Case.objects.filter(reference=wanted["case"]).first() if wanted.get("case") else None
    is_unknown = bool(wanted.get("case")) and case is None
    found, lacks = trails.Page([], None, None), 0
    if form.is_valid() and not is_unknown:
        place = {"older": place_in(request, "older"), "newer": place_in(request, "newer")}
        wanted["case"] = case and case.pk
        found, lacks = replica.read(lambda: trails.page(wanted, **place))
    is_open = case is not None and case.is_decided
    if is_open and is_first_of_the_hour(request, case.reference):
        note(Verb.READ, case.reference, request.user, page="auditing:trail")
    context = {
        "form": form,
        "page": found,
        "lacks": lacks,
        "case": case,
        "is_open": is_open,
        "is_unknown": is_unknown,
        "newer": found.newer and address(request, newer=found.newer),
        "older": found.older and address(request, older=found.older),
    }
    return render(request, "auditing/trail.html", context)


def place_in(request, name: str) -> int | None:
    """The entry that a page begins beside. Raises Http404 for what no page has written."""
    written = request.GET.get(name, "")
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) < 19):
        raise Http404
    return int(written)


def address(request, **place: int) -> str:
    """The address of another page with the same filters."""
    filters = {name: value for name, value in request.GET.items() if value}
    kept = {name: value for name, value in filters.items() if name not in ("older", "newer")}
    return f"{request.path}?{urlencode({**kept, **place})}"


@require_safe
def entry(request, entry):
    """All that an entry holds. What it says of a case is read, and that is noted."""
    access.require(request.user, Role.AUDITOR)
    found = get_object_or_404(Entry.objects.select_related("facts", "link"), pk=entry)
    (event,) = trails.told_of(trails.one(entry), of_a_case=True)
    if event.case and event.is_open:
        note(Verb.READ, event.case.reference, request.user, page="auditing:entry", entry=entry)
    context = {"event": event, "entry": found, "facts": facts(found) if event.is_open else ""}
    return render(request, "auditing/entry.html", context)


def facts(found: Entry) -> Any:
    known = facts_of(found)
    return json.dumps(known, indent=2, ensure_ascii=False, sort_keys=True) if known else ""
