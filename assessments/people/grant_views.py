"""A proposal of roles is confirmed or withdrawn; what was waived is reviewed."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.cases import access
from assessments.cases.answering import carried_out
from assessments.models import Role, RoleGrant

from .answering import done
from .forms import ReviewForm
from .granting import confirm_grant, may_review, review_waiver, withdraw_grant


@require_POST
def confirm(request, grant):
    found = asked_for(request, grant)
    confirm_grant(found, by=request.user)
    return done(request, _("The roles are in force from now on."), "people:person", found.person_id)


@require_POST
def withdraw(request, grant):
    found = asked_for(request, grant)
    withdraw_grant(found, by=request.user)
    return done(request, _("The proposal is withdrawn."), "people:person", found.person_id)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, grant):
    """What the second administrator finds; for nobody else."""
    found = asked_for(request, grant)
    if not found.is_waived or found.reviewed_at or not may_review(found, request.user):
        raise Http404
    form = ReviewForm(request.POST or None)
    if carried_out(request, form, partial(review_waiver, found, by=request.user)):
        return done(request, _("Your review is recorded."), "people:people")
    return render(request, "people/review.html", {"grant": found, "form": form})


def asked_for(request, grant: int) -> RoleGrant:
    access.require(request.user, Role.ADMINISTRATOR)
    return get_object_or_404(RoleGrant, pk=grant)
