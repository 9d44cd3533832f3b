"""The pages of retention: what is due, what is held, what was destroyed."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.cases import access
from assessments.cases.once import once
from assessments.models import Case, Disposal, LegalHold, Role, User

from . import certificates, keeping
from .disposing import (
    CONFIRMERS,
    PROPOSERS,
    confirm_disposal,
    propose_disposal,
    withdraw_disposal,
)
from .forms import DisposalForm, HoldForm, LiftForm
from .holding import HOLDERS, lift_hold, place_hold

SHOWN = 50
READERS = (Role.LEGAL, Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR)


@require_safe
def due(request):
    """What may be destroyed, what waits to be confirmed, what is held, what was destroyed.

    References, people and dates only: who manages retention need not know what a case is about.
    """
    access.require(request.user, *READERS)
    people = "proposed_by", "confirmed_by", "case"
    found = Disposal.objects.filter(withdrawn_at=None).select_related(*people)
    context = {
        "due": [
            {"case": case, "until": keeping.kept_until(case)}
            for case in keeping.due().select_related("decision")[:SHOWN]
        ],
        "waiting": found.filter(confirmed_at=None),
        "destroyed": [
            (one, list(certificates.told(one.certificate)))
            for one in found.exclude(confirmed_at=None).order_by("-confirmed_at")[:SHOWN]
        ],
        "holds": LegalHold.objects.filter(lifted_at=None).select_related("case", "placed_by"),
        "may_propose": request.user.has_role(*PROPOSERS),
        "may_confirm": request.user.has_role(*CONFIRMERS),
        "may_withdraw": request.user.has_role(*PROPOSERS, *CONFIRMERS),
        "sees_holds": request.user.has_role(*HOLDERS),
        "years": settings.RETENTION_YEARS,
    }
    return render(request, "retention/due.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def propose(request, reference):
    require_own(request.user, *PROPOSERS)
    case = get_object_or_404(keeping.due().select_related("decision"), reference=reference)
    form = DisposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        propose_disposal(case, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The proposal is recorded. Another person confirms it."))
        return redirect("retention:due")
    context = {"case": case, "form": form, "until": keeping.kept_until(case)}
    return render(request, "retention/propose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def confirm(request, proposal):
    """A page that asks once more, because nothing brings the case back."""
    require_own(request.user, *CONFIRMERS)
    found = waiting_proposal(proposal)
    if request.method == "POST":
        reference = found.case.reference
        confirm_disposal(found, by=request.user)
        sentence = _("%(reference)s is destroyed. Its certificate stays.")
        messages.success(request, sentence % {"reference": reference})
        return redirect("retention:due")
    context = {"proposal": found, "until": keeping.kept_until(found.case)}
    return render(request, "retention/confirm.html", context)


@require_POST
def withdraw(request, proposal):
    require_own(request.user, *PROPOSERS, *CONFIRMERS)
    withdraw_disposal(waiting_proposal(proposal), by=request.user)
    messages.success(request, _("The proposal is withdrawn. The case stays."))
    return redirect("retention:due")


def waiting_proposal(key: int) -> Disposal:
    waits = Disposal.objects.filter(confirmed_at=None, withdrawn_at=None)
    return get_object_or_404(waits.select_related("case", "proposed_by"), pk=key)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def holds(request, reference):
    case = held_case(request, reference)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place_hold(case, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The case is held: it is not destroyed while the hold stands."))
        return redirect("retention:holds", reference)
    until = keeping.kept_until(case)
    context = {
        "case": case,
        "form": form,
        "until": until,
        "is_over": bool(until) and until < timezone.localdate(),
        "holds": case.holds.select_related("placed_by", "lifted_by"),
    }
    return render(request, "retention/holds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def lift(request, reference, hold):
    case = held_case(request, reference)
    found = get_object_or_404(
        case.holds.select_related("placed_by").exclude(placed_by=request.user),
        pk=hold,
        lifted_at=None,
    )
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lift_hold(found, because=form.cleaned_data["because"], by=request.user)
        messages.success(request, _("The hold is lifted."))
        return redirect("retention:holds", reference)
    return render(request, "retention/lift.html", {"case": case, "hold": found, "form": form})


def held_case(request, reference: str) -> Case:
    """A case that the person may read and hold."""
    require_own(request.user, *HOLDERS)
    return access.visible_case(request.user, reference)


def require_own(user: User, *roles: Role) -> None:
    """Nobody holds or destroys a case in the place of somebody else. Raises Http404."""
    if not user.has_role(*roles):
        raise Http404
