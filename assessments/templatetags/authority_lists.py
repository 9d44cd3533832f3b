"""What the lists of the authority say. `{% load authority_lists %}`."""

from django import template
from django.utils import timezone

from assessments.lists.facts import panels
from assessments.lists.telling import facts_about as told
from assessments.lists.touching import Supply

register = template.Library()


@register.filter
def facts_about(entry):
    """What an entry of its kind says beside its text, each with its name."""
    return told(entry)


@register.inclusion_tag("lists/_facts.html")
def list_facts(route, place):
    """What the lists say beside the question at a place, as the answers stand."""
    parties = [answer.content for answer in route.answers.rows("party")]
    supply = Supply(route.transfer, parties, route.items)
    return {"panels": panels(place, supply, timezone.localdate())}
