"""The two forms of verification: a code from paper, and a file."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.cases.fields import CaseForm, TextField

from .codes import read_code

LARGEST_FILE = 10 * 1024 * 1024  # bytes: what a page takes; the command takes more


class CodeForm(CaseForm):
    """The short code as it is printed on the first page of a record."""

    code = TextField(
        _("Code on the record"),
        hint=_("Twelve letters and digits, such as 7K3M-Q9PX-2BTV."),
        when_empty=_("Type the code that stands on the first page of the record."),
    )

    def clean_code(self):
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError(
                _("This is no code of a record. It has twelve letters and digits; compare them.")
            )
        return code


class RecordFileForm(CaseForm):
    """A file that is said to be a record."""

    file = forms.FileField(
        label=_("Record, as a PDF"),
        help_text=_("It is looked at and kept nowhere."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(
                _("The file is too large for this page. Use “python3 -m attwizard verify FILE”.")
            )
        return file
