"""Incidents on pages: `{{ version|incident_days }}`, `{% incident_view version %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments.cases import icons
from assessments.incidents import words
from assessments.incidents.of_case import WHY
from assessments.models import IncidentVersion

register = template.Library()


@register.filter
def incident_days(version: IncidentVersion) -> str:
    """When it happened, as exactly as it is known."""
    return words.days(version.first_day, version.last_day, version.precision)


@register.filter
def incident_norms(version: IncidentVersion) -> str:
    """The kinds of norm it concerns."""
    return words.norms(version.norms)


@register.filter
def incident_norms_brief(version: IncidentVersion) -> str:
    """The same in a list."""
    return words.brief_norms(version.norms)


@register.filter
def incident_forms(version: IncidentVersion) -> list[str]:
    """The forms of violence, by code and name."""
    return words.forms(version.forms)


@register.filter
def incident_why(version: IncidentVersion) -> str:
    """Why it counts for a case."""
    return str(WHY[version.why])


@register.simple_tag
def incident_view(version: IncidentVersion) -> SafeString:
    """The view in force, or that it is still to be formed."""
    said = words.conclusion(version.conclusion, version.has_older_view)
    if version.conclusion:
        return format_html("{}", said)
    return format_html('<span class="tag tag--act">{}{}</span>', icons.icon("hourglass"), said)
