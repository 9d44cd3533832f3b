"""What holds for every page of the application."""

from django.http import Http404
from django.utils.cache import add_never_cache_headers


class EveryPage:
    """Kept by no browser and no proxy, put into no page of another website; under an address that
    a database can be asked for.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """A shared machine shows nothing after signing out."""
        response = self.get_response(request)
        add_never_cache_headers(response)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    def process_view(self, request, view, args, kwargs):
        """No text in the database holds U+0000, and asking for one is an error there."""
        if any("\x00" in value for value in kwargs.values() if isinstance(value, str)):
            raise Http404
