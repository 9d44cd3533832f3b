"""A case file and its ruling, read for what a chart has to know at each place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from assessments.cases.naming import items_by_id, risks_by_id
from assessments.law import Effect, is_blank
from assessments.law.trace import permitted

Node = Mapping[str, Any]
NOTHING: Node = {}


class Point(NamedTuple):
    """An open point and the items that it concerns."""

    code: str
    where: str
    items: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """What was answered and what the law made of it, place by place and item by item."""

    case: Node
    permits: Mapping[str, tuple[str, ...]]
    points: tuple[Point, ...]
    trace: tuple[Node, ...]
    asked: frozenset[str] | None
    decided: Mapping[str, str]

    @classmethod
    def of(cls, case: Node, ruling: Any, asked: Iterable[str] | None, decided: Node) -> "Reading":
        """Read a case with its ruling, as `law.rule` gives it or as JSON; None for none yet."""
        told = ruling.as_json() if hasattr(ruling, "as_json") else (ruling or NOTHING)
        if asked is None:
            asked = getattr(ruling, "asked", None)
        trace = tuple(told.get("trace") or ())
        return cls(
            case,
            {item: tuple(those) for item, those in (told.get("items") or {}).items()},
            tuple(_points(told.get("open_points") or (), trace)),
            trace,
            None if asked is None else frozenset(asked),
            decided,
        )

    # The items

    @cached_property
    def items(self) -> dict[str, Node]:
        return items_by_id(self.case)

    @cached_property
    def in_scope(self) -> frozenset[str]:
        return self.met(Effect.IN_SCOPE)

    @cached_property
    def outside(self) -> frozenset[str]:
        return self.met(Effect.OUTSIDE_TREATY)

    @cached_property
    def prohibited(self) -> frozenset[str]:
        return self.met(Effect.PROHIBITED)

    @cached_property
    def left(self) -> frozenset[str]:
        """The items in scope that Article 6 does not prohibit."""
        return self.in_scope - self.prohibited

    @property
    def under_article_7(self) -> bool:
        return bool(self.met(Effect.ARTICLE_7_APPLIES))

    @property
    def beyond_article_7(self) -> bool:
        """Whether items are left of which Article 7 is not asked."""
        return bool(self.met(Effect.ARTICLE_7_DOES_NOT_APPLY))

    # The ruling

    def met(self, effect: str, place: str = "") -> frozenset[str]:
        """The items that an effect met, if *place* is given by an answer given there."""
        return frozenset(
            item
            for entry in self.trace
            if entry["effect"] == effect and (not place or place in entry["answers"])
            for item in entry["items"]
        )

    def effects(self, item: str) -> set[str]:
        return {entry["effect"] for entry in self.trace if item in entry["items"]}

    def closed_by(self, item: str) -> Node | None:
        """The first entry that leaves only refusal for an item, whatever is still open."""
        closing = (
            entry
            for entry in self.trace
            if entry["effect"] == Effect.REFUSE_ONLY and item in entry["items"]
        )
        return next(closing, None)

    def points_at(self, *where: str) -> list[Point]:
        return [point for point in self.points if point.where in where]

    def points_of(self, item: str) -> list[Point]:
        return [point for point in self.points if item in point.items]

    def excluded(self, item: str) -> list[str]:
        """The authorisations that are out of reach already, open points left aside."""
        settled = {effect for effect in self.effects(item) if not effect.startswith("open_")}
        remaining = permitted(settled)
        if not remaining:
            return []
        return [each for each in ("authorise_with_measures", "authorise") if each not in remaining]

    # The answers

    def node(self, place: str) -> Node:
        """The piece of the case file that answers a place; empty where there is none."""
        if place in ("scope", "11.2"):
            return self.case.get({"11.2": "diversion"}.get(place, place)) or NOTHING
        if place in ("6.1", "6.2", "6.3"):
            return (self.case.get("article_6") or NOTHING).get(place) or NOTHING
        if place.startswith("7.4."):
            return (self.case.get("gbv") or NOTHING).get(place[4:]) or NOTHING
        article_7 = self.case.get("article_7") or NOTHING
        if place == "7.1.a.contribution":
            return article_7.get("contribution") or NOTHING
        return (article_7.get("lines") or NOTHING).get(place) or NOTHING

    def answer(self, place: str) -> str:
        """The answer at a place, "" for a blank one."""
        return _settled(self.node(place).get("answer"))

    def is_asked(self, place: str) -> bool:
        """Whether the place is asked on the route taken; unless told, where it is answered."""
        if self.asked is not None:
            return place in self.asked
        return bool(self.answer(place) or self.points_at(place))

    @property
    def forms(self) -> list[Node]:
        return list((self.case.get("gbv") or NOTHING).get("forms") or ())

    @property
    def found_forms(self) -> list[Node]:
        found = ("documented", "credible", "isolated")
        return [form for form in self.forms if form.get("finding") in found]

    @property
    def serious_forms(self) -> list[Node]:
        return [form for form in self.found_forms if form.get("severity") == "serious"]

    # The risks

    @cached_property
    def risks(self) -> dict[str, Node]:
        return risks_by_id(self.case)

    def risks_on(self, line: str) -> list[Node]:
        return [risk for risk in self.risks.values() if risk.get("line") == line]

    def risks_of(self, item: str) -> tuple[str, ...]:
        """The ids of the risks that touch an item; one without items touches all."""
        return tuple(
            name
            for name, risk in self.risks.items()
            if not risk.get("items") or item in risk["items"]
        )

    def risk_answer(self, risk: str, part: str) -> str:
        return _settled((self.risks[risk].get(part) or NOTHING).get("answer"))


def _settled(value: str | None) -> str:
    return "" if value is None or is_blank(value) else value


def _points(open_points: Iterable[Any], trace: Iterable[Node]) -> Iterator[Point]:
    """Each open point with its items: those of the entries that gave it."""
    entries = list(trace)
    for code, where, item in open_points:
        items = frozenset([item]) if item else _concerned(code, where, entries)
        yield Point(code, where, items)


def _concerned(code: str, where: str, entries: Iterable[Node]) -> frozenset[str]:
    return frozenset(
        item
        for entry in entries
        if entry["effect"] == f"open_{code}" and _place_of(entry) == where
        for item in entry["items"]
    )


def _place_of(entry: Node) -> str:
    """Where the open point of an entry stands: the place of the first answer it looked at.

    Of a risk only the part counts ("risk:r1.mitigation.relied_on"); ids hold no dots.
    """
    first = next(iter(entry["answers"]), "")
    if not first.startswith("risk:"):
        return first
    risk, part, *_rest = first.split(".")
    return f"{risk}.{part}"
