"""The forms about lists: what to look for, and a file to be loaded."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.cases.fields import (
    CaseForm,
    DayField,
    ReasonField,
    StateField,
    TextField,
    TickField,
)
from assessments.cases.load_form import LoadFileForm

from .reading import LARGEST, read_list


class EntryFilter(CaseForm):
    """What to look for in a list, and on which day it stood."""

    q = TextField(_("Words"), required=False)
    state = StateField(_("State"), required=False)
    on = DayField(_("As of"), required=False)

    @property
    def day(self) -> date:
        """The day asked about; today where none is, or it is none."""
        asked = getattr(self, "cleaned_data", {}).get("on")
        return date.fromisoformat(asked) if asked else timezone.localdate()


class ListFileForm(LoadFileForm):
    """A list as it is uploaded; `faults` is what is wrong with the one given."""

    missing = _("Choose the file that you want to load.")
    file = forms.FileField(
        label=_("List"),
        help_text=_(
            "A file of the format att-list/1, in JSON, of at most 12 MB. The folder fixtures/lists"
            " of attwizard describes the format and has lists to begin with."
        ),
        error_messages={
            "required": missing,
            "invalid": missing,
            "missing": missing,
            "empty": _("There is nothing in this file. Choose another one."),
        },
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    largest, read = LARGEST, staticmethod(read_list)
    too_large = _("This file is larger than 12 MB. Choose another one.")


class LoadForm(CaseForm):
    """That the changes shown are meant."""

    may_end_many = TickField(_("It is meant that more than a tenth of the entries end"))

    def __init__(self, *args, ends_many: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not ends_many:
            del self.fields["may_end_many"]

    def clean_may_end_many(self):
        if not self.cleaned_data["may_end_many"]:
            raise forms.ValidationError(TickField.when_empty)
        return True


class LookedForm(CaseForm):
    """What somebody makes of a change."""

    remark = ReasonField(
        _("What does the change mean for this case?"),
        rows=3,
        when_empty=_("Say what the change means for this case, or that it means nothing and why."),
    )
