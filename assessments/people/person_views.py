"""What an administrator changes about a person: roles, unit, password, and being at work."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.cases import access
from assessments.cases.answering import carried_out
from assessments.models import Role, User
from assessments.sign_in import passwords, step_up

from . import leaving
from .answering import done
from .forms import DeactivateForm, MoveForm, PasswordForm, RolesForm
from .granting import propose_roles
from .roles import is_alone

EDITING = require_http_methods(["GET", "HEAD", "POST"])


@EDITING
def roles(request, person):
    """Propose roles; those of somebody who comes back, if the person was deactivated."""
    found = asked_for(request, person)
    form = RolesForm(request.POST or None, initial={"roles": found.roles})
    alone = is_alone(request.user)
    if carried_out(request, form, partial(propose_roles, found, by=request.user)):
        sentence = (
            _("The change has effect, and waits for the review of a second administrator.")
            if alone
            else _("The proposal is recorded. Another administrator has to confirm it.")
        )
        return done(request, sentence, "people:person", found.pk)
    context = {"shown": found, "form": form, "is_alone": alone}
    return render(request, "people/roles.html", context)


@EDITING
def move(request, person):
    found = asked_for(request, person)
    form = MoveForm(request.POST or None, initial={"unit": found.unit_id})
    if carried_out(request, form, partial(leaving.move, found, by=request.user)):
        return done(request, _("The unit is changed."), "people:person", found.pk)
    return render(request, "people/move.html", {"shown": found, "form": form})


@EDITING
def deactivate(request, person):
    found = asked_for(request, person)
    if not found.is_active:
        raise Http404
    form = DeactivateForm(request.POST or None)
    if carried_out(request, form, partial(leaving.deactivate, found, by=request.user)):
        sentence = _("%(name)s is deactivated, and signed out everywhere.")
        return done(request, sentence % {"name": found.name}, "people:person", found.pk)
    return render(request, "people/deactivate.html", {"shown": found, "form": form})


@EDITING
def password(request, person):
    """For somebody who has forgotten theirs. The answer to the post shows it: it is kept nowhere.

    Nobody gets round the second factor of another like this, nor round their own step-up.
    """
    found = asked_for(request, person)
    if found == request.user or not found.is_active:
        raise Http404
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step_up.require(request)
        given = passwords.give_one_time(found, by=request.user, **form.cleaned_data)
        return render(request, "people/added.html", {"shown": found, "password": given})
    return render(request, "people/password.html", {"shown": found, "form": form})


def asked_for(request, person: int) -> User:
    access.require(request.user, Role.ADMINISTRATOR)
    return get_object_or_404(User.objects.select_related("unit"), pk=person)
