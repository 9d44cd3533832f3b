"""A line in the log for each request: which page, by whom, how long; never what was asked for."""

import json
import logging
import re
import time
import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .logs import request_id

access = logging.getLogger("attwizard.access")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
ID = re.compile(r"[0-9a-f]{32}")  # as nginx writes its $request_id
HEADER = "X-Request-ID"


class Logged:
    """Middleware, around all others: the page that shows an error is logged, too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began, token = time.monotonic(), request_id.set(id_of(request))
        try:
            response = self.get_response(request)
            response[HEADER] = request_id.get()
            if access.isEnabledFor(logging.INFO):
                access.info(json.dumps(facts(request, response, time.monotonic() - began)))
            return response
        finally:
            request_id.reset(token)


def id_of(request: HttpRequest) -> str:
    """The proxy's, so that its log and this one can be read together; else one of our own."""
    given = request.headers.get(HEADER, "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if ID.fullmatch(given) else uuid.uuid4().hex


def facts(request: HttpRequest, response: HttpResponse, seconds: float) -> dict[str, object]:
    """The page by its name, the person by their number: neither address nor name."""
    match = request.resolver_match
    person = getattr(request, "_cached_user", None)  # nobody asks the database for a log
    return {
        "event": "request",
        "method": request.method if request.method in METHODS else "other",
        "page": match.view_name if match else "",
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "person": person.pk if person else None,
    }
