"""Filters of the auditor's pages. `{% load auditing %}`."""

from django import template

register = template.Library()


@register.filter
def shortened(digest):
    """The two ends of a digest, enough for eyes: "c0a1…77e2"."""
    return f"{digest[:4]}…{digest[-4:]}" if len(digest) > 8 else digest


@register.filter
def in_fours(digest):
    """A digest in groups of four, as people read it out."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))
