"""What items and risks are called wherever a case is spoken of: "Item 1", "Risk 2"."""

from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import bidirectional

from django.utils.translation import get_language_bidi, gettext, ngettext, pgettext

Node = Mapping[str, Any]

# Isolates: what stands between them keeps its own direction and does not turn its surroundings.
FIRST_STRONG, LEFT_TO_RIGHT, END = "\u2068", "\u2066", "\u2069"


def items_by_id(case_file: Node) -> dict[str, Node]:
    """The items of a case by their id, in the order of the file."""
    return {item["id"]: item for item in case_file.get("items") or ()}


def risks_by_id(case_file: Node) -> dict[str, Node]:
    """The risks of a case by their id, in the order of the file."""
    return {risk["id"]: risk for risk in case_file.get("risks") or ()}


def item_name(item: str) -> str:
    """Items are called by the id they have in the application: "Item 1"."""
    return gettext("Item %(name)s") % {"name": latin(item)}


def item_names(case_file: Node) -> dict[str, str]:
    """The name of each item, by id."""
    return {item: item_name(item) for item in items_by_id(case_file)}


def in_sentence(item: str) -> str:
    """An item where a sentence speaks of it: "item 1"."""
    return gettext("item %(name)s") % {"name": latin(item)}


def items_in_sentence(case_file: Node) -> dict[str, str]:
    """The same for each item, by id."""
    return {item: in_sentence(item) for item in items_by_id(case_file)}


def items_phrase(items: Iterable[str]) -> str:
    """Several items in one phrase: "Items 1, 2"."""
    names = [latin(item) for item in items]
    words = ngettext("Item %(names)s", "Items %(names)s", len(names))
    return words % {"names": listed(names)}


def risk_names(case_file: Node) -> dict[str, str]:
    """The name of each risk, by id: risks are numbered in the order of the file."""
    words = gettext("Risk %(number)d")
    return {
        risk: words % {"number": number}
        for number, risk in enumerate(risks_by_id(case_file), start=1)
    }


def listed(words: Iterable[str]) -> str:
    """Words one after the other, as the language in use separates them."""
    return pgettext("between the entries of a list", ", ").join(words)


def latin(text: str) -> str:
    """An article number, a code or an id, kept together and from left to right in Arabic."""
    return f"{LEFT_TO_RIGHT}{text}{END}" if get_language_bidi() else text


def origin(taken_from: str) -> str:
    """What an answer was taken over from: another case, or a version of a profile."""
    kind, _colon, number = taken_from.partition(":")
    if kind == "profile":
        return gettext("version %(number)s of a profile") % {"number": number}
    return gettext("case %(reference)s") % {"reference": latin(taken_from)}


def isolated(text: str) -> str:
    """Somebody's own words inside a sentence, which they must not turn round."""
    return f"{FIRST_STRONG}{text}{END}" if get_language_bidi() or has_rtl(text) else text


def has_rtl(text: str) -> bool:
    """Whether any of it is written from right to left."""
    return not text.isascii() and any(bidirectional(char) in ("R", "AL") for char in text)
