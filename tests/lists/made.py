"""Lists for tests, made as their files would be."""

import json
from typing import Any

from assessments.lists.loading import keep_file, load_list
from assessments.lists.reading import read_list
from assessments.models import ListEntry, ListLoad, User


def measure(key: str, *countries: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": "measure", "name": key.title(), "countries": countries, **more}


def a_list(*entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A list of Security Council measures, unless `more` says otherwise."""
    return {
        "format": "att-list/1",
        "key": "council",
        "kind": "security_council",
        "title": "Measures of the Council",
        "publisher": "The Council",
        "as_of": "2026-01-10",
        "next_check": "2099-01-10",
        "entries": entries,
        **more,
    }


def loaded(*entries: dict[str, Any], by: User | None = None, **more: Any) -> ListLoad:
    body = json.dumps(a_list(*entries, **more)).encode()
    return load_list(read_list(body), keep_file(body), by=by, may_end_many=True)


def listed() -> dict[str, Any]:
    """A list with an entry, for the addresses of the matrix."""
    load = loaded(measure("a", "XA"))
    return {"list entry": ListEntry.objects.get().pk, "list file": load.file_id}
