"""What a person is told when something failed: that the database is away is no fault of a page."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views.defaults import server_error

from assessments.sign_in.kept import texts_of

AGAIN_IN = 5  # seconds


def failed(request: HttpRequest) -> HttpResponse:
    """The page for an error that nothing else has answered; it asks the database nothing.

    Whether a commit that got no answer was done is not known; all that people send has one effect
    however often it is sent, so that they may send it again.
    """
    if not isinstance(sys.exc_info()[1], InterfaceError | OperationalError):
        return server_error(request)
    is_sent = request.method not in ("GET", "HEAD")
    texts = texts_of(dict(request.POST.lists())) if is_sent else []
    page = render_to_string("503.html", {"is_sent": is_sent, "texts": texts})
    response = HttpResponse(page, status=503, headers={"Retry-After": str(AGAIN_IN)})
    add_never_cache_headers(response)
    return response
