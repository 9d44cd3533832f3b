"""Tags of the wizard's pages. `{% load wizard %}`."""

from django import template

from .att import error_summary

register = template.Library()


@register.inclusion_tag("components/_error_summary.html")
def errors_of(forms):
    """One error summary for all forms of a page of rows."""
    return error_summary(*forms)
