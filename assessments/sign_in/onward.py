"""Where one goes once signed in: to what is still to be done first, or to what was typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from . import enrolment, kept


def after_sign_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response` leads to where one wanted to go. A reading request writes nothing."""
    enrolment.remind(request)
    if enrolment.to_do(request):
        return redirect(enrolment.to_do(request))
    if kept.STASH not in request.session:
        return response
    if request.method != "POST":
        return redirect("carry-on")
    return carry_on(request) or response


def carry_on(request: HttpRequest) -> HttpResponse | None:
    """Deliver what was typed before, if anything was and it is this person's."""
    typed = kept.unstash(request)
    return kept.deliver(request, typed) if typed else None
