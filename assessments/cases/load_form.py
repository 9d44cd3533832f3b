"""The form of a file that is loaded into a register: read whole, or refused whole."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import ngettext

from assessments.reference.case_faults import CaseFileFaults

from .fields import CaseForm


class LoadFileForm(CaseForm):
    """A field `file`, given by the form of each register, with what reads it.

    `faults` is what is wrong with the file given, `content` what one without a fault says.
    """

    faults = ()
    largest: int  # bytes
    too_large: str | Promise
    read: Callable[[bytes], Any]  # raises CaseFileFaults

    def clean_file(self):
        """The bytes of a file without a fault."""
        file = self.cleaned_data["file"]
        if file.size > self.largest:
            raise forms.ValidationError(self.too_large)
        body = file.read()
        try:
            self.content = self.read(body)
        except CaseFileFaults as refused:
            self.faults = refused.faults
            raise forms.ValidationError(refusal(len(refused.faults))) from refused
        return body


def refusal(count: int) -> str:
    return ngettext(
        "The file was refused and nothing was loaded: %(count)d fault stands below.",
        "The file was refused and nothing was loaded: %(count)d faults stand below.",
        count,
    ) % {"count": count}
