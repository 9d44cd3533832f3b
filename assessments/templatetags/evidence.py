"""Tags of the register of sources: grades in words, classes by name. `{% load evidence %}`."""

from django import template
from django.utils import timezone
from django.utils.html import format_html

from assessments.cases.terms import CREDIBILITY, RELIABILITY
from assessments.reference import editions

register = template.Library()
GRADES = {one.value: one.label for one in (*RELIABILITY, *CREDIBILITY)}


@register.simple_tag
def grade(value):
    """One grade with its words: "F – Reliability cannot be judged"."""
    if not value:
        return ""
    return format_html('<bdi dir="ltr">{}</bdi> – {}', value, GRADES[value])


@register.simple_tag
def source_class(key):
    """What the guidance edition calls a class; what was typed, where it has no such class."""
    found = editions.current().source_class(key)
    return found.name if found else key


@register.filter
def is_overdue(source):
    """Whether the next check of a revision was due before today."""
    return source.next_check_on < timezone.localdate()
