"""What all forms of the assessment share: reasons, what is missing, and fragment in, fragment out.

A form takes the fragment that an answer holds (`content`) as what it first shows, and gives a
fragment back. Keys that it does not ask about are kept as they were.
"""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from assessments.cases.fields import CaseForm, CiteField, Field, ReasonField, TextField
from assessments.wizard import citing

MISSING = _("What is missing, who was asked, and by when?")
NO_REASON = _("Give your reasons, or cite where they stand. The auditor will read them.")
NO_MISSING = _("Say what is missing, who was asked and by when.")


def is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


class StepForm(CaseForm):
    """A form of the assessment. `route` is the case so far, `content` the answer kept.

    `told` are fields of it that are not asked for, because a register says what is in them.
    """

    told: Mapping[str, Field] = MappingProxyType({})

    def __init__(self, *args, route, content: dict[str, Any] | None = None, **kwargs):
        self.route = route
        self.content = content or {}
        kwargs["initial"] = {**self.initial_of(self.content), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        step, _dot, row = (self.prefix or "").partition(".")
        citable = SimpleLazyObject(lambda: route.citable_at(step))  # asked for once it is cited
        for name, field in self.fields.items():
            if isinstance(field, CiteField):
                field.offered = citable
                field.advice = partial(self.advice, citing.place_of(step, row, name))
            if isinstance(field, MissingField):
                field.offers = SimpleLazyObject(lambda: self.route.asked_in_vain)

    def advice(self, place: str, cited: list[str]) -> tuple[str, ...]:
        """What stands beneath the citations of a conclusion."""
        return citing.asks_against(self.route.against, place, cited) if place else ()

    @classmethod
    def initial_of(cls, content: dict[str, Any]) -> dict[str, Any]:
        return dict(content)

    def own(self) -> dict[str, Any]:
        """The answer as given, empty fields left out."""
        return {name: value for name, value in self.cleaned_data.items() if not is_empty(value)}

    def holds(self) -> set[str]:
        """The keys of the fragment that this form answers for."""
        return set(self.fields)

    def fragment(self) -> dict[str, Any]:
        kept = {key: value for key, value in self.content.items() if key not in self.holds()}
        return {**kept, **self.own()}


class ContinueForm(StepForm):
    """A list was shown; there is nothing to answer but that it is as it should be."""


class ReasonsField(ReasonField):
    """Reasons that are asked for unless they are cited; the form checks that."""

    is_optional = False

    def __init__(self, label="", **rest):
        super().__init__(label, required=False, **rest)


class ReasonedForm(StepForm):
    """An answer with its reasons; an answer that says something is unknown says what is missing."""

    reason = ReasonsField()
    cites = CiteField()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("reason") and not cleaned.get("cites") and "reason" not in self.errors:
            self.add_error("reason", NO_REASON)
        return cleaned


class MissingField(TextField):
    """Follows "not enough information"."""

    def __init__(self):
        super().__init__(MISSING, longest=2000, when_opened=NO_MISSING)
