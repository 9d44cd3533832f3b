"""Name who stands in for a person, and end it early: for the person and for administrators."""

from datetime import date
from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.cases.answering import carried_out
from assessments.models import Role, Substitution, User
from assessments.models.people import ON_CASES

from .answering import done
from .forms import SubstituteForm
from .substituting import end_substitution, name_substitute


@require_http_methods(["GET", "HEAD", "POST"])
def name(request, person):
    absent = get_object_or_404(User, pk=person)
    require_own_or_administrator(request.user, absent)
    if not absent.has_role(*ON_CASES):
        raise Http404
    form = SubstituteForm(
        request.POST or None, absent=absent, people=those_who_may(absent, request.user)
    )
    if carried_out(request, form, partial(named, absent, by=request.user)):
        return done(request, _("It is recorded."), "people:person", absent.pk)
    return render(request, "people/substitute.html", {"shown": absent, "form": form})


def named(absent: User, *, first: str, last: str, by: User, **chosen) -> None:
    days = (date.fromisoformat(first), date.fromisoformat(last))
    name_substitute(absent, days=days, by=by, **chosen)


def those_who_may(absent: User, by: User):
    """Colleagues with a role in common; for administrators, who may delegate, all but auditors."""
    people = User.objects.filter(is_active=True).exclude(pk=absent.pk)
    if by.has_role(Role.ADMINISTRATOR):
        return people.exclude(roles__contains=[Role.AUDITOR])
    held = [role for role in absent.roles if role in ON_CASES]
    return people.filter(roles__overlap=held)


@require_POST
def end(request, substitution):
    found = get_object_or_404(Substitution.objects.select_related("absent"), pk=substitution)
    require_own_or_administrator(request.user, found.absent)
    end_substitution(found, by=request.user)
    return done(request, _("The substitution has ended."), "people:person", found.absent_id)


def require_own_or_administrator(by: User, absent: User) -> None:
    """Raise Http404 for everybody else."""
    if by != absent and not by.has_role(Role.ADMINISTRATOR):
        raise Http404
