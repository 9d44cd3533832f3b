"""A list as a file of the format att-list/1: read whole, or refused with every fault."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
from django.conf import settings
from django.utils.translation import gettext as _

from assessments.models.lists import KINDS_OF_ENTRY
from assessments.reference.case_format import Format, read_closely
from assessments.reference.case_soundness import is_real_date
from assessments.reference.editions import countries

LARGEST = 12 * 1000 * 1000  # bytes
FOLDER = settings.BASE_DIR / "fixtures" / "lists"
SCHEMA = json.loads((FOLDER / "list.schema.json").read_text(encoding="utf-8"))


def read_list(body: str | bytes) -> dict[str, Any]:
    """The list in a file. Raises `CaseFileFaults`, with a JSON pointer for each fault."""
    return read_closely(body, LIST_FILE)


def faults_beyond_the_schema(value: Any) -> Iterator[tuple[str, str]]:
    """Days that are none, keys used twice, States nobody knows, entries of another kind of list."""
    if not isinstance(value, dict):
        return
    yield from wrong_days(value, "", "as_of", "next_check")
    entries, used = value.get("entries"), set()
    fitting = KINDS_OF_ENTRY.get(value.get("kind"), ())
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            at = f"/entries/{number}"
            key = entry.get("key")
            if isinstance(key, str) and key in used:
                yield f"{at}/key", _("An earlier entry has this key. Each has its own.")
            used.add(key if isinstance(key, str) else None)
            if fitting and entry.get("kind") not in fitting:
                yield f"{at}/kind", _("A list of this kind has no such entries.")
            yield from wrong_days(entry, at, "valid_from", "valid_until")
            yield from unknown_states(entry, at)


def wrong_days(value: dict[str, Any], at: str, first: str, last: str) -> Iterator[tuple[str, str]]:
    written = [value[name] for name in (first, last) if isinstance(value.get(name), str)]
    for name in (first, last):
        day = value.get(name)
        if isinstance(day, str) and not is_real_date(day):
            yield f"{at}/{name}", _("This is no day. Write it as YYYY-MM-DD.")
    if len(written) == 2 and all(map(is_real_date, written)) and written[1] < written[0]:
        yield f"{at}/{last}", _("This day is before the first one.")


def unknown_states(entry: dict[str, Any], at: str) -> Iterator[tuple[str, str]]:
    named = entry.get("countries")
    for number, code in enumerate(named if isinstance(named, list) else ()):
        if isinstance(code, str) and len(code) == 2 and code not in countries():
            yield f"{at}/countries/{number}", _("No State has this code (ISO 3166-1 alpha-2).")


LIST_FILE = Format(jsonschema_rs.Draft202012Validator(SCHEMA), faults_beyond_the_schema)
