"""Incidents as a file of the format att-incidents/1: read whole, or refused with every fault."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.reference import editions
from assessments.reference.case_format import Format, read_closely
from assessments.reference.case_soundness import is_real_date

FOLDER = settings.BASE_DIR / "fixtures" / "incidents"
SCHEMA = json.loads((FOLDER / "incidents.schema.json").read_text(encoding="utf-8"))


def read_incidents(body: str | bytes) -> dict[str, Any]:
    """The incidents of a file. Raises `CaseFileFaults`, with a JSON pointer for each fault."""
    return read_closely(body, INCIDENT_FILE)


def faults_beyond_the_schema(value: Any) -> Iterator[tuple[str, str]]:
    """Ids used twice, days that are none or to come, States and forms that nobody knows."""
    found = value.get("incidents") if isinstance(value, dict) else None
    used: set[str] = set()
    for number, one in enumerate(found if isinstance(found, list) else ()):
        if isinstance(one, dict):
            at = f"/incidents/{number}"
            name = one.get("id")
            if isinstance(name, str) and name in used:
                yield f"{at}/id", _("An earlier incident has this id. Each has its own.")
            used.add(name if isinstance(name, str) else "")
            yield from wrong_days(one, at)
            yield from unknown_codes(one, at)


def wrong_days(one: dict[str, Any], at: str) -> Iterator[tuple[str, str]]:
    days = {name: one[name] for name in ("first_day", "last_day") if isinstance(one.get(name), str)}
    for name, day in days.items():
        if not is_real_date(day):
            yield f"{at}/{name}", _("This is no day. Write it as YYYY-MM-DD.")
        elif day > timezone.localdate().isoformat():
            yield f"{at}/{name}", _("This day is still to come.")
    if len(days) == 2 and days["last_day"] < days["first_day"]:
        yield f"{at}/last_day", _("This day is before the first one.")


def unknown_codes(one: dict[str, Any], at: str) -> Iterator[tuple[str, str]]:
    state, forms = one.get("state"), one.get("forms")
    if isinstance(state, str) and len(state) == 2 and state not in editions.countries():
        yield f"{at}/state", _("No State has this code (ISO 3166-1 alpha-2).")
    known = {form.code for form in editions.current().forms}
    for number, code in enumerate(forms if isinstance(forms, list) else ()):
        if isinstance(code, str) and code not in known:
            yield f"{at}/forms/{number}", _("The guidance edition in use has no form of this code.")


INCIDENT_FILE = Format(jsonschema_rs.Draft202012Validator(SCHEMA), faults_beyond_the_schema)
