"""How requests for information, and the clock that they stop, look on pages."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases.clock import Clock, clock_of
from assessments.cases.terms import OTHERS, REQUESTS
from assessments.models.requests import Outcome

from .att import ref, tag

register = template.Library()


@register.simple_tag
def request_state(asked):
    """Where a request stands: a draft, sent, overdue, answered in part."""
    if asked.is_overdue(timezone.localdate()):
        return tag(OTHERS["overdue"])
    words = ""
    if asked.outcome:
        words = _("Answered: %(outcome)s") % {"outcome": Outcome(asked.outcome).label}
    return tag(REQUESTS[asked.stands], words=words)


@register.simple_tag
def request_link(asked, case):
    """A request by its number and whom it asks, with its page; another case's has it there."""
    words = format_html("{}. <bdi>{}</bdi>", asked.number, asked.name)
    if asked.case_id != case.pk:
        return format_html("{} ({})", words, ref(asked.case.reference))
    address = reverse("requests:request", args=[case.reference, asked.number])
    return format_html('<a class="name" href="{}">{}</a>', address, words)


@register.filter
def clock(case):
    """The clock of a case of a list."""
    return clock_of(case)


@register.filter
def in_hand(clock: Clock):
    """The days that count: "12 days"."""
    return ngettext("%(days)s day", "%(days)s days", clock.days) % {"days": clock.days}


@register.filter
def stopped(clock: Clock):
    """Since when the clock stands, or for how long it stood; "" where it never did."""
    if clock.since:
        days = clock.standing(timezone.localdate())
        words = ngettext(
            "Clock stopped since %(day)s, for %(days)s day",
            "Clock stopped since %(day)s, for %(days)s days",
            days,
        )
        return words % {"day": date_format(clock.since), "days": days}
    if clock.stopped:
        words = ngettext("Stopped for %(days)s day", "Stopped for %(days)s days", clock.stopped)
        return words % {"days": clock.stopped}
    return ""
