"""What incidents hold back (rule 12): one that nobody formed a view of, an authorisation."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.cases.bars import INCIDENT_WITHOUT_VIEW, Bar
from assessments.models import Case

from .of_case import incidents_of, without_view


def bars(case: Case, on: date) -> list[Bar]:
    """One for each incident of the case without a view; the day changes nothing."""
    return [
        Bar(
            INCIDENT_WITHOUT_VIEW,
            sentence(one),
            reverse("incidents:incident", args=[one.incident_id]) + "#view",
        )
        for one in without_view(incidents_of(case))
    ]


def sentence(one) -> str:
    about = {"number": one.incident_id, "actor": one.actor}
    if one.has_older_view:
        return (
            _("Incident %(number)s (%(actor)s) was corrected, and nobody has judged it since.")
            % about
        )
    return _("Nobody has formed a view of incident %(number)s (%(actor)s).") % about
