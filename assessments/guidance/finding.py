"""Searching the guidance: in memory, in every script, each result with the place it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.cases.words import fold

from .entries import KINDS, Entry

SHOWN = 12  # of each kind; whoever wants more types another word
LONGEST = 100  # characters of what is typed


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    kind: str
    entries: tuple[Entry, ...]
    more: int

    @property
    def title(self) -> str:
        return str(KINDS[self.kind])


def find(typed: str, entries: Iterable[Entry]) -> list[Group]:
    """The entries that hold every word typed, those first that are called so; by kind."""
    words = fold(typed[:LONGEST]).split()
    if not words:
        return []
    found: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
    for entry in entries:
        if all(word in entry.text for word in words):
            found[entry.kind].append(entry)
    return [
        Group(kind, tuple(first_called(words, those)[:SHOWN]), max(0, len(those) - SHOWN))
        for kind, those in found.items()
        if those
    ]


def first_called(words: list[str], entries: list[Entry]) -> list[Entry]:
    """The order of the edition, but first what has the words in its name."""
    return sorted(entries, key=lambda entry: not all(word in entry.called for word in words))
