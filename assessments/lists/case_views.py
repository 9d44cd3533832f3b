"""What the lists say of a case, what has changed in them, and what the officer makes of it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.cases import access

from .facts import panels
from .flags import changes, look
from .forms import LookedForm
from .touching import supply_of

PLACES = ("application", "6.1", "6.2", "11.2", "items", "parties")


@require_http_methods(["GET", "HEAD", "POST"])
def case(request, reference):
    """Changes that wait, those looked at, and what the lists say today."""
    reach = access.lookable_case if request.method == "POST" else access.visible_case
    found = reach(request.user, reference)
    form = LookedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        looked = look(
            found, upto=seen(request), remark=form.cleaned_data["remark"], by=request.user
        )
        if looked:
            messages.success(request, _("What you found is recorded."))
        return redirect("lists:case", reference)
    rows = changes(found)
    waiting = [one for one in rows if one.flag.seen_at is None]
    supply, today = supply_of(found), timezone.localdate()
    context = {
        "case": found,
        "form": form,
        "waiting": waiting,
        "looked_at": [one for one in rows if one.flag.seen_at],
        "upto": max((one.flag.pk for one in waiting), default=0),
        "may_look": bool(waiting) and access.rights(request.user, found).may_look,
        "panels": [panel for place in PLACES for panel in panels(place, supply, today)],
    }
    return render(request, "lists/case.html", context)


def seen(request) -> int:
    given = request.POST.get("upto", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 18 else 0
