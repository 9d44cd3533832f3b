"""The guidance in force, to be read as a whole."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from . import editions


@require_safe
def guidance(request):
    """Questions, forms of violence, measures, sources and words of the edition in force."""
    edition = editions.current()
    language = get_language() or "en"
    words = sorted((term.name_in(language), term.definition) for term in edition.terms)
    return render(request, "reference/guidance.html", {"edition": edition, "words": words})
