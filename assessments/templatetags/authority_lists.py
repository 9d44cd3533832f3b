"""What the lists of the authority say. `{% load authority_lists %}`."""

from django import template

from assessments.lists.telling import facts_about as told

register = template.Library()


@register.filter
def facts_about(entry):
    """What an entry of its kind says beside its text, each with its name."""
    return told(entry)
