"""The way into the pages of the assessment: whose they are, and after which declaration."""

from django.http import HttpRequest

from assessments.cases import access
from assessments.cases.in_force import confirmed_last, in_force
from assessments.cases.refusals import DeclarationNeeded
from assessments.models import User
from assessments.models.compiled import Question, asked_ahead

from .answers import rows_of
from .posting import only_keep
from .route import Route

NOTHING_TYPED = frozenset({"discard", "remove"})


def needed_by_all(user: User, reference: str) -> list[Question]:
    """What every page of the assessment asks of the database first."""
    return [
        *access.asked_first(user, reference),
        rows_of.of(reference),
        confirmed_last.of(),
    ]


def enter(request: HttpRequest, reference: str) -> Route:
    """The case to be worked on. What is posted before the declaration is kept, and no more.

    Raises DeclarationNeeded, which leads to the page that asks.
    """
    try:
        with asked_ahead(needed_by_all(request.user, reference)):
            route = Route(access.editable_case(request.user, reference))
            route.standards = in_force()
            return route
    except DeclarationNeeded as needed:
        if request.method != "POST" or NOTHING_TYPED & request.POST.keys():
            raise
        only_keep(request)
        return Route(needed.case)
