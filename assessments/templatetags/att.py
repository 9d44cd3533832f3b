"""Tags and filters of attwizard: pictures, marks, citations, fields. `{% load att %}`."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from assessments.cases import icons, naming, places, terms, wording
from assessments.cases.fields import html

register = template.Library()


@register.simple_tag
def icon(name, colour="", classes=""):
    """A picture of the set; *colour* for the PDF alone, where CSS does not reach into it."""
    return icons.icon(name, colour, classes)


# Marks: words in a box, with a picture. The words alone must be enough.


def tag(mark: terms.Mark, colour: str = "", words: str = "") -> SafeString:
    """A mark as a tag."""
    picture = icons.icon(mark.icon, colour) if mark.icon else ""
    label = words or mark.label
    return format_html('<span class="tag tag--{}">{}{}</span>', mark.manner, picture, label)


@register.simple_tag
def status(value, words=""):
    """Where a case stands. *words* may say more: "Decided 1 June 2026"."""
    return tag(terms.STATUSES[str(value)], words=words)


@register.simple_tag
def part_state(value, words=""):
    """Where a part of a case stands."""
    return tag(terms.PART_STATES[value], words=words)


@register.simple_tag
def measure_state(value):
    """What became of a measure."""
    return tag(terms.MEASURES[value])


@register.simple_tag
def standing(value):
    """Whether guidance is binding, voluntary or a standard of this authority."""
    return tag(terms.STANDINGS[value])


@register.simple_tag
def mark(value, words=""):
    """One of the other marks: changed, signed, unsigned, unconfirmed."""
    return tag(terms.OTHERS[value], words=words)


@register.simple_tag
def decision(value, as_tag=True):
    """A final decision that may still be taken: "Refuse"."""
    return _marked(terms.DECISIONS[value], as_tag)


@register.simple_tag
def decided(value, as_tag=True):
    """A final decision that was taken: "Refused"."""
    return _marked(terms.DECIDED[value], as_tag)


def _marked(one: terms.Mark, as_tag: bool) -> SafeString:
    return tag(one) if as_tag else _value(one.icon, one.label)


@register.simple_tag
def decision_icon(value, colour="", classes=""):
    """The picture of a decision alone, for a place where its words stand beside it."""
    return icons.icon(terms.DECISIONS[value].icon, colour, classes)


# Answers


@register.simple_tag
def answer(place, value, colour=""):
    """An answer with its picture: `{% answer "6.1" content.answer %}`."""
    chosen = wording.answer(place, value)
    return _value(chosen.icon, chosen.label, colour)


@register.simple_tag
def answer_short(place, value, colour=""):
    """The same in few words, where the question does not stand beside it."""
    return _value(wording.answer(place, value).icon, wording.answer_short(place, value), colour)


@register.simple_tag
def finding(value, colour=""):
    """What was found of a form of violence in step 1."""
    chosen = wording.value("finding", value)
    return _value(chosen.icon, chosen.label, colour)


def _value(picture: str, words, colour: str = "") -> SafeString:
    drawn = icons.icon(picture, colour) if picture else ""
    return format_html('<span class="value">{}{}</span>', drawn, words)


@register.filter
def answer_label(value, place):
    """The words of an answer: `{{ content.answer|answer_label:"6.1" }}`."""
    return wording.answer_label(place, value)


@register.filter
def value_label(value, name):
    """The words of any other value of the case file: `{{ item.article|value_label:"article" }}`."""
    return wording.value(name, value).label


@register.filter
def decision_label(value):
    """The words of a final decision alone."""
    return terms.DECISIONS[value].label


@register.filter
def role_label(value):
    """What a role is called."""
    return terms.ROLES[str(value)]


@register.filter
def roles_label(roles):
    """The roles of a person, one after the other."""
    return ", ".join(str(terms.ROLES[str(role)]) for role in roles)


# Places and references


@register.simple_tag
def cite(place):
    """The article of a place, isolated so that Arabic does not turn it: 7(1)(b)(ii)."""
    return places.citation(place)


@register.filter
def place_title(place):
    """What a place of the assessment is called."""
    return places.title(place)


@register.filter
def place_short(place):
    """The same in few words."""
    return places.short_title(place)


@register.simple_tag
def ref(reference):
    """The reference of a case."""
    return format_html('<bdi dir="ltr" class="ref num">{}</bdi>', reference)


@register.simple_tag
def open_point(point, risks=None, items=None):
    """An open point as a sentence; *risks* and *items* are the names by id."""
    return wording.open_point(point, risks=risks or {}, items=items or {})


# Forms


@register.simple_tag
def field(bound):
    """A field whole: label, hint, errors, control, and the fields that its answers open."""
    return html.draw(bound)


@register.simple_tag
def fields(form):
    """All fields of a form in their order, each that an answer opens beneath that answer."""
    opened = form.opened_fields() if hasattr(form, "opened_fields") else ()
    return mark_safe("".join(html.draw(form[name]) for name in form.fields if name not in opened))


@register.inclusion_tag("components/_error_summary.html")
def error_summary(*forms):
    """The errors of the forms at the head of the page, each a link to the field it is about."""
    shown = [form for form in forms if form and not getattr(form, "quiet", False)]
    return {"errors": [error for form in shown for error in _errors(form)]}


def _errors(form):
    for name, found in form.errors.as_data().items():
        bound = form[name] if name in form.fields else None
        address = f"#{html.first_control(bound)}" if bound else ""
        for error in found:
            yield from ({"address": address, "words": _named(bound, error, m)} for m in error)


def _named(bound, error, words):
    """The error, with the field it is about unless the sentence itself says so."""
    if bound is None or not error.code:
        return words
    if error.code == "required" and getattr(bound.field, "names_itself", False):
        return words
    return _("“%(label)s”: %(error)s") % {"label": bound.label, "error": words}


@register.filter
def has_errors(form):
    """Whether the page begins with an error summary; its title then says so."""
    return bool(form and not getattr(form, "quiet", False) and form.errors)


# The frame


@register.simple_tag(takes_context=True)
def nav_link(context, name, words):
    """A link of the main navigation; nothing where no such page exists."""
    try:
        address = reverse(name)
    except NoReverseMatch:
        return ""
    match = getattr(context.get("request"), "resolver_match", None)
    current = mark_safe(' aria-current="page"') if match and match.view_name == name else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', address, current, words)


@register.simple_tag
def six(step):
    """Where in the six steps a page stands, as six small bars; the words are beside it."""
    bars = ((_bar(number, step),) for number in range(1, 7))
    drawn = format_html_join("", "<i{}></i>", bars)
    return format_html('<span class="six" aria-hidden="true">{}</span>', drawn)


def _bar(number, step):
    if number == int(step):
        return mark_safe(' class="here"')
    return mark_safe(' class="past"') if number < int(step) else ""


@register.filter
def origin(taken_from):
    """What an answer was taken over from."""
    return naming.origin(taken_from)


@register.filter
def number(value):
    """A number of the case file as a person writes it, without an exponent."""
    return conditional_escape(wording.number(value))
