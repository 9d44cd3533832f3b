"""What can be wrong with a case file, and the sentences that say so."""

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

# The first integer that rounds to infinity as an IEEE 754 double.
BEYOND_A_DOUBLE = 2**1024 - 2**970

# Far below anything the format has a place for; deeper down there is nothing left to name.
DEEPEST = 40


class Fault(NamedTuple):
    """One fault: a JSON pointer (RFC 6901) and a sentence."""

    at: str
    message: str


class CaseFileFaults(ValueError):
    """A case file that is refused whole; `faults` has each fault once, sorted by place."""

    def __init__(self, faults: list[Fault]):
        super().__init__("; ".join(f"{fault.at}: {fault.message}" for fault in faults))
        self.faults = faults


class Noted(dict[str, Any]):
    """A JSON object that remembers the earlier values of keys that came more than once."""

    earlier: dict[str, list[Any]]

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, Any]]) -> "Noted":
        noted = cls()
        noted.earlier = {}
        for key, value in pairs:
            if key in noted:
                noted.earlier.setdefault(key, []).append(noted[key])
            noted[key] = value
        return noted


def earlier(value: dict[str, Any]) -> dict[str, list[Any]]:
    """The keys of an object that came more than once, with all of their values but the last."""
    return value.earlier if isinstance(value, Noted) else {}


def every(value: dict[str, Any], key: str) -> list[Any]:
    """All the values given for a key: several where it is repeated, none where it is absent."""
    return [*earlier(value).get(key, ()), value[key]] if key in value else []


class Survey(NamedTuple):
    """A copy fit for the validator, and what had to be mended or noted on the way."""

    copy: Any
    faults: dict[str, str]
    repeated: frozenset[str]


def surveyed(value: Any) -> Survey:
    """Go through a parsed file once, noting what no schema speaks of.

    That is: repeated keys, numbers that are not finite as a double, and halves of characters.
    """
    faults: dict[str, str] = {}
    repeated: set[str] = set()
    copy = _copied(value, "", faults, repeated, 0)
    return Survey(copy, faults, frozenset(repeated))


def _copied(value: Any, at: str, faults: dict[str, str], repeated: set[str], depth: int) -> Any:
    if isinstance(value, dict):
        return _copied_object(value, at, faults, repeated, depth)
    if isinstance(value, list):
        rows = value if depth < DEEPEST else []
        return [
            _copied(row, f"{at}/{number}", faults, repeated, depth + 1)
            for number, row in enumerate(rows)
        ]
    if isinstance(value, str):
        return _whole_text(value, at, faults)
    if isinstance(value, (int, float)) and not _is_finite(value):
        faults[at] = _("This number is too large to be worked with. Correct it.")
        return 1
    return value


def _copied_object(
    value: dict[str, Any], at: str, faults: dict[str, str], repeated: set[str], depth: int
) -> dict[str, Any]:
    copy = {}
    for key, child in value.items() if depth < DEEPEST else ():
        name = mended(key)
        place = f"{at}/{escaped(name)}"
        copy[name] = _copied(child, place, faults, repeated, depth + 1)
        if name != key:
            faults[place] = _half_a_character()
        if key in earlier(value):
            repeated.add(place)
            faults[place] = _("This key is used more than once here. Keep one of them.")
    return copy


def escaped(step: str) -> str:
    """One step of a JSON pointer (RFC 6901)."""
    return step.replace("~", "~0").replace("/", "~1")


def _whole_text(text: str, at: str, faults: dict[str, str]) -> str:
    whole = mended(text)
    if whole != text:
        faults[at] = _half_a_character()
    return whole


def mended(text: str) -> str:
    """The text with each half of a character, which no UTF-8 text can hold, replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _half_a_character() -> str:
    return _("This text holds half a character (an unpaired surrogate). Write it again.")


def _is_finite(number: float) -> bool:
    if isinstance(number, int):
        return -BEYOND_A_DOUBLE < number < BEYOND_A_DOUBLE
    return math.isfinite(number)


def schema_sentence(kind: Any) -> str:
    """What the schema's validator found wrong with one value, as a sentence."""
    word = SENTENCES.get(kind.name)
    return word(kind) if word else _("This value does not fit the format. Correct it.")


def _wrong_type(kind: Any) -> str:
    sentences = {
        ("array",): _("A list is expected here."),
        ("boolean",): _("true or false is expected here."),
        ("number",): _("A number is expected here, not in quotation marks."),
        ("object",): _("An object, in braces, is expected here."),
        ("string",): _("Text, in quotation marks, is expected here."),
        ("null", "object"): _("An object, in braces, or null is expected here."),
    }
    return sentences.get(tuple(sorted(kind.types)), _("A value of another type is expected here."))


def _wrong_choice(kind: Any) -> str:
    choices = ", ".join(str(option) for option in kind.options if option)
    return _("This is none of the answers of the format. It has: %(choices)s.") % {
        "choices": choices
    }


def _wrong_pattern(kind: Any) -> str:
    sentences = {
        "^[A-Za-z0-9_-]{1,40}$": _(
            "An id has 1 to 40 characters: letters A to Z, digits, hyphens and underscores."
        ),
        "^[A-Z]{2}$": _("A State is written as two capital letters (ISO 3166-1 alpha-2)."),
        "^[A-Z]{3}$": _("A currency is written as three capital letters (ISO 4217)."),
    }
    return sentences.get(kind.pattern, _("This text does not have the form that is expected."))


SENTENCES: dict[str, Callable[[Any], str]] = {
    "type": _wrong_type,
    "enum": _wrong_choice,
    "pattern": _wrong_pattern,
    "const": lambda kind: _("This must read %(expected)s.") % {"expected": kind.expected_value},
    "minLength": lambda kind: _("This must not be empty."),
    "maxLength": lambda kind: (
        _("This is too long. At most %(limit)s characters are allowed.") % {"limit": kind.limit}
    ),
    "minItems": lambda kind: _("This list needs at least one entry."),
    "minimum": lambda kind: _("This number must be 0 or more."),
    "exclusiveMinimum": lambda kind: _("This number must be more than 0."),
    "uniqueItems": lambda kind: _("An entry appears twice in this list. Keep one of them."),
}
