"""Pages that bring cases in, give them out, and start them from others."""

import json

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.cases import access
from assessments.cases.downloads import download, sent
from assessments.cases.once import once
from assessments.guidance import examples
from assessments.models import Purpose, Role

from .exchange_forms import CaseFileForm, SplitForm, TakeOverForm
from .exporting import export_case, left_behind, papers, unconfirmed
from .importing import import_case, said_in_the_file
from .practising import practise
from .route import Route
from .splitting import split_case
from .starting import STEPS_1_TO_3, copy_case, earlier_cases, take_over

SHOWN_FAULTS = 100


@require_http_methods(["GET", "HEAD", "POST"])
@once
def import_file(request):
    """A draft of a case file; a bad one is refused with every fault and its place."""
    require_officer(request.user)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CaseFileForm(*posted)
    if posted and form.is_valid():
        case = import_case(form.cleaned_data["file"], by=request.user, digest=form.digest)
        messages.success(request, _("The file was imported. Confirm its answers one by one."))
        return redirect("wizard:case", case.reference)
    context = {
        "form": form,
        "faults": form.faults[:SHOWN_FAULTS],
        "more_faults": max(0, len(form.faults) - SHOWN_FAULTS),
    }
    return render(request, "wizard/import.html", context)


@require_POST
@once
def practise_example(request, name):
    """Copies a worked example into a case of one's own, marked as practice."""
    require_officer(request.user)
    example = examples.named(name)
    if example is None:
        raise Http404
    case = practise(example, by=request.user)
    messages.success(request, _("A practice case is open. Confirm or change its answers."))
    return redirect("wizard:case", case.reference)


@require_safe
def export(request, reference):
    """What the case file will say, what nobody has confirmed, and what stays behind."""
    route = Route(access.visible_case(request.user, reference))
    context = {
        "case": route.case,
        "has_file": bool(route.items and route.answers.get("application")),
        "unconfirmed": unconfirmed(route),
        "left": left_behind(route),
        "papers": papers(route.case),
        "said": said_in_the_file(route.case),
    }
    return render(request, "wizard/export.html", context)


@require_safe
@download
def download_case_file(request, reference):
    """The case file itself, in ASCII."""
    case = access.visible_case(request.user, reference)
    return sent(
        json.dumps(export_case(case), indent=2),
        name=f"{case.reference}.json",
        content_type="application/json",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def copy(request, reference):
    """A new draft with the answers of a case that the officer may see."""
    require_officer(request.user)
    case = access.visible_case(request.user, reference)
    request.user.acting_for = None  # whoever's case it is, the copy is one's own
    if request.method == "POST":
        new = copy_case(case, by=request.user)
        messages.success(request, _("The copy is a case of its own. Confirm its answers."))
        return redirect("wizard:case", new.reference)
    return render(request, "wizard/copy.html", {"case": case})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def split(request, reference):
    """Some items to a case of their own; for the officer whose case it is."""
    case = access.own_case(request.user, reference)
    if not case.is_editable:
        raise Http404
    access.require_declared(request.user, case, Purpose.ASSESS)
    form = SplitForm(request.POST if request.method == "POST" else None, route=Route(case))
    if request.method == "POST" and form.is_valid():
        new = split_case(case, items=form.cleaned_data["items"], by=request.user)
        messages.success(
            request,
            _("The items chosen are now in case %(reference)s. Confirm the answers of both cases.")
            % {"reference": new.reference},
        )
        return redirect("wizard:case", new.reference)
    return render(request, "wizard/split.html", {"case": case, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def take_over_steps(request, reference):
    """Steps 1 to 3 from an earlier case of the same State that the officer may see."""
    case = access.editable_case(request.user, reference)
    earlier = earlier_cases(case, by=request.user)
    form = TakeOverForm(request.POST if request.method == "POST" else None, earlier=earlier)
    if request.method == "POST" and form.is_valid():
        source = next(one for one in earlier if one.reference == form.cleaned_data["source"])
        take_over(case, source, by=request.user)
        messages.success(request, _("Steps 1 to 3 were taken over. Confirm each of them."))
        return redirect("wizard:again", case.reference)
    taken = case.answers.filter(step__in=STEPS_1_TO_3, content__isnull=False).exists()
    context = {"case": case, "form": form, "earlier": earlier, "is_answered": taken}
    return render(request, "wizard/take_over.html", context)


def require_officer(user):
    """A case is opened in one's own name, whoever one stands in for. Raises Http404."""
    if not user.has_role(Role.OFFICER):
        raise Http404
