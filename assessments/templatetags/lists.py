"""Filters of the lists. `{% load lists %}`."""

from django import template
from django.utils.translation import ngettext

from assessments.models.text import showable
from assessments.reference.editions import countries

register = template.Library()


NAMED = 2  # goods, before the others are counted


@register.filter
def goods(descriptions):
    """What is asked for, in few words: "Rifles; Cartridges; and 3 more"."""
    named = [showable(one or "") for one in descriptions[:NAMED]]
    more = len(descriptions) - len(named)
    if more:
        named.append(ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more})
    return "; ".join(named)


@register.filter
def distinct(values):
    """Each value once, in the order in which they first come."""
    return list(dict.fromkeys(values))


@register.filter
def state_name(code):
    """The name of a State by its code; the code itself if it is not in the list."""
    return countries().get(code, code)
