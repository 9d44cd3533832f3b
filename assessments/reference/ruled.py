"""A table of sentences on a page of reference: its heads, and rows of as many cells."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise

Words = str | Promise


class Ruled(NamedTuple):
    """`name` is its place on the page; the first cell of a row says what the row is about."""

    name: str
    title: Words
    lead: Words
    heads: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]

    def told(self) -> Iterator[tuple[Words, list[tuple[Words, Words]]]]:
        """Each row as what it is about and its other cells, each with its head."""
        for about, *cells in self.rows:
            yield about, list(zip(self.heads[1:], cells, strict=True))
