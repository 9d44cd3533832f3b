"""What a person is told when something failed: that the database is away is no fault of a page."""

import sys

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views.defaults import bad_request, server_error

from assessments.sign_in.kept import texts_of

AGAIN_IN = 5  # seconds


def failed(request: HttpRequest) -> HttpResponse:
    """The page for an error that nothing else has answered."""
    if is_lost(sys.exc_info()[1]):
        return away(request)
    return server_error(request)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for a bad request. A session that could not be saved is none, but Django's word for
    a connection that was lost then, too."""
    before = exception.__context__
    if isinstance(exception, SessionInterrupted) and before and is_lost(before.__context__):
        return away(request)
    return bad_request(request, exception)


def is_lost(fault: BaseException | None) -> bool:
    return isinstance(fault, InterfaceError | OperationalError)


def away(request: HttpRequest) -> HttpResponse:
    """The database is away; this page asks it nothing.

    Whether a commit that got no answer was done is not known; all that people send has one effect
    however often it is sent, so that they may send it again.
    """
    is_sent = request.method not in ("GET", "HEAD")
    texts = texts_of(dict(request.POST.lists())) if is_sent else []
    page = render_to_string("503.html", {"is_sent": is_sent, "texts": texts})
    response = HttpResponse(page, status=503, headers={"Retry-After": str(AGAIN_IN)})
    add_never_cache_headers(response)
    return response
