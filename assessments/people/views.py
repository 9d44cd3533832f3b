"""The list of people, a person, and adding one."""

from functools import partial
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cases import access
from assessments.cases.answering import carried_out
from assessments.models import Role, User
from assessments.models.people import ON_CASES
from assessments.sign_in.passwords import one_time_password

from . import listing, showing
from .adding import add_person
from .forms import AddForm, PeopleFilter
from .granting import propose_roles
from .roles import is_alone


@require_safe
def people(request):
    """Everybody, what waits for a second administrator, and what was waived for want of one."""
    access.require(request.user, Role.ADMINISTRATOR, Role.AUDITOR)
    form = PeopleFilter({"state": "active", **request.GET.dict()})
    form.is_valid()
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    given = request.GET
    page = listing.page(
        listing.filtered(wanted), after=given.get("after", ""), before=given.get("before", "")
    )
    asked = {**wanted, "state": wanted.get("state", "")}
    context = {
        "filters": form,
        "page": page,
        "earlier": page.earlier and urlencode({**asked, "before": page.earlier.pk}),
        "later": page.later and urlencode({**asked, "after": page.later.pk}),
        "proposals": showing.proposals(request.user),
        "waivers": showing.waivers(request.user),
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "people/people.html", context)


@require_safe
def person(request, person):
    """Roles, unit, substitutes and history; for administrators, auditors and the person."""
    found = get_object_or_404(User.objects.select_related("unit"), pk=person)
    by = request.user
    may_list = by.has_role(Role.ADMINISTRATOR, Role.AUDITOR)
    if found != by and not may_list:
        raise Http404
    may_change = by.has_role(Role.ADMINISTRATOR)
    context = {
        "shown": found,
        "why_several": showing.why_several(found),
        "proposals": [one for one in showing.proposals(by) if one["grant"].person == found],
        "substitutions": showing.substitutions(found),
        "history": showing.history(found),
        "may_list": may_list,
        "may_change": may_change,
        "may_name": (may_change or found == by) and found.has_role(*ON_CASES),
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    """Somebody new. The answer to the post shows the password: it is kept nowhere else."""
    access.require(request.user, Role.ADMINISTRATOR)
    form, password = AddForm(request.POST or None), one_time_password()
    if carried_out(request, form, partial(add_with_roles, password=password, by=request.user)):
        added = User.objects.get(username=form.cleaned_data["username"])
        return render(
            request, "people/added.html", {"shown": added, "is_new": True, "password": password}
        )
    return render(request, "people/add.html", {"form": form, "is_alone": is_alone(request.user)})


@transaction.atomic
def add_with_roles(*, password: str, by: User, roles, reason: str, why_several: str, **who) -> None:
    added = add_person(password=password, by=by, **who)
    if roles:
        propose_roles(added, roles=roles, reason=reason, why_several=why_several, by=by)
