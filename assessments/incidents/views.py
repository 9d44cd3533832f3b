"""The register of incidents: the list, one incident with its views, the form, the pattern."""

import re
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cases import access
from assessments.cases.answering import carried_out
from assessments.cases.once import once
from assessments.models import IncidentVersion, IncidentView, Role

from . import listing
from . import pattern as patterns
from .acts import JUDGES, add_incident, correct_incident, form_view
from .forms import CorrectionForm, IncidentForm, RegisterFilter, ViewForm

REFERENCE = re.compile(r"[0-9]{4}-[0-9]{5,9}", re.ASCII)


def wanted_of(form: RegisterFilter) -> dict[str, Any]:
    """The filters in use."""
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}


@require_safe
def register(request):
    """All incidents as they are known last, filtered, in pages."""
    form = RegisterFilter(request.GET.dict())
    wanted = wanted_of(form)
    page = listing.page(listing.filtered(wanted), request.GET.get("page", ""))
    at = {
        name: has and "?" + urlencode({**wanted, "page": page.number + step})
        for name, has, step in (
            ("newer", page.has_previous(), -1),
            ("older", page.has_next(), 1),
        )
    }
    context = {
        "filters": form,
        "page": page,
        "is_filtered": bool(wanted),
        "wanted": urlencode(wanted),
        "may_keep": Role.EDITOR in access.roles_of(request.user),
        **at,
    }
    return render(request, "incidents/register.html", context)


@require_safe
def pattern(request):
    """What the incidents that the filters leave have in common, and what is not known of them."""
    form = RegisterFilter(request.GET.dict())
    wanted = wanted_of(form)
    found = list(listing.filtered(wanted))
    context = {
        "filters": form,
        "wanted": urlencode(wanted),
        "number": len(found),
        "dimensions": patterns.dimensions(found),
        "not_known": patterns.not_known(found),
    }
    return render(request, "incidents/pattern.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def incident(request, incident):
    """One incident: what is known last, the views, earlier versions; a form for a view."""
    versions = versions_of(incident)
    last = versions[0]
    may_judge = not access.roles_of(request.user).isdisjoint(JUDGES)
    if request.method == "POST" and not may_judge:
        raise Http404
    form = ViewForm(request.POST or None)
    seen = as_seen(request, versions)
    if carried_out(request, form, partial(form_view, seen, by=request.user)):
        messages.success(request, _("The view is kept."))
        return redirect(request.get_full_path())
    views = IncidentView.objects.filter(version__incident=incident)
    views = list(views.select_related("version", "formed_by").order_by("-id"))
    last.conclusion = next((v.conclusion for v in views if v.version_id == last.pk), None)
    last.has_older_view = bool(views)
    context = {
        "case": came_from(request),
        "last": last,
        "earlier": versions[1:],
        "views": views,
        "form": form if may_judge else None,
        "may_keep": Role.EDITOR in access.roles_of(request.user),
    }
    return render(request, "incidents/incident.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def add(request):
    """A new incident."""
    access.require(request.user, Role.EDITOR)
    form = IncidentForm(request.POST or None)
    added: list[IncidentVersion] = []

    def enter(**_given):
        added.append(add_incident(form.facts(), by=request.user))

    if carried_out(request, form, enter):
        messages.success(request, _("The incident is in the register. A view is still missing."))
        return redirect("incidents:incident", added[0].incident_id)
    return render(request, "incidents/form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def correct(request, incident):
    """The next version of an incident."""
    access.require(request.user, Role.EDITOR)
    versions = versions_of(incident)
    form = CorrectionForm(request.POST or None, initial=CorrectionForm.begun(versions[0]))
    seen = as_seen(request, versions)

    def enter(*, because, **_given):
        correct_incident(seen, form.facts(), because=because, by=request.user)

    if carried_out(request, form, enter):
        messages.success(request, _("The correction is kept. It needs a view of its own."))
        return redirect("incidents:incident", incident)
    return render(request, "incidents/form.html", {"form": form, "last": versions[0]})


def came_from(request) -> str:
    """The reference of the case whose page led here, for the way back; "" from the register."""
    said = request.GET.get("case", "")
    return said if REFERENCE.fullmatch(said) else ""


def versions_of(incident: int) -> list[IncidentVersion]:
    """All versions, the last one first. Raises Http404."""
    found = IncidentVersion.objects.filter(incident=incident).select_related("written_by")
    versions = list(found.order_by("-number"))
    if not versions:
        raise Http404
    return versions


def as_seen(request, versions: list[IncidentVersion]) -> IncidentVersion:
    """The version that the page posted was made from; the last one where it names none."""
    number = request.POST.get("seen", "")
    return next((one for one in versions if str(one.number) == number), versions[0])
