"""What an X-ray sees of a case, and what it says: a question to ask, never a verdict.

An X-ray is computed whenever somebody looks; nothing of it is stored, and it bars nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from assessments.models import Answer, Case

from .across import Across


@dataclass(frozen=True)
class Place:
    """Where something was found: a step, a row of its list, or one of the five lines."""

    step: str
    row: str = ""
    part: str = ""


@dataclass(frozen=True)
class Other:
    """Another case, which the reader may see."""

    reference: str
    recipient_state: str
    end_user: str


@dataclass(frozen=True)
class Link:
    """A register that something was found in: its words and its address."""

    words: str
    address: str


@dataclass(frozen=True)
class Finding:
    """What was found, where, in whose words, and in which other cases.

    `places` are linked by the page, which knows their names. `quotes` are the words concerned.
    `hidden` counts cases that the reader may not see; nothing else is said of them.
    """

    words: str
    places: tuple[Place, ...]
    quotes: tuple[str, ...] = ()
    cases: tuple[Other, ...] = ()
    hidden: int = 0
    links: tuple[Link, ...] = ()
    and_more: bool = False  # more cases than are looked at


@dataclass(frozen=True)
class Sight:
    """A case as its X-rays see it: its answers, and what was found of it among all others.

    `known` are the other cases, as far as the reader may see them.
    """

    case: Case
    answers: Mapping[tuple[str, str], Answer]
    across: Across
    known: Mapping[UUID, Other]

    @classmethod
    def of(cls, case: Case, answers: Iterable[Answer], across: Across, known) -> "Sight":
        return cls(case, {answer.key: answer for answer in answers}, across, known)

    def content(self, step: str, row: str = "") -> dict[str, Any]:
        """What is answered and confirmed; {} while it is not."""
        answer = self.answers.get((step, row))
        return answer.content if answer and answer.is_confirmed and answer.content else {}

    def rows(self, step: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The confirmed rows of a list, by their keys."""
        for (its_step, row), _answer in self.answers.items():
            if its_step == step and (content := self.content(step, row)):
                yield row, content

    def reason(self, place: Place) -> str:
        """The reasons given at a place."""
        content = self.content(place.step, place.row)
        if place.part:
            content = content.get("lines", {}).get(place.part) or {}
        return str(content.get("reason", ""))


@dataclass(frozen=True)
class Xray:
    """A check: its name, what it looks for, why that matters, and the source of the reason."""

    find: Callable[[Sight], Iterator[Finding]]
    title: str | Promise
    why: str | Promise
    cite: str  # a place of the Treaty

    @property
    def name(self) -> str:
        return self.find.__name__
