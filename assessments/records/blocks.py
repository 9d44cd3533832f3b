"""What the chapters of a record are made of. Each block names the template that prints it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from assessments.cases.choices import Choice
from assessments.cases.terms import DECIDED, DECISIONS

LINE, SHORT, LONG_CELL = 100, 900, 700  # characters, about

TREATY, GUIDANCE, STANDARD = "treaty", "guidance", "standard"


@dataclass(frozen=True)
class Mark:
    """Words with a picture. *manner* says how it is drawn: plain, open, outside, permitted,
    refused, shut. *why* is a sentence after it."""

    words: str
    icon: str = ""
    manner: str = "plain"
    why: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of a table: words, or a mark, or both; *small* stands under them."""

    words: str = ""
    mark: Mark | None = None
    small: str = ""
    is_bold: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a head for each column; the first cell of a row names the row."""

    template: ClassVar[str] = "records/_table.html"
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    manner: str = ""
    is_caption_shown: bool = False


@dataclass(frozen=True)
class Pairs:
    """Facts, each with its name."""

    template: ClassVar[str] = "records/_pairs.html"
    caption: str
    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Sentences:
    """Sentences, numbered or not."""

    template: ClassVar[str] = "records/_sentences.html"
    entries: tuple["Sentence", ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence with what it rests on in the margin: Treaty or standard, as `cite` says."""

    words: str
    cite: str = ""
    standing: str = ""


@dataclass(frozen=True)
class Prose:
    """Paragraphs of the record's own."""

    template: ClassVar[str] = "records/_prose.html"
    words: str
    manner: str = ""


@dataclass(frozen=True)
class Reason:
    """What somebody wrote, under what it answers."""

    label: str
    text: str


@dataclass(frozen=True)
class Answer:
    """A question as it was asked, the answer, and everything given for it."""

    template: ClassVar[str] = "records/_answer.html"
    cite: str
    title: str
    standing: str = ""
    asked: str = ""
    marks: tuple[Mark, ...] = ()
    tables: tuple[Table, ...] = ()
    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()

    @property
    def is_short(self) -> bool:
        """Whether it may be kept on one page without leaving much of the page before empty."""
        written = sum(len(reason.text) for reason in self.reasons)
        listed = sum(len(table.rows) for table in self.tables)
        return written + LINE * listed < SHORT


@dataclass(frozen=True)
class Chapter:
    """A chapter; its number is its place among the chapters."""

    key: str
    title: str
    blocks: tuple = field(default_factory=tuple)
    lede: str = ""


def is_long(row: tuple[Cell, ...]) -> bool:
    """Whether a row may go on on the next page: kept whole it would leave too much of one empty."""
    return any(len(cell.words) + len(cell.small) > LONG_CELL for cell in row)


def answer_mark(choice: Choice, *, short: bool = False) -> Mark:
    """An answer as a mark; *short* where its question does not stand beside it."""
    return Mark(str((choice.short if short else "") or choice.label), choice.icon)


def decided_mark(outcome: str, *, closed: bool = False) -> Mark:
    """An outcome that was decided; *closed* when the law left no other."""
    manner = _manner(outcome, closed=closed)
    return Mark(str(DECIDED[outcome].label), DECIDED[outcome].icon, manner)


def permitted_mark(outcome: str) -> Mark:
    """A decision that the law permits."""
    return Mark(str(DECISIONS[outcome].label), DECISIONS[outcome].icon)


def _manner(outcome: str, *, closed: bool) -> str:
    if outcome in ("authorise", "authorise_with_measures"):
        return "permitted"
    if outcome == "prohibited" or (outcome == "refuse" and closed):
        return "shut"
    return "refused" if outcome == "refuse" else "outside"


def rows(cells: Iterable[Iterable[Cell | str]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of a table from words and cells."""
    return tuple(
        tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in row) for row in cells
    )
