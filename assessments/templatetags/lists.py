"""Filters of the lists. `{% load lists %}`."""

from django import template

from assessments.reference.editions import countries

register = template.Library()


@register.filter
def state_name(code):
    """The name of a State by its code; the code itself if it is not in the list."""
    return countries().get(code, code)
