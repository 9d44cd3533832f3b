"""Fields that are typed: lines, reasons, numbers and days.

They give back pieces of the case file (text, numbers), not Python dates or decimals.
"""

import datetime
import math
import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _


class Field(forms.Field):
    """What all fields share: a label, one sentence of hint, and what to say when it is empty.

    *when_empty* is the error for a required field that is empty. *when_opened* is the error for one
    that is empty although an answer that opens it was chosen (see AnswerField); such a field is not
    required otherwise. *place* cites its article before the label. *says_optional* is for a form
    that checks by itself: `required=False, says_optional=False`.
    """

    shape = "text"
    first = ""  # what is added to the id for its first control
    narrow = False
    when_empty = _("Write an answer here.")

    def __init__(
        self,
        label="",
        *,
        hint="",
        when_empty=None,
        when_opened="",
        place="",
        says_optional=None,
        **rest,
    ):
        if when_opened:
            rest["required"] = False
        super().__init__(label=label, help_text=hint, **rest)
        self.error_messages["required"] = when_empty or self.when_empty
        self.names_itself = bool(when_empty)  # its error says which field it is about
        self.when_opened = when_opened
        self.place = place
        self.says_optional = says_optional

    @property
    def is_optional(self):
        """Whether the page says "(optional)"."""
        if self.says_optional is not None:
            return self.says_optional
        return not self.required and not self.when_opened


class TextField(Field):
    """One line of text; spaces at both ends are dropped."""

    input_type = "text"
    direction = "auto"
    extra = ""  # further attributes of the input
    offers: tuple[str, ...] = ()  # what may be meant; anything else may be typed

    def __init__(self, label="", *, longest=300, narrow=False, **rest):
        super().__init__(label, **rest)
        self.longest = longest
        self.narrow = narrow or self.narrow

    def to_python(self, value):
        return "" if value is None else str(value).replace("\x00", "").strip()

    def validate(self, value):
        super().validate(value)
        if len(value) > self.longest:
            raise ValidationError(
                _("Shorten this to %(longest)s characters; it has %(length)s."),
                params={"longest": self.longest, "length": len(value)},
                code="too_long",
            )


class ReasonField(TextField):
    """What an answer rests on: prose with its line breaks."""

    shape = "prose"
    when_empty = _("Give your reasons. They become part of the record.")
    words = _("Reasons")

    def __init__(self, label="", *, rows=5, longest=50_000, **rest):
        super().__init__(label or self.words, longest=longest, **rest)
        self.rows = rows

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class NumberField(TextField):
    """A finite decimal: an int where it is whole, else a float; None when empty.

    *above* is a bound that is not reached, *least* one that may be. Spaces may group the digits.
    """

    direction = "ltr"
    narrow = True
    extra = ' inputmode="decimal" autocomplete="off"'
    when_empty = _("Enter a number.")
    written = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")

    def __init__(self, label="", *, above=None, least=None, **rest):
        super().__init__(label, **rest)
        self.above = above
        self.least = least

    def prepare_value(self, value):
        """As a person writes it, without an exponent; what was typed stays as it was."""
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return value
        return str(value) if isinstance(value, int) else format(Decimal(str(value)), "f")

    def clean(self, value):
        text = "".join(self.to_python(self.prepare_value(value)).split())
        self.validate(text)
        if not text:
            return None
        number = self._number(text)
        self._check(number)
        return number

    def _number(self, text):
        if not self.written.fullmatch(text):
            message = _("Write the number in digits, with a point for decimals: 1500 or 0.25.")
            raise ValidationError(message, code="number")
        exact = Decimal(text)
        number = int(exact) if exact == exact.to_integral_value() else float(exact)
        if not math.isfinite(float(exact)):
            raise ValidationError(_("This number is too large to be worked with."), code="number")
        return number

    def _check(self, number):
        if self.above is not None and number <= self.above:
            message = _("Enter a number above %(bound)s.")
            raise ValidationError(message, params={"bound": self.above}, code="bound")
        if self.least is not None and number < self.least:
            message = _("Enter %(bound)s or a higher number.")
            raise ValidationError(message, params={"bound": self.least}, code="bound")


class DayField(TextField):
    """A day, given back as YYYY-MM-DD; None when empty.

    It is typed as text: a date picker drops what it does not understand, and nothing typed may be
    lost. 30.6.2026 and 30 June 2026 are understood too; 6/30/2026 means different days to
    different people and is not.
    """

    direction = "ltr"
    narrow = True
    extra = ' autocomplete="off" spellcheck="false"'
    when_empty = _("Enter a day, for example 2026-06-30.")
    example = _("For example 2026-06-30")
    orders = (
        re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
        re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})"),
        re.compile(r"(?P<day>\d{1,2})\.?\s+(?P<name>[^\W\d]+)\.?,?\s+(?P<year>\d{4})"),
    )

    def __init__(self, label="", *, hint="", **rest):
        super().__init__(label, hint=hint or self.example, **rest)

    def prepare_value(self, value):
        return value.isoformat() if isinstance(value, datetime.date) else value

    def clean(self, value):
        text = super().clean(self.prepare_value(value))
        return self._day(text).isoformat() if text else None

    def _day(self, text):
        found = next(filter(None, (order.fullmatch(text) for order in self.orders)), None)
        try:
            parts = found.groupdict()
            month = _month(parts["name"]) if "name" in parts else int(parts["month"])
            return datetime.date(int(parts["year"]), month, int(parts["day"]))
        except (AttributeError, ValueError):
            message = _("Enter the day as year, month and day, for example 2026-06-30.")
            raise ValidationError(message, code="day") from None


def _month(name):
    """The number of a month from its name in the language in use. Raises ValueError."""
    names = [str(month).casefold() for month in MONTHS.values()]
    return names.index(name.casefold()) + 1
