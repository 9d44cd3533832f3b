"""Downloads: what is taken away is opened by no page, and given to no page of somebody else."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from .refusals import Refusal

SHUT_IN = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"


class FromElsewhere(Refusal):
    status = 403
    sentence = _(
        "This download was asked for by a page of another website. Go to the case and download it"
        " there."
    )


def download(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view that sends a file. Browsers say themselves which site has asked them for it."""

    @wraps(view)
    def asked_for_here(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            raise FromElsewhere
        return view(request, *args, **kwargs)

    return asked_for_here


def sent(body: bytes | str, *, name: str, content_type: str) -> HttpResponseBase:
    """The file, always to be saved; and if a browser showed it all the same, shut in."""
    return to_be_saved(HttpResponse(body, content_type=content_type), name)


def to_be_saved(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """The same for an answer that is there already, such as one in pieces."""
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = SHUT_IN
    return response
