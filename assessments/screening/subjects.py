"""Who is screened: everybody whom a case names, as the database finds them in its answers."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.models.text import showable
from assessments.reference.editions import countries

ROLES = {
    "applicant": _("Exporter or applicant"),
    "end_user": _("End user"),
    "carrier": _("Carrier"),
    "vessel": _("Vessel or flight"),
    "party": _("Party"),
}
IMO = re.compile(r"\bIMO\W{0,5}(\d{7})\b", re.IGNORECASE)
KEY = 32  # characters of a digest


@dataclass(frozen=True)
class Subject:
    """Somebody or something named in a case; `said` is its part in the officer's own words."""

    role: str
    said: str
    name: str
    country: str
    registration: str

    @cached_property
    def key(self) -> str:
        """The same for the same one, whatever part it has; a vessel is never a person."""
        told = [self.is_vessel, self.name, self.country, self.registration]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:KEY]

    @property
    def is_vessel(self) -> bool:
        return self.role == "vessel"

    @property
    def part(self) -> str:
        """What it is in the case, in words."""
        return self.said or str(ROLES[self.role])

    @property
    def state(self) -> str:
        """The name of its State."""
        return str(countries().get(self.country, self.country))

    @property
    def screened_name(self) -> str:
        """The name without the number that stands beside that of a vessel."""
        return IMO.sub(" ", self.name) if self.is_vessel else self.name

    @property
    def numbers(self) -> list[str]:
        """What may stand among the identifiers of an entry: an IMO number, a registration."""
        imo = [f"imo {number}" for number in IMO.findall(self.name)]
        return [*imo, *([f"registration {bare(self.registration)}"] if self.registration else [])]

    def as_json(self) -> dict[str, Any]:
        return {
            "role": self.role,
            "said": self.said,
            "name": self.name,
            "country": self.country,
            "registration": self.registration,
        }


def bare(number: str) -> str:
    """A number as it is compared: letters and digits alone."""
    return "".join(one for one in number.casefold() if one.isalnum())


def subjects(found: list[dict[str, Any]]) -> list[Subject]:
    """Those that the database found, each once, as pages and plain columns can hold them."""
    each: dict[str, Subject] = {}
    for told in found:
        one = Subject(**{name: showable(value) for name, value in told.items()})
        each.setdefault(one.key, one)
    return list(each.values())
