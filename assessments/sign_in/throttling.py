"""How often one may try: allauth counts, in the cache that all processes share."""

from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import events


def refused(request: HttpRequest, action: str, **key: Any) -> HttpResponse | None:
    """The page that says "too many"; None while there were few enough. Looking costs nothing."""
    return ratelimit.consume_or_429(request, action=action, **key)


def too_many(request, exception=None) -> HttpResponse:
    events.throttled(request, action=request.resolver_match.view_name)
    return render(request, "429.html", status=429)
