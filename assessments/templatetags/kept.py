"""`{% load kept %}{% whose %}`: the hidden field that says whose page this is."""

from django import template
from django.utils.html import format_html

from assessments.sign_in.kept import whose_token

register = template.Library()


@register.simple_tag(takes_context=True)
def whose(context):
    """Stands in every form of the wizard: with it, a post after the session's end is kept."""
    return format_html(
        '<input type="hidden" name="whose" value="{}">', whose_token(context["request"].user)
    )
