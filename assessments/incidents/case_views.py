"""The incidents of a case: shown to whoever sees it, chosen by who assesses it."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.cases import access
from assessments.cases.answering import carried_out
from assessments.models import IncidentVersion, User
from assessments.models.case import Case

from .forms import LeaveOutForm, PutOnForm
from .of_case import chosen, incidents_of, leave_out, put_on, shown


@require_http_methods(["GET", "HEAD", "POST"])
def incidents(request, reference):
    """Which incidents count for a case and why, which were left out; another is put on it."""
    given = {"incident": request.GET.get("incident", "")}
    form = PutOnForm(request.POST or None, initial=given)
    if request.method == "POST":
        case = access.editable_case(request.user, reference)
        if carried_out(request, form, partial(put_on_by_number, form, case, request.user)):
            messages.success(request, _("The incident is on the case."))
            return redirect("incidents:of_case", reference)
    else:
        case = access.visible_case(request.user, reference)
    may_edit = access.rights(request.user, case).may_edit
    context = {
        "case": case,
        "incidents": chosen(case),
        "form": form if may_edit else None,
        "may_edit": may_edit,
    }
    return render(request, "incidents/of_case.html", context)


def put_on_by_number(form: PutOnForm, case: Case, by: User, *, incident: int, reason: str) -> None:
    """The number may name none: then the form says so. Raises AlreadySo."""
    version = last_version(incident)
    if version is None:
        form.add_error("incident", _("The register has no incident of this number."))
    else:
        put_on(case, version, reason=reason, by=by)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_one_out(request, reference, incident):
    """An incident that does not concern the case, with the reason."""
    case = access.editable_case(request.user, reference)
    version = next((one for one in shown(incidents_of(case)) if one.incident_id == incident), None)
    if version is None:
        raise Http404
    form = LeaveOutForm(request.POST or None)
    if carried_out(request, form, partial(leave_out, case, version, by=request.user)):
        messages.success(request, _("The incident is left out of the case."))
        return redirect("incidents:of_case", reference)
    context = {"case": case, "version": version, "form": form}
    return render(request, "incidents/leave_out.html", context)


def last_version(incident: int | float) -> IncidentVersion | None:
    """What is known last of an incident, by its number."""
    if not isinstance(incident, int) or incident >= 2**63:
        return None
    return IncidentVersion.objects.last().filter(incident=incident).first()
