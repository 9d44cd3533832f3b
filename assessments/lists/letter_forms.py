"""The forms about letters of exemption."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from assessments.cases.fields import (
    CaseForm,
    DayField,
    NumberField,
    PickField,
    ReasonField,
    TextField,
)
from assessments.models.letters import Measure

from .letters import Line

FIRST_LINES = 4
MOST_LINES = 100
LARGEST = 10**24
FINEST = 6  # places after the point


class LetterForm(CaseForm):
    """Who exempted what supply to whom, and until when."""

    measure = PickField(_("What does it exempt from?"), Measure.choices)
    issued_by = TextField(
        _("Who issued it?"), hint=_("The committee or authority that approved or was notified.")
    )
    reference = TextField(_("Reference of the letter"), longest=200)
    end_user = TextField(_("End user named in it"), hint=_("As the letter writes it."))
    valid_until = DayField(_("Last day on which it is valid"))
    text = ReasonField(
        _("What else does it say?"), rows=3, required=False, hint=_("Conditions, reports due.")
    )

    def clean_valid_until(self):
        return date.fromisoformat(self.cleaned_data["valid_until"])


class LineForm(CaseForm):
    """How much of one kind of item it covers, in all cases together."""

    description = TextField(_("Kind of item"), required=False, says_optional=False)
    quantity = NumberField(
        _("Quantity"),
        above=0,
        required=False,
        says_optional=False,
        hint=_("In all cases together."),
    )
    unit = TextField(
        _("Unit"), required=False, says_optional=False, hint=_("As in the items of the cases.")
    )

    def clean_quantity(self):
        quantity = self.cleaned_data["quantity"]
        exact = None if quantity is None else Decimal(repr(quantity))
        if exact is not None and (exact >= LARGEST or -exact.as_tuple().exponent > FINEST):
            self.add_error("quantity", _("Write at most 24 digits, and 6 after the point."))
        return exact

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned["description"]) != bool(cleaned["quantity"]):
            name = "quantity" if cleaned["description"] else "description"
            self.add_error(name, _("Give both the kind of item and how much of it."))
        return cleaned

    @property
    def line(self) -> Line | None:
        given = self.cleaned_data
        if not given["description"]:
            return None
        return Line(given["description"], given["quantity"], given["unit"])


class EndForm(CaseForm):
    """From when on a letter counts no more, and why."""

    on = DayField(_("First day on which it counts no more"))
    because = ReasonField(_("Why?"), rows=3, when_empty=_("Say why. The trail keeps it."))

    def clean_on(self):
        return date.fromisoformat(self.cleaned_data["on"])


def line_forms(data, number: int) -> list[LineForm]:
    """A form for each line of the page; as many as were asked for, within reason."""
    return [
        LineForm(data, prefix=f"line-{position + 1}")
        for position in range(min(max(number, FIRST_LINES), MOST_LINES))
    ]
