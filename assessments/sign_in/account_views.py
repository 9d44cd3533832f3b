"""The page "Your sign-in": one's password, factors and sessions."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import enrolment, passwords, sessions, step_up, throttling
from .forms import ChosenPasswordForm


@require_safe
def account(request):
    """All of it on one page."""
    found = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    codes = next((one.wrap() for one in found if one.type == "recovery_codes"), None)
    context = {
        "passkeys": [one for one in found if one.type == "webauthn"],
        "app": next((one for one in found if one.type == "totp"), None),
        "codes_left": len(codes.get_unused_codes()) if codes else None,
        "is_required": enrolment.is_required_of(request.user),
        "sessions": sessions.own(request),
    }
    return render(request, "sign_in/account.html", context)


@sensitive_post_parameters("password", "repeated")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request):
    """Choose a password of one's own."""
    step_up.require(request, sign_in_counts=True)
    if refused := throttling.refused(request, "change_password", user=request.user):
        return refused
    posted = request.POST if request.method == "POST" else None
    form = ChosenPasswordForm(posted, person=request.user)
    if form.is_valid():
        passwords.choose(request, form.cleaned_data["password"])
        messages.success(request, _("Your new password holds from now on."))
        return redirect(enrolment.to_do(request) or "carry-on")
    context = {"form": form, "is_first": request.user.one_time_until is not None}
    return render(request, "sign_in/password.html", context)


@require_POST
def end_sessions(request):
    """One of the others, or all of them."""
    step_up.require(request, sign_in_counts=True)
    number = sessions.end_others(request, key=request.POST.get("session", ""))
    words = ngettext("%(n)d other session is ended.", "%(n)d other sessions are ended.", number)
    messages.success(request, words % {"n": number})
    return redirect("account")
