"""A match that is not cleared holds back an authorisation; so does one that is confirmed."""

from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assessments.cases.bars import MATCH_NOT_CLEARED, Bar
from assessments.cases.naming import isolated
from assessments.models import Case

from .of_case import Match, screen


def bars(case: Case, on: date) -> list[Bar]:
    """One for each match of that day which nobody cleared."""
    return [
        Bar(
            MATCH_NOT_CLEARED,
            words(match),
            f"{reverse('screening:screening', args=[case.reference])}#{match.anchor}",
        )
        for match in screen(case, on).held_back
    ]


def words(match: Match) -> str:
    facts = {
        "part": capfirst(match.subject.part),
        "name": isolated(match.subject.name),
        "listed": isolated(match.found["name"]),
    }
    if match.finding:
        sentence = _("%(part)s “%(name)s” is confirmed to be “%(listed)s” of a list.")
    else:
        sentence = _("%(part)s “%(name)s” is like “%(listed)s” of a list, and nobody cleared it.")
    return sentence % facts
