"""Fields for one State and for several, as the two letters of ISO 3166-1 (XA to XZ: fictional)."""

import re
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.reference.editions import countries

from .choosing import PickField, offer
from .text import TextField


class StateField(PickField):
    """A State to pick by its name."""

    shape = "state"
    narrow = True
    when_empty = _("Choose a State.")

    def check(self, value):
        self.offered = offer(countries().items())
        super().check(value)


class StatesField(TextField):
    """States in the order they are typed, by code or name; gives the list of codes.

    Typing two letters and a comma is quicker than picking from a list of two hundred, and keeps
    the order of a route.
    """

    shape = "states"
    extra = ' autocomplete="off" spellcheck="false"'
    example = _("Two-letter codes or names, in their order, with commas between: XA, XD")

    def __init__(self, label="", *, hint=None, longest=1000, **rest):
        super().__init__(
            label, hint=self.example if hint is None else hint, longest=longest, **rest
        )

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value):
        text = super().clean(self.prepare_value(value))
        parts = (part.strip() for part in re.split(r"[,;،、\n]", text))
        return [self._code(part) for part in parts if part]

    def _code(self, part):
        if part.upper() in countries():
            return part.upper()
        if code := _codes_by_name().get(part.casefold()):
            return code
        message = _("No State is called “%(name)s”. Use its two letters, for example XA.")
        raise ValidationError(message, params={"name": part}, code="no_state")


@cache
def _codes_by_name() -> dict[str, str]:
    """The codes by name, and by the name without what stands in brackets where that names one."""
    codes, brief = {}, {}
    for code, name in countries().items():
        codes[name.casefold()] = code
        brief.setdefault(name.partition(" (")[0].casefold(), []).append(code)
    return {**{name: found[0] for name, found in brief.items() if len(found) == 1}, **codes}
