"""Prompts ticked off as considered, with a remark. A tick confirms nothing and adds nothing up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import QuerySet

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import NotMovable
from assessments.cases.status import locked
from assessments.models import Case, Considered, OwnGuidance, OwnKind, User
from assessments.models.compiled import Question, compiled
from assessments.models.text import showable
from assessments.reference import editions
from assessments.reference.entries import Point

from . import own, treaty

OWN = "own"  # where an edition stands in the key of a question of the authority itself
SHOWN = "considered.shown"
TICK, REMARK = "considered:", "remark:"
EVER = 2**63 - 1  # greater than any key

State = tuple[bool, str]
NOTHING: State = (False, "")


@dataclass(frozen=True)
class Prompt:
    """A prompt beside a page of a case, and what was last said of it."""

    key: str
    point: Point
    said: Considered | None = None

    @property
    def is_own(self) -> bool:
        """Whether it is a question of the authority itself."""
        return self.key.startswith(f"{OWN}/")

    @property
    def tick(self) -> str:
        return TICK + self.key

    @property
    def remark(self) -> str:
        return REMARK + self.key


@dataclass(frozen=True)
class Beside:
    """What stands beside one page of a case; `key` is the answer that the page is of."""

    case: Case
    place: str
    row: str
    key: tuple[str, str]

    @cached_property
    def owned(self) -> list[OwnGuidance]:
        """The authority's own notes and questions."""
        return own.in_force(self.place)

    def pane(self) -> dict[str, Any]:
        """What the page shows of the case: prompts with the last word on each, notes, treaty."""
        said, asked = self.last(), asked_at(self.place, self.owned)
        return {
            "prompts": [Prompt(key, point, said.get(key)) for key, point in asked.items()],
            "notes": [one for one in self.owned if one.kind == OwnKind.NOTE],
            "treaty": treaty.beside(self.place),
            "shown": str(max((one.pk for one in said.values()), default=0)),
            "field": SHOWN,
        }

    def shown_own(self) -> dict[str, Any]:
        """Which versions of the authority's own notes and text stand beside the page today."""
        text = treaty.beside(self.place)
        shown = {"own": [one.pk for one in self.owned], "treaty_text": text and text.id}
        return {name: value for name, value in shown.items() if value}

    def last(self, *, until: int | None = None) -> dict[str, Considered]:
        """The last word on each prompt, or that at the moment of the word `until`."""
        until = EVER if until is None else until
        return {one.prompt: one for one in newest(*self.page, until)}

    @property
    def page(self) -> tuple[str, str, str]:
        return self.case.reference, self.place, self.row


def questions(reference: str, place: str, row: str = "") -> list[Question]:
    """What a page of a case asks of the database for what stands beside it."""
    beside = own.questions(place) + treaty.questions(place)
    return [newest.of(reference, place, row, EVER), *beside]


@compiled
def newest(reference: str, place: str, row: str, until: int) -> QuerySet[Considered]:
    """The last word on each prompt beside a page of the case with this reference."""
    found = Considered.objects.filter(
        case__reference=reference, place=place, row=row, pk__lte=until
    )
    return found.order_by("prompt", "-id").distinct("prompt").select_related("by")


def asked_at(place: str, owned: Iterable[OwnGuidance]) -> dict[str, Point]:
    """The prompts of a place by their keys: the edition, and the number within the place.

    Then the authority's own questions, by their versions.
    """
    edition = editions.current()
    question = edition.question(place)
    points = question.prompts if question else ()
    shipped = {f"{edition.id}/{number}": point for number, point in enumerate(points, start=1)}
    asked = [one for one in owned if one.kind == OwnKind.QUESTION]
    return shipped | {f"{OWN}/{one.pk}": Point(one.words, source=one.source) for one in asked}


def state(said: Considered | None) -> State:
    return (said.is_ticked, said.remark) if said else NOTHING


def consider(beside: Beside, post: Mapping[str, Any], *, by: User) -> list[Considered]:
    """Keep what a page says of its prompts. Returns what others said meanwhile of the same.

    A page that shows no prompts says nothing of them. Raises NotMovable, BadRequest.
    """
    if SHOWN not in post:
        return []
    asked = asked_at(beside.place, beside.owned)
    said = {key: said_of(key, post) for key in asked}
    last = beside.last()
    changed = {key for key, one in said.items() if one != state(last.get(key))}
    if not changed:
        return []
    shown = beside.last(until=number(post[SHOWN]))
    overtaken = {
        key: last[key]
        for key in changed & last.keys()
        if last[key].by_id != by.pk and last[key] != shown.get(key)
    }
    changed -= {key for key in overtaken if said[key] == state(shown.get(key))}
    write(beside, {key: said[key] for key in sorted(changed)}, by=by)
    return [one for key, one in overtaken.items() if key in changed]


def said_of(key: str, post: Mapping[str, Any]) -> State:
    remark = showable(post.get(REMARK + key, "")).replace("\r\n", "\n").strip()
    return (TICK + key in post, remark)


def number(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) < 19):
        raise BadRequest("The page does not say what it showed of its prompts.")
    return int(written)


@transaction.atomic
def write(beside: Beside, said: Mapping[str, State], *, by: User) -> None:
    if not said:
        return
    if not locked(beside.case).is_editable:
        raise NotMovable
    about = {"case": beside.case, "place": beside.place, "row": beside.row, "by": by}
    Considered.objects.bulk_create(
        Considered(prompt=key, is_ticked=ticked, remark=remark, **about)
        for key, (ticked, remark) in said.items()
    )
    step, row = beside.key
    words = [[key, ticked, remark] for key, (ticked, remark) in said.items()]
    record(Verb.CONSIDERED, beside.case, by=by, step=step, row=row, prompts=words)
