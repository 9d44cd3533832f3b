"""Signing in, by password or passkey, with what was typed before; and signing out."""

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from assessments.audit.trail import Verb

from . import door, events, kept, onward, passkeys, throttling
from .adapters import WRONG_CODE
from .forms import CodeForm, SignInForm
from .stages import SecondFactor


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    """User name and password. What a page carried here goes on to where it was meant for."""
    if refused := throttling.refused(request, "login"):
        return refused
    form = SignInForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        leave_session_of_another(request)
        kept.stash(request, request.POST.get("kept", ""))
        login = Login(user=form.user, redirect_url=next_address(request))
        return perform_password_login(request, {"username": form.user.username}, login)
    carried = request.POST.get("kept", "")
    return door.page(request, form=form, kept=carried, next=next_address(request) or "")


def leave_session_of_another(request):
    """Whoever signs in begins anew: nothing of the session before goes over to theirs."""
    if request.user.is_authenticated:
        logout(request)


def next_address(request) -> str | None:
    """The page that was asked for, if it is one of ours."""
    address = request.POST.get("next") or request.GET.get("next", "")
    return address if is_ours(request, address) else None


def is_ours(request, address: str) -> bool:
    host = {request.get_host()}
    return url_has_allowed_host_and_scheme(address, host, require_https=request.is_secure())


@login_not_required
@require_POST
def sign_in_by_passkey(request):
    """First the browser asks for what the key is to sign, then it posts what the key signed."""
    if refused := throttling.refused(request, "login"):
        return refused
    if passkeys.are_asked_for(request):
        return passkeys.to_sign(None)
    form = LoginWebAuthnForm(request.POST)
    if not passkeys.holds(form):
        events.sign_in_failed(request, username="", method="passkey")
        messages.error(request, WRONG_CODE)
        return door.page(request, kept=request.POST.get("kept", ""), next=next_address(request))
    leave_session_of_another(request)
    kept.stash(request, request.POST.get("kept", ""))
    authenticator = form.cleaned_data["credential"]
    login = Login(user=authenticator.user, redirect_url=next_address(request))
    return perform_passwordless_login(request, authenticator, login)


@login_stage_required(stage=SecondFactor.key, redirect_urlname="sign-in")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request):
    """After the password: a code, or a passkey."""
    stage = request._login_stage
    person = stage.login.user
    if passkeys.are_asked_for(request):
        return passkeys.to_sign(person)
    posted = request.POST if request.method == "POST" else None
    by_passkey = posted is not None and "credential" in posted
    form = (AuthenticateWebAuthnForm if by_passkey else CodeForm)(posted, user=person)
    if passkeys.holds(form):
        form.save()
        return stage.exit()
    if posted is not None:
        method = "passkey" if by_passkey else "code"
        events.sign_in_failed(request, username=person.username, method=method)
    context = {
        "form": form if not by_passkey else CodeForm(user=person),
        "refused": [WRONG_CODE] if by_passkey else [],
        "has_passkey": is_mfa_enabled(person, [Authenticator.Type.WEBAUTHN]),
    }
    return render(request, "sign_in/second_factor.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def carry_on(request):
    """What was typed before the sign-in, once everything else is done."""
    if request.method == "POST":
        return onward.carry_on(request) or redirect("cases:home")
    if kept.STASH not in request.session:
        return redirect("cases:home")
    return render(request, "sign_in/carry_on.html")


@login_not_required
@require_POST
def sign_out(request):
    """Nothing of it stays: not in the browser either."""
    if request.user.is_authenticated:
        events.tell(Verb.SIGNED_OUT, request, by=request.user)
        UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
    response = redirect("sign-in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
