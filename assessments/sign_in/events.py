"""Security events, each an entry of the ledger; no secret, and no text that may be one."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from assessments.audit.trail import Verb, record
from assessments.models import User

SERVICE = "sign-in"  # who acts while nobody has signed in
QUIET = 300  # seconds in which refusing the same address again is the same event


def tell(verb: Verb, request: HttpRequest, *, by: User | str = SERVICE, **facts: Any) -> None:
    """Write the event down, with the network address it came from."""
    record(verb, None, by=by, address=get_adapter().get_client_ip(request), **facts)


def sign_in_failed(request: HttpRequest, *, username: str, method: str) -> None:
    """A user name is kept if somebody has it: what else was typed there may be a password."""
    known = User.objects.filter(username=username).exists()
    tell(Verb.SIGN_IN_FAILED, request, username=username if known else "", method=method)


def throttled(request: HttpRequest, *, action: str) -> None:
    """Told once in a while, so that a flood of attempts is no flood of entries."""
    address = get_adapter().get_client_ip(request)
    if cache.add(f"throttled:{action}:{address}", True, QUIET):
        tell(Verb.SIGN_IN_THROTTLED, request, action=action)


def by_whom(request: HttpRequest) -> User | str:
    return request.user if request.user.is_authenticated else SERVICE


def signed_in(request: HttpRequest, *, method: str) -> None:
    tell(Verb.SIGNED_IN, request, by=request.user, method=method)
