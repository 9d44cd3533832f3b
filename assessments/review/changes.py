"""What changed since a case was submitted the time before, answer by answer and word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.db.models import F

from assessments.models import Case
from assessments.wizard.answers import Key
from assessments.wizard.finishing import check_parts, form_class
from assessments.wizard.route import Route
from assessments.wizard.showing import shown_fields

Old = dict[Key, dict[str, Any]]
MOST_WORDS = 4000  # beyond it the old and the new text stand whole, one after the other
LIKE_ENOUGH = 0.5
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """A stretch of text: `kept`, `gone` or `new`."""

    kind: str
    text: str


def previous_answers(case: Case) -> Old | None:
    """The answers of the submission before the last; None if there was only one."""
    numbered = case.submissions.order_by("-number")
    contents = list(numbered.values_list(F("content__answers"), flat=True)[1:2])
    if not contents:
        return None
    return {(one["step"], one["row"]): one["content"] for one in contents[0]}


def groups(route: Route, old: Old | None) -> list[dict[str, Any]]:
    """All answers in their parts, those that changed marked, and how many they are."""
    found = check_parts(route)
    for group in found:
        group["changed"] = sum(mark(route, step, old) for step in group["steps"])
    return found


def mark(route: Route, step: dict[str, Any], old: Old | None) -> int:
    """Mark the parts of a step; rows that are gone since are named. Returns how many changed."""
    parts = step.get("parts", [])
    for part in parts:
        answer = part["answer"]
        part["key"] = (answer.step, answer.row)
        part["old"] = changed_fields(route, part, old)
    step["gone"] = gone(step, old)
    return sum(part["old"] is not None for part in parts) + len(step["gone"])


def changed_fields(route: Route, part: dict[str, Any], old: Old | None) -> dict[str, Any] | None:
    """None if the answer is as it was; else it marks each field, and gives those that are gone."""
    key, content = part["key"], part["answer"].content
    if old is None or old.get(key) == content:
        return None
    before = {field["name"]: field for field in old_fields(route, key, old.get(key) or {})}
    for field in part["fields"]:
        was = before.pop(field["name"], {}).get("words", "")
        field["pieces"] = list(compared(was, field)) if was != field["words"] else []
    return before


def old_fields(route: Route, key: Key, content: dict[str, Any]) -> list[dict[str, Any]]:
    return shown_fields(form_class(key)(route=route, content=content, prefix="old"))


def gone(step: dict[str, Any], old: Old | None) -> list[str]:
    """Rows of the step's list that were there and are no more, by what they said."""
    lists = step["step"].lists
    if old is None or not lists:
        return []
    there = {part["key"] for part in step.get("parts", [])}
    return [
        content.get("description") or content.get("name") or content.get("code") or key[1]
        for key, content in old.items()
        if key[0] == lists and key not in there and is_of(step["step"], content)
    ]


def is_of(step, content: dict[str, Any]) -> bool:
    """A risk belongs to the page of its line, or to step 4."""
    if step.lists != "risk":
        return True
    return bool(content.get("gbv")) == (step.name == "7-4-4") and (
        step.name == "7-4-4" or content.get("line") == step.place
    )


def compared(before: str, field: dict[str, Any]) -> Iterator[Piece]:
    """Prose by its words; a chosen answer, and prose that was written anew, whole."""
    after = field["words"]
    old, new = WORDS.findall(before), WORDS.findall(after)
    matched = SequenceMatcher(None, old, new, autojunk=False)
    if field["prose"] and len(old) + len(new) < MOST_WORDS and are_alike(old, new):
        yield from pieces(matched, old, new)
    else:
        yield from (Piece(kind, text) for kind, text in (("gone", before), ("new", after)) if text)


def are_alike(old: list[str], new: list[str]) -> bool:
    """Whether enough of the words stayed for both to be read as one text; spaces always stay."""
    before, after = ([word for word in text if not word.isspace()] for text in (old, new))
    return SequenceMatcher(None, before, after, autojunk=False).ratio() > LIKE_ENOUGH


def pieces(matched: SequenceMatcher, old: list[str], new: list[str]) -> Iterator[Piece]:
    """The two texts as one: what stayed, what went, what came."""
    for what, a, b, c, d in matched.get_opcodes():
        if what == "equal":
            yield Piece("kept", "".join(new[c:d]))
            continue
        if a != b:
            yield Piece("gone", "".join(old[a:b]))
        if c != d:
            yield Piece("new", "".join(new[c:d]))
