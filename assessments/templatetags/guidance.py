"""What stands beside a question, drawn once for an edition and language. `{% load guidance %}`."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def guidance(question, edition, standards=None, *, with_prompts=True):
    """The pane beside a question; *standards* are the national choices in force, by key.

    *with_prompts* is False where they stand on the page already, to be ticked. Nothing where the
    edition has nothing on the question.
    """
    if question is None:
        return ""
    in_force = standards or {}
    chosen = tuple((key, in_force[key]) for key in _settings(question) if key in in_force)
    return _pane(question.place, edition, get_language() or "", chosen, with_prompts)


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
        "with_prompts": with_prompts,
        "terms": edition.terms_of(question),
    }
    return render_to_string("components/_guidance.html", context)


def _settings(question):
    return tuple(key for passage in question.passages for key in passage.settings)


def _in_force(standard, value):
    choice = standard.choice(value)
    return {"question": standard.question, "value": choice.label if choice else value}
