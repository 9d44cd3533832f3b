"""Tags of the flow chart, the same on the case page and in the record: `{% load flow %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from assessments.cases import icons
from assessments.cases.flow import State, arrows

register = template.Library()

# In the record a picture is the background of an empty element, in one of these colours.
INK = "ink"
ON_PAPER = {
    State.UNREACHED: "soft",
    State.OPEN: "ochre",
    State.SHUT: "white",
    State.PERMITTED: "petrol",
}


@register.inclusion_tag("components/_flow.html")
def flow_chart(flow):
    """The chart on a page: `{% flow_chart flow %}`; the record has a template of its own."""
    return {"flow": flow}


@register.simple_tag
def flow_icon(value, state, paper=False):
    """The picture of a value in a box."""
    if not value.icon:
        return ""
    return on_paper(value.icon, ON_PAPER.get(state, INK)) if paper else icons.icon(value.icon)


def on_paper(name, colour):
    """A picture of the set in the record."""
    return format_html('<span class="icon icon--{}-{}"></span>', name, colour)


@register.simple_tag
def flow_arrow(taken, along=True, paper=False):
    """An arrow: solid where the way was taken; *along* the line of reading, or down."""
    way = {"taken": bool(taken), "along": bool(along)}
    if paper:
        return format_html('<span class="{}"></span>', arrows.classes(**way))
    return mark_safe(arrows.arrow(**way))
