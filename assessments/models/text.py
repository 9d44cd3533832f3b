"""JSON that gives back every string it was given.

PostgreSQL's jsonb cannot hold U+0000 or half of a surrogate pair, yet a case file may carry them
and has to come back as it went in. They are written as an escape character (U+F8FF, private use)
with their code in hexadecimal; the escape character itself is escaped likewise. A double of 1e16 or
more is written as the escape character, "#" and its digits: jsonb would give back an integer, which
from 1e23 on is another number.
"""

import json
import re
from typing import Any

from django.db import models
from django.db.models.fields.json import KeyTransform

UNSTORABLE = re.compile("[\\x00\ud800-\udfff\uf8ff]")
ESCAPED = re.compile("\uf8ff([0-9a-f]{4})")
LARGE = "\uf8ff#"


def escape(text: str) -> str:
    return UNSTORABLE.sub(lambda found: f"\uf8ff{ord(found.group()):04x}", text)


def unescape(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)


def showable(text: str) -> str:
    """The text for a plain column or a page, where those characters cannot stand."""
    return UNSTORABLE.sub("\ufffd", text)


def over_strings(value: Any, change) -> Any:
    """The same JSON value with `change` made to every string, keys included."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list | tuple):
        return [over_strings(entry, change) for entry in value]
    if isinstance(value, dict):
        return {change(key): over_strings(entry, change) for key, entry in value.items()}
    return value


def storable(value: Any) -> Any:
    """The same JSON value as jsonb can hold it."""
    if isinstance(value, float):
        return f"{LARGE}{value!r}" if "e+" in repr(value) else value
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, list | tuple):
        return [storable(entry) for entry in value]
    if isinstance(value, dict):
        return {escape(key): storable(entry) for key, entry in value.items()}
    return value


def restored(text: str) -> str | float:
    return float(text.removeprefix(LARGE)) if text.startswith(LARGE) else unescape(text)


def loaded(text: str) -> Any:
    """What was stored. Plain `json.loads` keeps one decoder; a decoder class makes one a call."""
    value = json.loads(text)
    return over_strings(value, restored) if "\uf8ff" in text or "\\uf8ff" in text else value


class ExactDecoder(json.JSONDecoder):
    def decode(self, s: str, *args: Any) -> Any:
        return loaded(s)


class ExactJSONField(models.JSONField):
    """A jsonb column that returns exactly the strings that were put in."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("decoder", ExactDecoder)
        super().__init__(*args, **kwargs)

    def get_db_prep_value(self, value, connection, prepared=False):
        if isinstance(value, list | tuple | dict | str | float) and not prepared:
            value = storable(value)
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value, expression, connection):
        if isinstance(value, str) and not isinstance(expression, KeyTransform):
            return loaded(value)
        return super().from_db_value(value, expression, connection)
