"""The entries of a guidance edition, as they are read from its files: frozen, without behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One line of guidance; prints as its text.

    `cite` is the paragraph it rests on, "7(3)". What was not confirmed when the edition was made
    says so: `to_verify`, with its source and the day.
    """

    text: str
    cite: str = ""
    to_verify: bool = False
    source: str = ""
    as_of: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Passage:
    """What one source says, and how far it binds: treaty, guide or standard of the authority.

    `settings` names the standards (`Edition.standard`) whose value in force belongs beside it.
    """

    citation: str
    status: str
    points: tuple[Point, ...] = ()
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """All that stands beside one question. `basis` is the source of the lists, prompts to mistakes.

    Prompts never change within an edition: place and position identify one.
    """

    place: str
    title: str
    purpose: str
    treaty: Passage
    guide: Passage | None
    standard: Passage | None
    prompts: tuple[Point, ...]
    raises_title: str
    raises: tuple[Point, ...]
    lowers_title: str
    lowers: tuple[Point, ...]
    evidence: tuple[Point, ...]
    mistakes: tuple[Point, ...]
    basis: Passage
    terms: tuple[str, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Treaty, guide and standard, as far as there are any, in the order in which they bind."""
        return tuple(part for part in (self.treaty, self.guide, self.standard) if part)


@dataclass(frozen=True, slots=True)
class Named:
    """A key and its name: a group, a limb of Article 7(4), a kind of measure."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form of violence of step 1; `limbs` are keys of `Edition.limbs`."""

    code: str
    group: str
    label: str
    limbs: tuple[str, ...]
    arms_link: str


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of seriousness, step 2. Any one may suffice."""

    key: str
    name: str
    indicators: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """An area of action of the recipient, step 3."""

    key: str
    name: str
    effective: tuple[Point, ...]
    warnings: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension of the link between items and acts, step 4."""

    key: str
    name: str
    raises: tuple[Point, ...]
    lowers: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage at which items may be diverted, Article 11(2)."""

    key: str
    name: str
    indicators: tuple[Point, ...]
    measures: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A mitigation measure; `diversion` says that it may also serve against diversion."""

    code: str
    group: str
    kind: str
    diversion: bool
    name: str
    helps_if: str
    limits: str


@dataclass(frozen=True, slots=True)
class AdequacyTest:
    """One of the tests of step 5: is the measure adequate?"""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary; `to_verify` lists languages in which it was not seen officially."""

    key: str
    definition: str
    names: Mapping[str, str]
    citation: str = ""
    to_verify: tuple[str, ...] = ()

    def name_in(self, language: str) -> str:
        """The term in *language* ("fr", "zh-hans"); in English where it is missing."""
        return self.names.get(language, self.names["en"])


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to set a standard: what it means for a case, and what is said for and against it."""

    value: bool | str
    label: str
    means: str
    reason: str
    against: str
    taken_by: tuple[Point, ...]
    citation: str
    beyond_treaty: bool


@dataclass(frozen=True, slots=True)
class Standard:
    """A national choice that the law reads; `kind` yes_no, choice or text."""

    key: str
    kind: str
    question: str
    rests_on: Passage
    default: bool | str
    choices: tuple[Choice, ...]

    def choice(self, value: bool | str) -> Choice | None:
        """The explanation of *value*; None for a threshold in the authority's own words."""
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True, slots=True)
class SourceClass:
    """A class of sources of evidence, with what it is good at and where it is weak."""

    key: str
    name: str
    examples: str
    strength: str
    weakness: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of reliability (A to F) or credibility (1 to 6). Never a number for the risk."""

    code: str
    name: str
    means: str


@dataclass(frozen=True, slots=True)
class Freshness:
    """How often a kind of evidence is checked again."""

    key: str
    name: str
    check: str


@dataclass(frozen=True, slots=True)
class DenialReason:
    """A ground of refusal; `prohibits` where Article 6 leaves no choice. `say`: what to write."""

    code: str
    name: str
    cite: str
    status: str
    prohibits: bool
    say: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """What may call for a new assessment, Article 7(7), and what to look at first."""

    key: str
    name: str
    look_at: str


@dataclass(frozen=True, slots=True)
class Status:
    """How far a passage binds, and what that means."""

    status: str
    means: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source of the edition as a whole."""

    name: str
    status: str
    used_for: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Source and remarks of one file of the edition ("taxonomy", "measures", …)."""

    basis: Passage
    notes: tuple[Point, ...] = ()
