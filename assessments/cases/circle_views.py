"""Who may see a case: by name and why; share it, assign a reviewer, give it to another unit."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from . import access
from .assigning import assign, end_assignment, end_reading, let_read, move_to_unit
from .circle import everybody
from .circle_forms import WORK, AssignForm, MoveForm, ShareForm
from .handing_over import share, unshare
from .once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def colleagues(request, reference):
    """Everybody by name and why; for its officer, the form that shares it."""
    if request.method == "POST":
        case = access.own_clean_case(request.user, reference)
    else:
        case = access.visible_case(request.user, reference)
    may = access.rights(request.user, case)
    may_share = may.is_own and not may.is_interested
    data = request.POST if request.method == "POST" else None
    form = ShareForm(data, case=case, by=request.user) if may_share else None
    if data is not None and form.is_valid():
        share_as_asked(case, form, by=request.user)
        return redirect("cases:colleagues", reference)
    context = {"case": case, "form": form, "may": may, "seers": everybody(case)}
    return render(request, "cases/colleagues.html", context)


def share_as_asked(case, form, *, by):
    person = form.cleaned_data["colleague"]
    if form.cleaned_data["how"] == WORK:
        share(case, with_colleague=person, by=by)
    else:
        let_read(case, reader=person, by=by)


@require_POST
def remove_colleague(request, reference, person):
    case = access.own_clean_case(request.user, reference)
    colleague = get_object_or_404(case.colleagues, pk=person)
    unshare(case, with_colleague=colleague, by=request.user)
    return redirect("cases:colleagues", reference)


@require_POST
def remove_reader(request, reference, person):
    case = access.own_clean_case(request.user, reference)
    reading = get_object_or_404(case.readings.filter(ended_at=None), person=person)
    end_reading(reading, by=request.user)
    return redirect("cases:colleagues", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def assign_reviewer(request, reference):
    case = access.assignable_case(request.user, reference)
    form = AssignForm(request.POST if request.method == "POST" else None, case=case)
    if request.method == "POST" and form.is_valid():
        person, role = form.cleaned_data["reviewer"]
        assign(case, to=person, role=role, by=request.user)
        return redirect("cases:colleagues", reference)
    return render(request, "cases/assign.html", {"case": case, "form": form})


@require_POST
def unassign(request, reference, assignment):
    case = access.assignable_case(request.user, reference)
    found = get_object_or_404(case.assignments.filter(ended_at=None), pk=assignment)
    end_assignment(found, by=request.user)
    return redirect("cases:colleagues", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def move_to_another_unit(request, reference):
    case = access.movable_case(request.user, reference)
    form = MoveForm(request.POST if request.method == "POST" else None, case=case)
    if request.method == "POST" and form.is_valid():
        move_to_unit(case, **form.cleaned_data, by=request.user)
        sentence = _("%(reference)s is now the case of another unit.")
        messages.success(request, sentence % {"reference": reference})
        return redirect("cases:to_review")
    return render(request, "cases/move.html", {"case": case, "form": form})
