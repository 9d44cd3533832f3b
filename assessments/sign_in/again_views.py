"""Confirming that it is you; staying signed in; how long that still lasts."""

from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.audit.trail import Verb

from . import events, kept, limits, passkeys, sessions, step_up, throttling
from .again_form import AgainForm
from .door_views import is_ours, next_address


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def again(request):
    """Password and code, or a passkey; then what was typed goes where it was meant for."""
    if refused := throttling.refused(request, "reauthenticate", user=request.user):
        return refused
    if passkeys.are_asked_for(request):
        return passkeys.to_sign(request.user)
    next, carried = next_address(request) or "", request.POST.get("kept", "")
    if request.method != "POST":
        return step_up.page(request, next=next, status=200)
    by_passkey = "credential" in request.POST
    form = (
        ReauthenticateWebAuthnForm(request.POST, user=request.user)
        if by_passkey
        else AgainForm.of(request.user, request.POST)
    )
    if form is not None and passkeys.holds(form):
        form.save()
        sessions.renew(request)
        return go_on(request, kept.read(carried), next)
    method = "passkey" if by_passkey else "password"
    events.tell(Verb.STEP_UP_REFUSED, request, by=request.user, method=method)
    shown = None if by_passkey else form
    return step_up.page(request, form=shown, carried=carried, next=next, status=403)


def go_on(request, typed: kept.Typed | None, next: str):
    """An act is carried out now, since the person has just confirmed it; a draft stays one."""
    if typed is not None and typed.person == request.user.pk:
        is_act = kept.match_of(typed.path).view_name in kept.ACTS
        return kept.deliver(request, typed, keep=not is_act)
    return redirect(next or "account")


@require_POST
def stay(request):
    """The button of the notice before the session ends: a page of ours again, or nothing."""
    limits.saw(request, at_once=True)
    if request.headers.get("Accept") == "application/json":
        return HttpResponse(status=204)
    came_from = request.headers.get("Referer", "")
    return redirect(came_from if is_ours(request, came_from) else "cases:home")


@limits.is_no_activity
@require_safe
def session_left(request):
    """What an open page asks before it warns: another page may have been worked on."""
    rest = limits.left(request)
    return JsonResponse({"idle": int(rest.idle), "whole": int(rest.whole)})
