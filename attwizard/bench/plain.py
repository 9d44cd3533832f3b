"""The plain wizard: formtools as it comes, in the session, with Django's own widgets; one UPDATE.

It asks the same questions with the same answers to choose from, in the same frame, signed in; it
keeps no versions, no trail and no ruling.
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.utils import timezone
from django.views.decorators.http import require_POST
from formtools.wizard.views import NamedUrlSessionWizardView

from assessments.models import Case
from assessments.wizard.steps import BY_NAME

STEPS = ("scope", "6-1", "6-2", "6-3", "lines", "7-4-1")
PAGE = """{% extends "base.html" %}{% block content %}
<form method="post">{% csrf_token %}{{ wizard.management_form }}{{ wizard.form }}
<button class="btn btn-primary">Continue</button></form>{% endblock %}"""
ITEMS = [("1", "1. Precision-guided munitions"), ("2", "2. Escort vehicles")]


def native(field: Any) -> forms.Field:
    """The field of Django's own that asks the same."""
    words: dict[str, Any] = {"label": field.label, "help_text": field.help_text}
    words["required"] = field.required
    choices = [(choice.value, choice.label) for choice in getattr(field, "offered", ())]
    if field.shape == "answer":
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)
    if field.shape in ("ticks", "cite"):
        ticks = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=choices or ITEMS, widget=ticks, **words)
    if field.shape == "prose":
        return forms.CharField(widget=forms.Textarea, **words)
    return forms.CharField(**words)


def plain_form(step: str) -> type[forms.Form]:
    """A form of the step without anything of ours."""
    route = SimpleNamespace(citable_at=lambda step: (), item_choices=(), end_user="")
    ours = BY_NAME[step].form(route=route, prefix=step)
    fields = {name: native(field) for name, field in ours.fields.items()}
    return type("PlainForm", (forms.Form,), fields)


class PlainWizard(NamedUrlSessionWizardView):
    """As in formtools' documentation."""

    form_list = [(step, plain_form(step)) for step in STEPS]

    def get_prefix(self, request, *args, **kwargs):
        return "wizard"

    def render_to_response(self, context, **kwargs):
        return HttpResponse(template().render(context, self.request))

    def done(self, form_list, **kwargs):
        return HttpResponse("done")


@require_POST
def one_update(request, reference):
    """Nothing but a row that is written, and where to go on."""
    Case.objects.filter(reference=reference).update(updated_at=timezone.now())
    return redirect("plain", STEPS[0])


@cache
def template():
    return engines["django"].from_string(PAGE)
