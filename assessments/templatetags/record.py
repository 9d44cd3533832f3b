"""Tags of the decision record: `{% load record %}`."""

from django import template

from assessments.records import blocks, showing

from .flow import on_paper

register = template.Library()

COLOURS = {"permitted": "petrol", "shut": "white"}

register.filter("breakable", showing.breakable)
register.filter("breakable_in_cell", showing.breakable_in_cell)
register.filter("paragraphs", showing.paragraphs)
register.filter("direction", showing.direction)
register.filter("is_long", blocks.is_long)


@register.simple_tag
def mark_icon(mark):
    """The picture of a mark, in the colour it has on paper."""
    return on_paper(mark.icon, COLOURS.get(mark.manner, "ink"))


@register.simple_tag
def paper_icon(name, colour):
    """Any picture of the set, in one of the colours of paper."""
    return on_paper(name, colour)
