"""From the JSON of an edition to its entries. The schema is checked in the tests, not here."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from .entries import Choice, Passage, Point

Entry = TypeVar("Entry")


def files(folder: Path) -> dict[str, Any]:
    """The content of each JSON file of *folder*, by the file's stem."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.json"))
    }


def digest(contents: Mapping[str, Any]) -> str:
    """sha256 over the canonical files: layout and order of keys do not change it."""
    canonical = json.dumps(contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def point(value: str | Mapping[str, Any]) -> Point:
    """A line of guidance, written as a string or as an object with citation or caveat."""
    return Point(value) if isinstance(value, str) else Point(**value)


def points(values: list[str | dict[str, Any]]) -> tuple[Point, ...]:
    """Lines of guidance, in their order."""
    return tuple(point(value) for value in values)


def passage(value: Mapping[str, Any] | None) -> Passage | None:
    """A passage of one source, or None where that source says nothing."""
    return None if value is None else entry(Passage, value)


def entry(kind: type[Entry], content: Mapping[str, Any]) -> Entry:
    """One entry of *kind*, each field converted by its name; frozen through and through."""
    return kind(**{name: _CONVERT.get(name, _frozen)(value) for name, value in content.items()})


def entries(kind: type[Entry], contents: list[dict[str, Any]]) -> tuple[Entry, ...]:
    """All entries of a list, in their order."""
    return tuple(entry(kind, content) for content in contents)


def _choices(values: list[dict[str, Any]]) -> tuple[Choice, ...]:
    return entries(Choice, values)


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return MappingProxyType(value) if isinstance(value, dict) else value


_CONVERT: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("treaty", "guide", "standard", "basis", "rests_on"), passage),
    **dict.fromkeys(("points", "notes", "prompts", "raises", "lowers", "evidence"), points),
    **dict.fromkeys(("mistakes", "indicators", "effective", "warnings"), points),
    **dict.fromkeys(("measures", "taken_by"), points),
    "choices": _choices,
}
