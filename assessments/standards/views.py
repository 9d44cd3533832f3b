"""The page of the standards, for everybody; proposing and confirming, for administrators."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.cases import access
from assessments.cases.in_force import in_force
from assessments.cases.once import once
from assessments.models import Role, StandardsVersion
from assessments.reference import editions

from .choices import choices_of
from .forms import ProposalForm
from .proposing import (
    ProposalWaits,
    confirm_standards,
    propose_standards,
    waiting,
    withdraw_proposal,
)
from .showing import compared, history, past, shown


@require_safe
def standards(request):
    """Each choice in force with its explanation and its reason, the proposal, the history."""
    versions = history()
    current = next(version for version in versions if version.confirmed_at)
    proposal = next((v for v in versions if not v.confirmed_at and not v.withdrawn_at), None)
    is_administrator = request.user.has_role(Role.ADMINISTRATOR)
    context = {
        "current": current,
        "standards": shown(current, versions),
        "edition": editions.current(),
        "proposal": proposal,
        "proposed": compared(current, proposal) if proposal else [],
        "past": past(versions),
        "may_propose": is_administrator and proposal is None,
        "may_withdraw": is_administrator,
        "may_confirm": is_administrator and proposal and proposal.proposed_by != request.user,
    }
    return render(request, "standards/standards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def propose(request):
    access.require(request.user, Role.ADMINISTRATOR)
    if waiting():
        raise ProposalWaits
    form = ProposalForm(request.POST or None, current=choices_of(in_force()))
    if request.method == "POST" and form.is_valid():
        propose_standards(form.choices(), reasons=form.reasons(), by=request.user)
        messages.success(
            request, _("The proposal is recorded. Another administrator has to confirm it.")
        )
        return redirect("standards:standards")
    fields = [(form[one.key], form[f"reason-{one.key}"]) for one in form.standards]
    return render(request, "standards/propose.html", {"form": form, "pairs": fields})


@require_POST
@once
def confirm(request, number):
    access.require(request.user, Role.ADMINISTRATOR)
    proposal = get_object_or_404(StandardsVersion, number=number)
    confirm_standards(proposal, by=request.user)
    messages.success(request, _("The standards are in force from now on."))
    return redirect("standards:standards")


@require_POST
@once
def withdraw(request, number):
    access.require(request.user, Role.ADMINISTRATOR)
    withdraw_proposal(get_object_or_404(StandardsVersion, number=number), by=request.user)
    messages.success(request, _("The proposal is withdrawn."))
    return redirect("standards:standards")
