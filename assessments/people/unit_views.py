"""The units of the authority, for administrators."""

from functools import partial

from django.db.models import Count, F, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.cases import access
from assessments.cases.answering import carried_out
from assessments.models import Role, Unit

from .answering import done
from .forms import UnitForm
from .units import add_unit, close_unit, rename_unit


@require_http_methods(["GET", "HEAD", "POST"])
def units(request):
    """All units with how many people are in each, and a form to add one."""
    access.require(request.user, Role.ADMINISTRATOR)
    form = UnitForm(request.POST or None)
    if carried_out(request, form, partial(add_unit, by=request.user)):
        return done(request, _("The unit is added."), "people:units")
    at_work = Count("people", filter=Q(people__is_active=True))
    found = Unit.objects.annotate(at_work=at_work).order_by(
        F("closed_at").asc(nulls_first=True), "name"
    )
    return render(request, "people/units.html", {"units": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request, unit):
    found = asked_for(request, unit)
    form = UnitForm(request.POST or None, initial={"name": found.name})
    if carried_out(request, form, partial(rename_unit, found, by=request.user)):
        return done(request, _("The unit is renamed."), "people:units")
    return render(request, "people/unit.html", {"unit": found, "form": form})


@require_POST
def close(request, unit):
    close_unit(asked_for(request, unit), by=request.user)
    return redirect("people:units")


def asked_for(request, unit: int) -> Unit:
    access.require(request.user, Role.ADMINISTRATOR)
    return get_object_or_404(Unit, pk=unit, closed_at=None)
