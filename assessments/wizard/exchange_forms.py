"""The forms of the pages that bring cases in, and start them from others."""

import hashlib

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.cases.choices import Choice
from assessments.cases.fields import AnswerField, CaseForm, TicksField
from assessments.models.text import showable
from assessments.reference.case_faults import CaseFileFaults

from .importing import LARGEST, read_case_file, too_large
from .splitting import NothingToSplit


class CaseFileForm(CaseForm):
    """A case file as it is uploaded; `faults` is what is wrong with the one given."""

    file = forms.FileField(
        label=_("Case file"),
        help_text=_("A file of the format att-case/1, in JSON, of at most 5 MB."),
        error_messages={
            "required": _("Choose the file that you want to import."),
            "invalid": _("Choose the file that you want to import."),
            "empty": _("There is nothing in this file. Choose another one."),
            "missing": _("Choose the file that you want to import."),
        },
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    faults = ()

    def clean_file(self):
        """The case in the file, read whole or not at all."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(too_large())
        body = file.read()
        self.digest = hashlib.sha256(body).hexdigest()
        try:
            return read_case_file(body)
        except CaseFileFaults as refused:
            self.faults = refused.faults
            raise forms.ValidationError(refusal(len(refused.faults))) from refused


def refusal(count: int) -> str:
    if count == 1:
        return _now("The file was refused and nothing was saved. What is wrong stands below.")
    return _now("The file was refused and nothing was saved: %(count)s faults stand below.") % {
        "count": count
    }


class SplitForm(CaseForm):
    """Which items go to a case of their own."""

    items = TicksField(
        _("Which items go to the new case?"),
        hint=_("The others stay. One item at least goes, and one stays."),
        when_empty=NothingToSplit.sentence,
    )

    def __init__(self, *args, route, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].offered = route.item_choices

    def clean_items(self):
        chosen = self.cleaned_data["items"]
        if len(chosen) == len(self.fields["items"].offered):
            raise forms.ValidationError(NothingToSplit.sentence)
        return chosen


class TakeOverForm(CaseForm):
    """Which earlier case steps 1 to 3 are taken from."""

    source = AnswerField(
        _("From which case?"), when_empty=_("Choose the case whose steps 1 to 3 you take over.")
    )

    def __init__(self, *args, earlier, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].offered = tuple(
            Choice(case.reference, f"{case.reference} – {case.title}", hint=said_of(case))
            for case in earlier
        )


def said_of(case) -> str:
    """End user, status and officer: what tells one earlier case from another."""
    return f"{showable(case.end_user)} · {case.get_status_display()} · {case.officer.name}"
