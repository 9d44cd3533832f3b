"""The page of a case's screening, and the one on which a match is dealt with."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cases import access
from assessments.lists.asking import editions
from assessments.models import Case, Status
from assessments.sign_in import step_up

from .entries import LISTS
from .forms import VerdictForm
from .keeping import DealtWithMeanwhile, deal_with
from .of_case import Match, screen, with_entries

OPEN = (Status.DRAFT, Status.RETURNED, Status.SUBMITTED)


@require_safe
def screening(request, reference):
    """Whom the case names, beside whom, and what was made of each match."""
    case = access.visible_case(request.user, reference)
    today = timezone.localdate()
    rights = access.rights(request.user, case)
    context = {
        "case": case,
        "screening": with_entries(screen(case, today)),
        "lists": [(load, load.is_stale(today)) for load in editions(LISTS)],
        "flags": case.list_flags.filter(seen_at=None).select_related("load__source"),
        "may_deal": rights.works_on and not rights.is_interested and case.status in OPEN,
    }
    return render(request, "screening/screening.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def match(request, reference, key, entry):
    """One match, side by side; whoever works on the case clears or confirms it."""
    case = access.followed_case(request.user, reference)
    found = match_of(case, key, entry)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step_up.require_if_carried(request)
        try:
            deal_with(case, found, **form.cleaned_data, seen=read_seen(request), by=request.user)
        except DealtWithMeanwhile as moved:
            found = match_of(case, key, entry)
            form.add_error(None, str(moved.sentence))
        else:
            messages.success(request, _("What you found is kept with the case."))
            return redirect("screening:screening", reference)
    context = {"case": case, "match": found, "form": form}
    return render(request, "screening/match.html", context)


def match_of(case: Case, key: str, entry: int) -> Match:
    """Raises Http404 where this name is not, or no longer, like this entry."""
    screening = screen(case, timezone.localdate())
    screening.matches[:] = [
        one for one in screening.matches if (one.subject.key, one.entry_id) == (key, entry)
    ]
    if not screening.matches:
        raise Http404
    return with_entries(screening).matches[0]


def read_seen(request) -> int:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 5 else 0
