"""What an auditor filters by."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.cases.fields import CaseForm, DayField, PickField, TextField
from assessments.cases.fields.choosing import offer
from assessments.models import User

from .kinds import KINDS

LONGEST = timedelta(days=366)
SERVICES = ("export_case", "issue_record", "verify_ledger", "anchor_ledger")


class PeriodForm(CaseForm):
    """From a day to a day, both included."""

    begin = DayField(_("From"), required=False)
    end = DayField(_("To"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("begin", "end"):
            self.fields[name].help_text = ""  # a row of filters has no room for it

    def clean_begin(self):
        return read_day(self.cleaned_data["begin"])

    def clean_end(self):
        return read_day(self.cleaned_data["end"])

    def clean(self):
        cleaned = super().clean()
        begin, end = cleaned.get("begin"), cleaned.get("end")
        if begin and end and begin > end:
            self.add_error("end", ValidationError(_("The last day is before the first.")))
        return cleaned


def read_day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


class TrailForm(PeriodForm):
    """Filters of the trail, as a GET form. An empty filter asks for nothing."""

    case = TextField(_("Case, by its reference"), longest=40, required=False)
    person = PickField(_("Person"), required=False, blank=_("Any"))
    kind = PickField(
        _("Kind"),
        [(name, kind.title) for name, kind in KINDS.items()],
        required=False,
        blank=_("Any"),
    )
    field_order = ["case", "person", "kind", "begin", "end"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.values_list("username", "name")
        services = [(f"manage.py {name}", f"manage.py {name}") for name in SERVICES]
        self.fields["person"].offered = offer([*people, ("manage.py", "manage.py"), *services])


class FlagsForm(PeriodForm):
    """The days of decision that are looked at: a year at most."""

    def clean(self):
        cleaned = super().clean()
        begin, end = cleaned.get("begin"), cleaned.get("end")
        if begin and end and end - begin > LONGEST:
            self.add_error("begin", ValidationError(_("Choose a year or less.")))
        return cleaned


class ArchiveForm(PeriodForm):
    """A whole period: both days are asked for."""

    def clean(self):
        cleaned = super().clean()
        for name in ("begin", "end"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Enter the first and the last day of the period."))
        return cleaned

    def period(self) -> dict[str, date]:
        return {name: self.cleaned_data[name] for name in ("begin", "end")}
