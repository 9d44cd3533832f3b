"""Confirming that it is really you: before submitting, signing off and deciding, and before one's
factors or password change. What was typed is carried through it, as through the sign-in page.
"""

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import put_beside, with_facts_beside

from . import kept
from .again_form import AgainForm
from .limits import BEGAN

ACTS = {
    "cases:notes": _("You are about to write a note."),
    "requests:new": _("You are about to write a request for information."),
    "requests:edit": _("You are about to change a request for information."),
    "requests:act": _("You are about to record what was done with a request for information."),
    "review:comments": _("You are about to answer the comments."),
    "review:review": _("You are about to keep your verdicts."),
    "wizard:submit": _("You are about to submit the case."),
    "review:return": _("You are about to return the case for changes."),
    "review:sign_off": _("You are about to sign the case off."),
    "people:password": _("You are about to give somebody another password."),
    "review:decide": _("You are about to decide the case."),
}


class StepUpNeeded(Exception):
    """The person has to confirm who they are before this is carried out."""


def require(request: HttpRequest, *, sign_in_counts: bool = False) -> None:
    """Called by a view before it acts. Raises StepUpNeeded, which StepUpAsked makes a page of.

    What a sign-in brought back is never carried out unasked. In a demonstration a sign-in of the
    last five minutes counts.
    """
    method = confirmed_by(request, sign_in_counts=sign_in_counts or settings.DEMONSTRATION)
    if not method or was_carried(request):
        raise StepUpNeeded
    put_beside(step_up=method)


def require_if_carried(request: HttpRequest) -> None:
    """For an act that asks for no confirmation otherwise."""
    if was_carried(request):
        raise StepUpNeeded


def was_carried(request: HttpRequest) -> bool:
    return "keep" in request.POST


def is_fresh(request: HttpRequest, *, sign_in_counts: bool) -> bool:
    return bool(confirmed_by(request, sign_in_counts=sign_in_counts))


def confirmed_by(request: HttpRequest, *, sign_in_counts: bool) -> str:
    """How the person has shown within the last five minutes that it is them; "" if not."""
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    again = [one for one in records if one.get("reauthenticated") and one["at"] > since]
    if again:
        return method_of(again[-1:])
    if sign_in_counts and request.session.get(BEGAN, 0) > since:
        return method_of_sign_in(request)
    return ""


def method_of_sign_in(request: HttpRequest) -> str:
    records = get_authentication_records(request, request.user)
    return method_of([one for one in records if not one.get("reauthenticated")])


def method_of(records: list[dict[str, Any]]) -> str:
    """The word that the ledger keeps: what was shown, together."""
    shown = {one["method"] for one in records}
    factors = {kind for one in records if (kind := one.get("type") or one.get("factor"))}
    if "socialaccount" in shown:
        return "single_sign_on"
    if Authenticator.Type.WEBAUTHN in factors:
        return "password_and_passkey" if "password" in shown else "passkey"
    return "password_and_code" if factors else "password"


def page(
    request: HttpRequest, *, form=None, carried: str = "", next: str = "", status: int = 403
) -> HttpResponse:
    """Asks for the password and a code, or a passkey; carries what was typed, signed."""
    typed = kept.read(carried)
    context = {
        "form": form or AgainForm.of(request.user),
        "has_passkey": is_mfa_enabled(request.user, [Authenticator.Type.WEBAUTHN]),
        "kept": carried,
        "next": next,
        "act": ACTS.get(kept.match_of(typed.path).view_name, "") if typed else "",
        "address": typed.address if typed else "",
        "texts": kept.texts_of(typed.fields) if typed else [],
    }
    return render(request, "sign_in/again.html", context, status=status)


class StepUpAsked:
    """Middleware: makes the page of StepUpNeeded; entries say how the person confirmed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with with_facts_beside():
            return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, StepUpNeeded):
            return None
        if request.method == "POST":
            response = page(request, carried=kept.write(request.user.pk, request))
        else:
            response = page(request, next=request.get_full_path())
        response.is_question = True  # 403, and yet nobody was refused anything
        return response
