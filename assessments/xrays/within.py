"""X-rays that need the case alone: its answers side by side."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.cases import wording

from .finding import Finding, Place, Sight
from .vocabulary import ECONOMIC_INTEREST, first_said

LINES = ("7.1.a", "7.1.b.i", "7.1.b.ii", "7.1.b.iii", "7.1.b.iv")
GAPS = ("unknown", "gaps", "undetermined", "")


def step_6_before_step_5(sight: Sight) -> Iterator[Finding]:
    """Overriding risk answered before the measures against it, by the times of confirmation."""
    for row, _overriding in sight.rows("overriding"):
        step_5, step_6 = (sight.answers.get((step, row)) for step in ("mitigation", "overriding"))
        if step_5 is None or not step_5.is_confirmed:
            continue
        if (
            step_6.confirmed_at
            and step_5.confirmed_at
            and step_6.confirmed_at < step_5.confirmed_at
        ):
            words = _(
                "Step 6 was confirmed before step 5. Was the overriding risk judged with these"
                " measures in view?"
            )
            yield Finding(words, (Place("overriding", row), Place("mitigation", row)))


def without_evidence(sight: Sight) -> Iterator[Finding]:
    """Conclusions for which nothing is cited, and no source of the case speaks."""
    bare = tuple(place for place, content in conclusions(sight) if not rests(sight, place, content))
    if bare:
        words = _("No source, file or earlier reason is cited here. What does it rest on?")
        yield Finding(words, bare)


def conclusions(sight: Sight) -> Iterator[tuple[Place, dict]]:
    """The answers that conclude something, with the node of each; gaps conclude nothing."""
    steps = ("6-1", "6-2", "6-3", "diversion", "7-4-1", "7-4-4")
    nodes = [(Place(step), sight.content(step), "answer") for step in steps]
    lines = sight.content("lines").get("lines", {})
    nodes += [(Place("lines", part=line), lines.get(line) or {}, "answer") for line in LINES]
    nodes += [(Place("severity", row), node, "severity") for row, node in sight.rows("severity")]
    nodes += [(Place("7-4-3"), sight.content("7-4-3"), "state")]
    for step in ("mitigation", "overriding"):
        nodes += [(Place(step, row), node, "answer") for row, node in sight.rows(step)]
    for place, node, name in nodes:
        if (node.get(name) or "") not in GAPS:
            yield place, node


def rests(sight: Sight, place: Place, content: dict) -> bool:
    """Whether the conclusion cites something, or a source of the case is for or against it."""
    names = {place.part or place.step, place_of(place)}
    return bool(content.get("cites")) or any(
        names & set(source.get("supports") or ()) for _row, source in sight.rows("evidence")
    )


PLACES = {"6-1": "6.1", "6-2": "6.2", "6-3": "6.3", "diversion": "11.2", "severity": "7.4.step_2"}


def place_of(place: Place) -> str:
    """The place as open points name it."""
    if place.part:
        return place.part
    if place.step in ("mitigation", "overriding"):
        return f"risk:{place.row}.{place.step}"
    if place.step.startswith("7-4-"):
        return f"7.4.step_{place.step[-1]}"
    return PLACES.get(place.step, place.step)


def economic_interest(sight: Sight) -> Iterator[Finding]:
    """Reasons on overriding risk or its mitigation that speak of an economic interest."""
    for step in ("overriding", "mitigation"):
        for row, _content in sight.rows(step):
            place = Place(step, row)
            if said := first_said(ECONOMIC_INTEREST, sight.reason(place)):
                words = _("The reasons speak of “%(word)s”. Is this a ground of the answer?")
                yield Finding(words % {"word": said}, (place,))


def answer_words(place: Place, value: str) -> str:
    """An answer in the words of the page; the value where the question is asked no longer."""
    try:
        return str(wording.answer_short(place_of(place), value))
    except KeyError:
        return value
