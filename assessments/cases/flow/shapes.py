"""What a flow chart is made of: boxes in stages, then a lane for each group of items."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """How a box is drawn; each differs from the others without colour too."""

    ANSWERED = "answered"  # thin edge
    FOUND = "found"  # thick edge: a risk was found
    OPEN = "open"  # dashed: somebody has to act
    UNREACHED = "unreached"  # dashed, pale: not asked on the route taken
    SHUT = "shut"  # solid: closed by the law
    PERMITTED = "permitted"  # petrol: what the law permits, or what was authorised
    REFUSED = "refused"  # sunken: refused by choice, the law left more open


# Said in the chart as text, where no edge can be seen.
STATE_WORDS: dict[State, str | Promise] = {
    State.FOUND: _("risk found"),
    State.OPEN: _("open"),
    State.SHUT: _("closed by law"),
}
LEGEND: tuple[tuple[State, str | Promise], ...] = (
    (State.ANSWERED, _("Answered")),
    (State.FOUND, _("Risk found")),
    (State.OPEN, _("Open")),
    (State.UNREACHED, _("Not reached")),
    (State.PERMITTED, _("Permitted")),
    (State.SHUT, _("Closed by law")),
    (State.REFUSED, _("Refused by decision")),
)


# What stays together on paper.
MOST_RISKS, MOST_ITEMS = 4, 6


@dataclass(frozen=True)
class Value:
    """What a box says, with its picture (a name of `cases.icons`)."""

    words: str
    icon: str = ""


@dataclass(frozen=True)
class Box:
    """One question of the assessment, or the end of a way through it."""

    state: State
    what: str
    values: tuple[Value, ...]
    notes: tuple[str, ...] = ()
    place: str = ""
    url: str = ""
    is_here: bool = False

    @property
    def text(self) -> str:
        """The box as a sentence, for those who do not see its edge."""
        parts = {"question": self.what, "answer": "; ".join(value.words for value in self.values)}
        state = STATE_WORDS.get(self.state)
        if not state:
            return gettext("%(question)s: %(answer)s.") % parts
        return gettext("%(question)s: %(answer)s (%(state)s).") % {**parts, "state": state}

    def placed(self, links: Mapping[str, str], here: str | None) -> "Box":
        """The box with its address, and with the mark that the work stands here."""
        is_here = bool(self.place) and self.place == here
        url = "" if self.state == State.UNREACHED and not is_here else links.get(self.place, "")
        return replace(self, url=url, is_here=is_here)


@dataclass(frozen=True)
class Exit:
    """The way out of the assessment at a stage, and whether an item took it."""

    box: Box
    is_taken: bool


@dataclass(frozen=True)
class Stage:
    """One row of the chart: its article and title, its boxes, the way out.

    *is_reached* draws the arrow into the row. *is_chain* has arrows between the boxes; an arrow
    is solid when the box it leads to was reached. *why* says why the row was not reached.
    """

    article: str
    title: str
    boxes: tuple[Box, ...]
    is_reached: bool
    is_chain: bool = False
    exit: Exit | None = None
    why: str = ""

    @property
    def steps(self) -> Iterator[tuple[Box, bool]]:
        """Each box with whether the arrow before it was taken."""
        for box in self.boxes:
            yield box, box.state != State.UNREACHED


@dataclass(frozen=True)
class Chain:
    """A risk, its mitigation, and whether what remains is overriding."""

    risk: Box
    mitigation: Box
    overriding: Box

    @property
    def steps(self) -> tuple[tuple[Box, bool], ...]:
        """Mitigation and overriding risk, each with whether the arrow to it was taken.

        The way leads on from a box that is settled, to one that is asked.
        """
        pairs = ((self.risk, self.mitigation), (self.mitigation, self.overriding))
        return tuple(
            (box, before.state != State.OPEN and box.state != State.UNREACHED)
            for before, box in pairs
        )


@dataclass(frozen=True)
class LaneItem:
    """An item as its lane names it."""

    id: str
    name: str
    description: str
    quantity: str


@dataclass(frozen=True)
class Lane:
    """Items that have the same risks and the same end, and the way to it."""

    items: tuple[LaneItem, ...]
    risks: tuple[Chain, ...]
    empty: Box | None
    outcome: Box

    @property
    def is_ended(self) -> bool:
        """Whether the arrow to the end was taken."""
        return self.outcome.state != State.OPEN

    @property
    def title(self) -> str:
        """The items of the lane in words: "Item 1, Rifles; Item 2, Pistols"."""
        words = gettext("%(item)s, %(description)s")
        return "; ".join(
            words % {"item": item.name, "description": item.description} for item in self.items
        )

    @property
    def is_reached(self) -> bool:
        """Whether the way led from the stages into the lane."""
        return self.is_ended or bool(self.risks)

    @property
    def parts(self) -> Iterator["LanePart"]:
        """The lane in parts for paper: items at the first of them, the end at the last."""
        batches = list(batched(self.risks, MOST_RISKS)) or [()]
        for number, risks in enumerate(batches):
            is_first, is_last = number == 0, number == len(batches) - 1
            yield LanePart(
                items=self.items[:MOST_ITEMS] if is_first else (),
                more_items=max(0, len(self.items) - MOST_ITEMS) if is_first else 0,
                risks=risks,
                empty=self.empty,
                outcome=self.outcome if is_last else None,
            )

    @property
    def boxes(self) -> Iterator[Box]:
        for chain in self.risks:
            yield from (chain.risk, chain.mitigation, chain.overriding)
        if self.empty:
            yield self.empty
        yield self.outcome


def batched(entries: tuple[Chain, ...], size: int) -> Iterator[tuple[Chain, ...]]:
    """The entries in runs of at most *size*."""
    for start in range(0, len(entries), size):
        yield entries[start : start + size]


@dataclass(frozen=True)
class LanePart:
    """So much of a lane as stays together on a sheet of paper."""

    items: tuple[LaneItem, ...]
    more_items: int
    risks: tuple[Chain, ...]
    empty: Box | None
    outcome: Box | None


@dataclass(frozen=True)
class Flow:
    """A whole chart."""

    stages: tuple[Stage, ...]
    lanes: tuple[Lane, ...]
    is_decided: bool = False

    @property
    def boxes(self) -> Iterator[Box]:
        """Every box, from the top, exits included."""
        for stage in self.stages:
            yield from stage.boxes
            if stage.exit:
                yield stage.exit.box
        for lane in self.lanes:
            yield from lane.boxes

    @property
    def is_reached(self) -> bool:
        """Whether the way led from the stages on to the lanes."""
        return any(lane.is_reached for lane in self.lanes)

    @property
    def legend(self) -> list[tuple[State, str]]:
        """The states that the chart shows, with their words."""
        shown = {box.state for box in self.boxes}
        return [(state, str(words)) for state, words in LEGEND if state in shown]

    def placed(self, links: Mapping[str, str], here: str | None) -> "Flow":
        """The chart with addresses, and with the mark of where the work stands."""
        return replace(
            self,
            stages=tuple(
                replace(stage, boxes=tuple(box.placed(links, here) for box in stage.boxes))
                for stage in self.stages
            ),
            lanes=tuple(_lane_placed(lane, links, here) for lane in self.lanes),
        )


def _lane_placed(lane: Lane, links: Mapping[str, str], here: str | None) -> Lane:
    return replace(
        lane,
        risks=tuple(
            Chain(
                chain.risk.placed(links, here),
                chain.mitigation.placed(links, here),
                chain.overriding.placed(links, here),
            )
            for chain in lane.risks
        ),
        empty=lane.empty and lane.empty.placed(links, here),
        outcome=lane.outcome.placed(links, here),
    )
