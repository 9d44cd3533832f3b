"""The form of a proposal: each choice, and the reason for each that changes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.cases.choices import Choice
from assessments.cases.fields import AnswerField, CaseForm, ReasonField, TextField
from assessments.reference.entries import Standard

from .choices import standards
from .proposing import changes

TRUTH = {"yes": True, "no": False}
WORDS = {True: "yes", False: "no"}


class ChangeReason(ReasonField):
    """Asked for where a choice is changed, so that "(optional)" would say too much."""

    words = gettext_lazy("The reason, if you change it")
    is_optional = False


class ProposalForm(CaseForm):
    """The choices as they are in force, to be changed, each change with its reason."""

    def __init__(self, *args, current: dict[str, Any], **kwargs):
        super().__init__(*args, **kwargs)
        self.current = current
        self.standards = standards()
        for standard in self.standards:
            self.fields[standard.key] = choice_field(standard)
            self.fields[f"reason-{standard.key}"] = ChangeReason(rows=2, required=False)
            value = current[standard.key]
            self.initial[standard.key] = WORDS[value] if isinstance(value, bool) else value

    def clean(self):
        super().clean()
        if self.errors:
            return self.cleaned_data
        changed = changes(self.current, self.choices())
        if not changed:
            raise ValidationError(_("Nothing is changed yet. Change at least one choice."))
        for name in changed:
            if not self.cleaned_data[f"reason-{name}"]:
                self.add_error(f"reason-{name}", _("Give the reason for this change."))
        return self.cleaned_data

    def choices(self) -> dict[str, Any]:
        """The choices by their names, as the law reads them."""
        given = {one.key: self.cleaned_data[one.key] for one in self.standards}
        return {
            one.key: TRUTH[given[one.key]] if one.kind == "yes_no" else given[one.key]
            for one in self.standards
        }

    def reasons(self) -> dict[str, str]:
        return {one.key: self.cleaned_data[f"reason-{one.key}"] for one in self.standards}


def choice_field(standard: Standard):
    """A question with its answers explained; a threshold is written in the authority's words."""
    if standard.kind == "text":
        examples = "; ".join(str(choice.value) for choice in standard.choices)
        hint = _("For example: %(examples)s") % {"examples": examples}
        return TextField(standard.question, hint=hint, when_empty=_("Write the level in a phrase."))
    return AnswerField(
        standard.question,
        [Choice(WORDS.get(one.value, one.value), one.label, one.means) for one in standard.choices],
        small=True,
        when_empty=_("Choose one."),
    )
