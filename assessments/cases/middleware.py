"""What holds for every answer of the application."""

from django.utils.cache import add_never_cache_headers


class NotStored:
    """No browser and no proxy keeps a page: a shared machine shows nothing after signing out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        add_never_cache_headers(response)
        return response
