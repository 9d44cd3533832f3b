"""The form of a correction: what stands wrongly where, how it should read, and why."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.cases.fields import CaseForm, ReasonField, TextField

from .correcting import PARTS, Statement

ROWS = 4  # one more correction takes the rest
LABELS = {
    "place": gettext_lazy("Where does it stand?"),
    "says": gettext_lazy("What does it say there?"),
    "should_say": gettext_lazy("What should it say?"),
}


class CorrectionForm(CaseForm):
    """Up to four statements, and the reason for all of them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for row in range(ROWS):
            for part in PARTS:
                self.fields[f"{part}-{row}"] = TextField(LABELS[part], required=False)
        self.fields["reason"] = ReasonField(
            _("Why is it corrected?"), when_empty=_("Say why it is corrected.")
        )

    def clean(self):
        super().clean()
        for row in range(ROWS):
            given = [self.cleaned_data.get(f"{part}-{row}") for part in PARTS]
            if any(given) and not all(given):
                missing = PARTS[[bool(one) for one in given].index(False)]
                self.add_error(f"{missing}-{row}", _("Fill in all three, or none of them."))
        if not self.errors and not self.statements():
            raise ValidationError(_("Say what stands wrongly where, and how it should read."))
        return self.cleaned_data

    def statements(self) -> list[Statement]:
        rows = (
            {part: self.cleaned_data.get(f"{part}-{row}") or "" for part in PARTS}
            for row in range(ROWS)
        )
        return [row for row in rows if any(row.values())]

    def rows(self):
        """The fields of each statement together."""
        return [[self[f"{part}-{row}"] for part in PARTS] for row in range(ROWS)]
