"""What an auditor holds against the ledger: an anchor kept elsewhere, or what a record prints."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.audit import anchors
from assessments.cases.fields import CaseForm, NumberField, TextField
from assessments.models import Link

LARGEST = 10_000  # bytes
HASH = re.compile(r"[0-9a-f]{64}")


class AnchorForm(CaseForm):
    """An anchor, if there is one at hand; its signature must fit."""

    anchor = forms.FileField(
        label=_("An anchor kept elsewhere"),
        help_text=_("The file that anchor_ledger wrote. Without one, nothing tells a ledger that"
                    " was rewritten from its first row to its last."),
        required=False,
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("anchor")
        cleaned["anchors"] = [self.read(file)] if file and not self.errors else []
        return cleaned

    def read(self, file) -> anchors.Anchor | None:
        try:
            found = anchors.read(file.read(LARGEST))
            fault = anchors.fault_of(found, anchors.trusted_keys())
        except anchors.AnchorTrouble as trouble:
            found, fault = None, str(trouble)
        if fault:
            self.add_error("anchor", ValidationError(fault))
        return found


class PrintForm(CaseForm):
    """Position and hash as they stand at the end of a printed record."""

    seq = NumberField(_("Ledger position"), above=0)
    hash = TextField(_("Ledger hash"), when_empty=_("Enter the hash that the record prints."))

    def clean_hash(self):
        written = re.sub(r"[\s…]", "", self.cleaned_data["hash"].lower())
        if not HASH.fullmatch(written):
            raise ValidationError(_("A hash has 64 characters, 0 to 9 and a to f."))
        return written

    def clean_seq(self):
        seq = self.cleaned_data["seq"]
        if seq != int(seq) or seq >= 2**63:
            raise ValidationError(_("Enter a whole number."))
        return int(seq)

    def agrees(self) -> bool:
        """Whether the row has this hash today."""
        link = Link.objects.filter(seq=self.cleaned_data["seq"]).first()
        return link is not None and bytes(link.h).hex() == self.cleaned_data["hash"]
