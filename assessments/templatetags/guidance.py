"""What stands beside a question, drawn once for an edition and language. `{% load guidance %}`."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.cases.terms import Mark

from .att import tag

register = template.Library()

# Where a version of a note of the authority stands.
OWN = {
    "waits": Mark(_("Waits to be published"), "hourglass", "act"),
    "now": Mark(_("In force"), "tick", "active"),
    "later": Mark(_("Published, in force later"), "", "rest"),
    "past": Mark(_("No longer in force"), "", "rest"),
    "withdrawn": Mark(_("Withdrawn"), "", "wait"),
}


@register.simple_tag
def own_stands(value):
    """Where a version of a note stands."""
    return tag(OWN[value])


PROMPTS = "<!-- prompts -->"  # where those of a case go, which are ticked, not kept in memory


@register.simple_tag
def guidance(question, edition, standards=None, beside=None):
    """The pane beside a question; *standards* are the national choices in force, by key.

    *beside* is the page of a case: its prompts can be ticked. Nothing where the edition has
    nothing on the question.
    """
    if question is None:
        return ""
    in_force = standards or {}
    chosen = tuple((key, in_force[key]) for key in _settings(question) if key in in_force)
    pane = _pane(question.place, edition, get_language() or "", chosen, beside is None)
    if beside is None:
        return pane
    about = {**beside.pane(), "edition": edition}
    return mark_safe(pane.replace(PROMPTS, render_to_string("guidance/_considered.html", about)))


@register.simple_tag
def prompt_rows(prompts, language):
    """The prompts beside a page of a case, to be ticked; *language* is that of the guidance.

    Those of which nobody has said anything are drawn once, as they are the same in every case.
    """
    reader = get_language() or ""
    rows = (
        _row(number, prompt, language)
        if prompt.said
        else _untouched(number, prompt, language, reader)
        for number, prompt in enumerate(prompts, start=1)
    )
    return mark_safe("".join(rows))


@lru_cache(maxsize=4096)
def _untouched(number, prompt, language, _reader):
    return _row(number, prompt, language)


def _row(number, prompt, language):
    about = {"number": number, "prompt": prompt, "language": language}
    return render_to_string("guidance/_prompt.html", about)


@lru_cache(maxsize=512)
def _pane(place, edition, _language, chosen, with_prompts):
    question = edition.question(place)
    standards = [_in_force(edition.standard(key), value) for key, value in chosen]
    passages = [
        {"passage": passage, "standards": standards if passage.settings else ()}
        for passage in question.passages
    ]
    context = {
        "question": question,
        "edition": edition,
        "passages": passages,
        "place_of_prompts": "" if with_prompts else mark_safe(PROMPTS),
        "terms": edition.terms_of(question),
    }
    return render_to_string("components/_guidance.html", context)


def _settings(question):
    return tuple(key for passage in question.passages for key in passage.settings)


def _in_force(standard, value):
    choice = standard.choice(value)
    return {"question": standard.question, "value": choice.label if choice else value}
