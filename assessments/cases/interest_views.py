"""Pages on conflicts of interest: open a case with the declaration, declare, look, clear."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models import Role

from . import access
from .declaring import clear_interest, declare, open_declared
from .interest_forms import ClearanceForm, InterestForm, OpeningForm, TellInterestForm
from .once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def open_one(request):
    """The declaration, and with it a new draft; on to its first question."""
    if not request.user.has_role(Role.OFFICER):
        raise Http404
    form = OpeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case = open_declared(by=request.user)
        return redirect("wizard:step", case.reference, "application")
    return render(request, "cases/open.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def declare_interest(request, reference):
    """Asked before the first edit; later, and of reviewers, for an interest that comes up."""
    case = access.declarable_case(request.user, reference)
    onward = address_within(case, request.POST.get("next") or request.GET.get("next", ""))
    is_asked = access.must_declare(case)
    form = (InterestForm if is_asked else TellInterestForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        declare(case, purpose=case.purpose, by=request.user, interest=form.told)
        if form.told:
            messages.warning(request, access.what_to_do(case.purpose))
        return redirect("wizard:case" if form.told else onward, *([reference] if form.told else []))
    context = {"case": case, "form": form, "onward": onward, "is_asked": is_asked}
    return render(request, "cases/declare.html", context)


def address_within(case, address: str) -> str:
    """Where the person was going, if it is a page of this case; else the case itself."""
    home = reverse("wizard:case", args=[case.reference])
    return address if address.startswith(home) else home


@require_safe
def interests(request):
    """Interests declared in the cases of the unit, for its supervisor to find on."""
    access.require(request.user, Role.SUPERVISOR)
    context = {"declarations": access.clearable(request.user)}
    return render(request, "cases/interests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def clear(request, declaration):
    found = get_object_or_404(access.clearable(request.user), pk=declaration)
    form = ClearanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        clear_interest(found, reasons=form.cleaned_data["reasons"], by=request.user)
        sentence = _("%(name)s may go on with case %(reference)s.")
        told = {"name": found.person.name, "reference": found.case.reference}
        messages.success(request, sentence % told)
        return redirect("cases:interests")
    return render(request, "cases/clear_interest.html", {"declaration": found, "form": form})
