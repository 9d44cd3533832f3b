"""The profiles of a case: adopted, offered, differing; adopting one, looking at a newer one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cases import access
from assessments.models import ProfileVersion
from assessments.profiles.comparing import between
from assessments.profiles.looking import look_at, newer_version, set_aside
from assessments.profiles.of_case import differences, looks, offered
from assessments.profiles.showing import name_of

from .adopting import adopt, plan, standing_of
from .listing import named
from .profile_forms import LookForm, SetAsideForm
from .route import Route

STEPS_1_TO_3 = ("7-4-1", "7-4-2", "7-4-3")


@require_safe
def profiles(request, reference):
    """What the case rests on, with what it differs in; what else is there to be adopted."""
    route = Route(access.visible_case(request.user, reference))
    differing, waiting = differences([one.version for one in route.profiles], route.answers)
    may = access.rights(request.user, route.case)
    newer = [one.newest for one in route.profiles]  # offered above, each beside the older one
    context = {
        "case": route.case,
        "adopted": route.profiles,
        "differences": differing if route.profiles else [],
        "waiting": waiting,
        "looks": looks(route.case),
        "offered": [one for one in others(route) if one.version not in newer],
        "may_edit": may.may_edit,
        "may_look": may.may_look,
    }
    return render(request, "wizard/profiles.html", context)


def others(route: Route):
    """What is offered and not adopted already."""
    taken = {one.version.pk for one in route.profiles}
    return [one for one in offered(route.case) if one.version.pk not in taken]


def panel(route: Route):
    """For the pages of steps 1 to 3: what they rest on, and what they could rest on."""
    return {"adopted": route.profiles, "offered": others(route)}


@require_http_methods(["GET", "HEAD", "POST"])
def adopt_version(request, reference, version):
    """What it fills in, what it takes away and opens again; then it is done."""
    route = Route(access.editable_case(request.user, reference))
    newest = ProfileVersion.objects.newest().filter(profile__state=route.case.recipient_state)
    found = get_object_or_404(newest.select_related("profile"), pk=version)
    if request.method == "POST":
        adopt(route.case, found, seen=request.POST.get("seen", ""), by=request.user)
        sentence = _("Version %(number)s is adopted. Confirm steps 1 to 3 page by page.")
        messages.success(request, sentence % {"number": found.number})
        return redirect("wizard:step", reference, "7-4-1")
    made = plan(route.answers, found, standing_of(route.case))
    context = {
        "case": route.case,
        "version": found,
        "name": name_of(found.profile),
        "plan": made,
        "replaced": [named(route, a.key) for a in [*made.replaced, *made.gone]],
        "voids": [named(route, void.key, void.parts) for void in made.voids],
    }
    return render(request, "wizard/adopt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request, reference, version):
    """What the newer version changes, and a note on what it means for the case."""
    case = access.lookable_case(request.user, reference)
    found = newer_version(case, version)
    if found is None:
        raise Http404
    form = LookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        look_at(case, found, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("Your note is kept. The flag is gone."))
        return redirect("wizard:profiles", reference)
    standing = standing_of(case).get(version__profile=found.profile_id)
    context = {
        "case": case,
        "form": form,
        "version": found,
        "name": name_of(found.profile),
        "old": standing.version,
        "changes": between(standing.version.content, found.content),
    }
    return render(request, "wizard/look_at_profile.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def put_aside(request, reference, adoption):
    """The answers stay; the case is no longer said to rest on the profile."""
    case = access.editable_case(request.user, reference)
    found = get_object_or_404(standing_of(case), pk=adoption)
    form = SetAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_aside(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.info(request, _("The case no longer rests on this profile."))
        return redirect("wizard:profiles", reference)
    context = {"case": case, "form": form, "name": name_of(found.version.profile)}
    return render(request, "wizard/set_aside.html", context)
