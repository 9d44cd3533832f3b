"""Adding and removing second factors: passkeys, an authenticator app, recovery codes."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import get_totp_secret
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import enrolment, factors, passkeys, step_up
from .factor_forms import AddAppForm, AddPasskeyForm


@require_safe
def choose(request):
    """A passkey or an app: which of the two."""
    context = {"is_required": bool(enrolment.to_do(request))}
    return render(request, "sign_in/choose_factor.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_app(request):
    """An authenticator app: its first code shows that both know the same secret."""
    step_up.require(request, sign_in_counts=True)
    if Authenticator.objects.filter(user=request.user, type="totp").exists():
        return redirect("account")
    form = AddAppForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        return after_adding(request, factors.add_app(request, form))
    secret = form.secret
    context = {"form": form, "secret": " ".join(secret[n : n + 4] for n in range(0, 32, 4))}
    return render(request, "sign_in/add_app.html", context)


@require_safe
def app_picture(request):
    """The secret of `add_app` as a picture for the camera of the app."""
    step_up.require(request, sign_in_counts=True)
    adapter = get_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(request.user, get_totp_secret()))
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request):
    """A key of the device or of a stick; made by static/js/passkey.js."""
    step_up.require(request, sign_in_counts=True)
    if passkeys.are_asked_for(request):
        return passkeys.to_make(request.user)
    form = AddPasskeyForm(request.POST if request.method == "POST" else None, user=request.user)
    if passkeys.holds(form):
        return after_adding(request, factors.add_passkey(request, form))
    return render(request, "sign_in/add_passkey.html", {"form": form})


def after_adding(request, codes: list[str]):
    """With the first factor come recovery codes, shown now and never again."""
    request.session.pop(enrolment.ENROLLED, None)
    if codes:
        return render(request, "sign_in/codes.html", {"codes": codes, "is_first": True})
    messages.success(request, _("It is added to your sign-in."))
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, factor):
    """A lost or worn out one; never the last of somebody who must have one."""
    authenticator = get_object_or_404(
        Authenticator, pk=factor, user=request.user, type__in=enrolment.FACTORS
    )
    step_up.require(request, sign_in_counts=True)
    is_last = factors.is_last(request.user, authenticator)
    is_kept = is_last and enrolment.is_required_of(request.user)
    if request.method == "POST" and not is_kept:
        factors.remove(request, authenticator)
        messages.success(request, _("It is removed from your sign-in."))
        return redirect("account")
    context = {"factor": authenticator, "is_last": is_last, "is_kept": is_kept}
    return render(request, "sign_in/remove_factor.html", context)


@require_POST
def recovery_codes(request):
    """New ones, which make the old ones void; shown now and never again."""
    step_up.require(request, sign_in_counts=True)
    if not enrolment.has_factor(request):
        raise Http404
    return render(request, "sign_in/codes.html", {"codes": factors.new_codes(request)})
