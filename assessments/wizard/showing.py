"""Answers as a person reads them: field by field, with the words of the choices."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from assessments.cases.fields import DayField
from assessments.cases.wording import number
from assessments.models.text import showable
from assessments.reference.editions import countries

from .forms.base import StepForm

PROSE = frozenset({"prose"})


def shown_fields(form: StepForm) -> list[dict[str, Any]]:
    """Label and value of each field that has an answer; `prose` marks reasons."""
    fields = []
    for name, field in {**form.told, **form.fields}.items():
        words = shown_value(
            field, form.content.get(name) if name in form.told else given(form, name)
        )
        if words:
            fields.append(
                {"name": name, "label": field.label, "words": words, "prose": field.shape in PROSE}
            )
    return fields


def with_reasons(fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows for a page: the reasons of an answer stand with it, not in a row of their own."""
    by_name = {field["name"]: field for field in fields}
    rows = []
    for field in fields:
        names = [name for name in answers_to(field["name"]) if name in by_name]
        if names:
            by_name[names[0]]["reason"] = field
        else:
            rows.append(field)
    return rows


def answers_to(name: str) -> tuple[str, ...]:
    """The names of the answers that reasons of this name may be given for."""
    if name == "reason":
        return "answer", "severity"
    return (name.removesuffix("_reason"),) if name.endswith("_reason") else ()


def given(form: StepForm, name: str) -> Any:
    """What was typed where the form was posted, checked or not; else the answer kept."""
    if not form.is_bound:
        return form.get_initial_for_field(form.fields[name], name)
    if name in getattr(form, "cleaned_data", {}):
        return form.cleaned_data[name]
    return form[name].value()


def shown_value(field, value: Any) -> str:
    """One value in words; "" where there is none."""
    if value in (None, "", [], False):
        return ""
    if value is True:
        return gettext("Yes")
    if isinstance(value, int | float):
        return number(value)
    if isinstance(field, DayField):
        return shown_day(value)
    if field.shape == "measures":
        return "; ".join(shown_measure(row, field.catalogue) for row in value)
    if field.shape in ("state", "states"):
        codes = [value] if isinstance(value, str) else value
        return ", ".join(str(countries().get(code, code)) for code in codes)
    offered = {choice.value: choice.label for choice in getattr(field, "offered", ())}
    if isinstance(value, list | tuple):
        return "; ".join(showable(str(offered.get(one, one))) for one in value)
    return showable(str(offered.get(value, value)))


def shown_day(value: str) -> str:
    """A day with the name of its month; what is no day, as it was typed."""
    try:
        return date_format(date.fromisoformat(value))
    except ValueError:
        return showable(value)


def shown_measure(row: dict[str, str], catalogue) -> str:
    names = {choice.value: str(choice.label) for choice in catalogue}
    code, text = row.get("code", ""), row.get("text", "")
    name = names.get(code, code)
    return showable(f"{name}: {text}" if name and text else name or text)
