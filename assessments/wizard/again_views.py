"""Answers that wait to be confirmed again: one list, the old text, one button each."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.cases import access

from .addresses import row_address
from .answers import confirm_again
from .finishing import address_of, part_of, waiting
from .parts import Posted, as_posted, asked, bound, draft_data
from .posting import answer_post
from .route import Route
from .row_views import row_page
from .rows import KINDS, row_part


@require_http_methods(["GET", "HEAD", "POST"])
def again(request, reference):
    """The list, and "still right" for one of its answers."""
    route = Route(access.editable_case(request.user, reference))
    if request.method != "POST":
        return render(request, "wizard/again.html", {"case": route.case, "waiting": waiting(route)})
    step, _slash, row = request.POST.get("key", "").partition("/")
    answer = route.answers.get(step, row)
    if answer is None or not answer.is_waiting:
        raise Http404
    return still_right(request, route, (step, row))


def still_right(request, route: Route, key):
    """Confirm the kept text as it stands; what today's form would not take is led to its page."""
    part = part_of(route, key)
    form = bound(part)
    if not form.is_valid():
        messages.warning(
            request, _("This answer is not complete yet. Mend what is marked and continue.")
        )
        return redirect(address_of(route, key))
    confirm_again(
        route.case, key, seen_version=read_version(request), by=request.user, asked=asked(form)
    )
    return redirect("wizard:again", route.case.reference)


def read_version(request) -> int:
    try:
        return int(request.POST.get("version", ""))
    except ValueError as error:
        raise BadRequest("The page does not say which version it was made from.") from error


@require_POST
def also_six(request, reference, risk):
    """A risk described on a line came out of the six steps too: as if its box had been ticked."""
    route = Route(access.editable_case(request.user, reference))
    answer = route.answers.get("risk", risk)
    if answer is None or answer.content is None:
        raise Http404
    if answer.draft is not None:
        messages.info(request, _("A draft stands beside this risk. Tick it there."))
        return redirect(row_address(route, "risk", risk))
    kept, seen = part_of(route, answer.key).form, read_version(request)
    request.POST = draft_data(kept.prefix, {**as_posted(kept), "gbv": ["on"]})
    kind = KINDS["risk"]
    part = row_part(route, kind, risk, {}, Posted(request.POST, {kept.prefix: seen}))
    return answer_post(request, row_page(request, route, kind, part))
