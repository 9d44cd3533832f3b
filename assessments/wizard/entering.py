"""The way into the pages of the assessment: whose they are, and after which declaration."""

from django.http import HttpRequest

from assessments.cases import access
from assessments.cases.refusals import DeclarationNeeded

from .posting import only_keep
from .route import Route

NOTHING_TYPED = frozenset({"discard", "remove"})


def enter(request: HttpRequest, reference: str) -> Route:
    """The case to be worked on. What is posted before the declaration is kept, and no more.

    Raises DeclarationNeeded, which leads to the page that asks.
    """
    try:
        return Route(access.editable_case(request.user, reference))
    except DeclarationNeeded as needed:
        if request.method != "POST" or NOTHING_TYPED & request.POST.keys():
            raise
        only_keep(request)
        return Route(needed.case)
