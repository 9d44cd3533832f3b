"""The sign-in page, wherever it is shown."""

from typing import Any
from urllib.parse import urlsplit

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import people
from .forms import SignInForm
from .limits import ENDED


def page(
    request: HttpRequest, *, form=None, kept: str = "", next: str = "", status: int = 200
) -> HttpResponse:
    """`kept` is what was typed on another page, signed; `next` the address to go to."""
    context = {
        "form": form or SignInForm(),
        "kept": kept,
        "next": next,
        "ended": request.session.pop(ENDED, ""),
        "single_sign_on": single_sign_on(),
        **people.demonstration(),
    }
    return may_leave_for_provider(render)(request, "sign_in/door.html", context, status=status)


def single_sign_on() -> dict[str, Any] | None:
    """The identity provider, if there is one."""
    configured = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect")
    return configured["APPS"][0] if configured else None


def may_leave_for_provider(view):
    """A form may not post elsewhere, nor be sent on: but from this page to the provider."""
    if not settings.OIDC_ISSUER:
        return view
    address = urlsplit(settings.OIDC_ISSUER)
    return csp_update({"form-action": [SELF, f"{address.scheme}://{address.netloc}"]})(view)
