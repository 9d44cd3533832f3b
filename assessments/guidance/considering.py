"""Prompts ticked off as considered, with a remark. A tick confirms nothing and adds nothing up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.db import transaction

from assessments.audit.trail import Verb, record
from assessments.cases import naming, places
from assessments.cases.refusals import NotMovable
from assessments.cases.status import locked
from assessments.models import Case, Considered, User
from assessments.models.text import showable
from assessments.reference import editions
from assessments.reference.entries import Point

SHOWN = "considered.shown"
TICK, REMARK = "considered:", "remark:"

State = tuple[bool, str]
NOTHING: State = (False, "")


@dataclass(frozen=True)
class Prompt:
    """A prompt beside a page of a case, and what was last said of it."""

    key: str
    point: Point
    said: Considered | None = None

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

    def pane(self) -> dict[str, Any]:
        """The prompts of the page, each with the last word on it, and the last word of all."""
        said = self.last()
        return {
            "prompts": [
                Prompt(key, one, said.get(key)) for key, one in asked_at(self.place).items()
            ],
            "shown": str(max((one.pk for one in said.values()), default=0)),
            "field": SHOWN,
        }

    def last(self, *, until: int | None = None) -> dict[str, Considered]:
        """The last word on each prompt, or that at the moment of the word `until`."""
        found = self.case.considered.filter(place=self.place, row=self.row)
        if until is not None:
            found = found.filter(pk__lte=until)
        newest = found.order_by("prompt", "-id").distinct("prompt").select_related("by")
        return {one.prompt: one for one in newest}


def asked_at(place: str) -> dict[str, Point]:
    """The prompts of a place by their keys: the edition, and the number within the place."""
    edition = editions.current()
    question = edition.question(place)
    points = question.prompts if question else ()
    return {f"{edition.id}/{number}": point for number, point in enumerate(points, start=1)}


def state(said: Considered | None) -> State:
    return (said.is_ticked, said.remark) if said else NOTHING


def consider(beside: Beside, post: Mapping[str, Any], *, by: User) -> list[Considered]:
    """Keep what a page says of its prompts. Returns what others said meanwhile of the same.

    A page that shows no prompts says nothing of them. Raises NotMovable, BadRequest.
    """
    if SHOWN not in post:
        return []
    said = {key: said_of(key, post) for key in asked_at(beside.place)}
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


def carry_over(case: Case, new: Case) -> None:
    """What was considered goes along to a case that is split off, with who and when."""
    Considered.objects.bulk_create(
        Considered(case=new, **{name: getattr(one, name) for name in CARRIED})
        for one in last_words(case)
    )


CARRIED = ("place", "row", "prompt", "is_ticked", "remark", "by", "at")


def last_words(case: Case) -> Iterable[Considered]:
    """The last word on each prompt of a case, where it says anything."""
    newest = case.considered.order_by("place", "row", "prompt", "-id")
    found = newest.distinct("place", "row", "prompt").select_related("by")
    return [one for one in found if state(one) != NOTHING]


# What reviewer and record are shown


def of(case: Case) -> list[dict[str, Any]]:
    """What was considered, with the words of each prompt, in the order of the assessment."""
    return [
        {
            "place": one.place,
            "row": one.row,
            "edition": one.prompt.partition("/")[0],
            "prompt": words_of(one),
            "ticked": one.is_ticked,
            "remark": one.remark,
            "by": one.by.name,
            "at": one.at.isoformat(),
        }
        for one in sorted(last_words(case), key=order)
    ]


def order(one: Considered) -> tuple[int, str, int]:
    asked = [question.place for question in editions.current().questions]
    at = asked.index(one.place) if one.place in asked else len(asked)
    return at, one.row, one.pk


def words_of(one: Considered) -> str:
    """The prompt as it stood in its edition; "" where this installation does not have that."""
    id, _slash, place = one.prompt.partition("/")
    try:
        question = editions.edition(id).question(one.place)
    except LookupError:
        return ""
    return question.prompts[int(place) - 1].text if question else ""


def about(place: str, row: str, case_file: Mapping[str, Any]) -> str:
    """Which page it was: the title of its place, and of which item, risk or line."""
    question = editions.current().question(place)
    title = question.title if question else places.title(place)
    named = {**naming.item_names(case_file), **naming.risk_names(case_file)}
    named |= {line: places.title(line) for line in places.LINES}
    return f"{title}: {named.get(row, row)}" if row else title
