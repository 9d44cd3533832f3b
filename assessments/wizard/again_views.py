"""Answers that wait to be confirmed again: one list, the old text, one button each."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.cases import access

from .answers import confirm_again, reopen_answers, save_answer
from .finishing import address_of, part_of, waiting
from .parts import asked, bound
from .rests import Change, voided
from .route import Route


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
    """A risk described on a line came out of the six steps too."""
    route = Route(access.editable_case(request.user, reference))
    answer = route.answers.get("risk", risk)
    if answer is None or answer.content is None:
        raise Http404
    after = {**answer.content, "gbv": True}
    voids = voided(route.answers, [Change(answer.key, answer.content, after)])
    with transaction.atomic():
        save_answer(
            route.case,
            answer.key,
            content=after,
            seen_version=read_version(request),
            by=request.user,
            asked=answer.asked,
        )
        reopen_answers(route.case, voids, by=request.user)
    return redirect("wizard:step", reference, "7-4-4")
