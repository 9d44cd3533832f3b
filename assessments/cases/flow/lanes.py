"""The lanes of the chart: each risk of an item to its end, and what follows for the item."""

from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases import places, terms, wording
from assessments.cases.naming import item_name, items_phrase, latin, listed, risk_names
from assessments.law import Effect
from assessments.models.text import showable

from .boxes import measures_phrase
from .reading import Reading
from .shapes import Box, Chain, Lane, LaneItem, State, Value

LONGEST = 60  # characters of a description; the whole of it stands in the list of items
AUTHORISED = ("authorise_with_measures", "authorise")


def lanes(reading: Reading) -> tuple[Lane, ...]:
    """A lane for each group of items that have the same risks and the same end."""
    groups: dict[object, list[str]] = {}
    for item in reading.items:
        if item not in reading.outside and item not in reading.prohibited:
            groups.setdefault((_risks(reading, item), _end(reading, item)), []).append(item)
    return tuple(_lane(reading, items) for items in groups.values())


def _risks(reading: Reading, item: str) -> tuple[str, ...]:
    """The risks that are judged of an item."""
    return reading.risks_of(item) if reading.under_article_7 else ()


def _end(reading: Reading, item: str) -> object:
    """What two items must have in common to share an end box."""
    closed = reading.closed_by(item)
    return (
        reading.permits.get(item),
        reading.decided.get(item),
        len(reading.points_of(item)),
        closed and (closed["effect"], closed.get("article"), closed.get("standard")),
        tuple(reading.excluded(item)),
    )


def _lane(reading: Reading, items: list[str]) -> Lane:
    names = risk_names(reading.case)
    risks = tuple(chain(reading, risk, names[risk]) for risk in _risks(reading, items[0]))
    return Lane(
        items=tuple(_lane_item(reading, item) for item in items),
        risks=risks,
        empty=None if risks else _no_risk(reading, items[0]),
        outcome=outcome(reading, items),
    )


def _lane_item(reading: Reading, item: str) -> LaneItem:
    node = reading.items[item]
    words = Truncator(showable(node.get("description") or "")).chars(LONGEST)
    return LaneItem(item, item_name(item), words, quantity(node))


def quantity(item) -> str:
    """How much of an item, in its own unit: "200 pieces"."""
    amount = wording.number(item.get("quantity"))
    unit = Truncator(showable(item.get("unit") or "")).chars(LONGEST)
    return _("%(amount)s %(unit)s") % {"amount": amount, "unit": unit} if unit else amount


def _no_risk(reading: Reading, item: str) -> Box:
    """What stands in the place of risks where an item has none."""
    if not reading.under_article_7:
        value = Value(_("Not reached"), "ring-dashed")
        return Box(State.UNREACHED, _("Risks under Article %(number)s") % {"number": "7"}, (value,))
    if reading.points_of(item):
        return Box(State.UNREACHED, _("Risks"), (Value(_("None described so far")),))
    return Box(State.ANSWERED, _("Risks"), (Value(_("No risk touches it"), "diamond"),))


# A risk from the left to the right


def chain(reading: Reading, risk: str, name: str) -> Chain:
    """Risk, mitigation (Article 7(2), step 5), overriding risk (Article 7(3), step 6)."""
    mitigated = mitigation(reading, risk, name)
    return Chain(
        risk_box(reading, risk, name), mitigated, overriding(reading, risk, name, mitigated)
    )


def risk_box(reading: Reading, risk: str, name: str) -> Box:
    """The risk: on which line, whether from the six steps, to commit or to facilitate."""
    node = reading.risks[risk]
    kinds = [places.short_title(node["line"])] if node.get("line") else []
    if node.get("gbv"):
        kinds.append(_("step 4"))
    what = listed([name, *kinds])
    place = f"risk:{risk}"
    if reading.points_at(f"{place}.line"):
        return Box(State.OPEN, what, (Value(_("On no line yet"), "question"),), place=place)
    if reading.points_at(f"{place}.modes"):
        return Box(State.OPEN, what, (Value(_("Used how?"), "question"),), place=place)
    return Box(State.FOUND, what, (Value(_modes(node), "diamond-full"),), place=place)


def _modes(node) -> str:
    modes = frozenset(node.get("modes") or ())
    if len(modes) == 2:
        return _("Commit and facilitate")
    if modes:
        return str(wording.value("modes", next(iter(modes))).label)
    return _("Identified")


def mitigation(reading: Reading, risk: str, name: str) -> Box:
    """What became of the measures considered."""
    place = f"risk:{risk}.mitigation"
    node = reading.risks[risk].get("mitigation") or {}
    measures = measures_phrase(node.get("measures") or ())
    if points := reading.points_at(place):
        what = _("Mitigation, %(risk)s") % {"risk": name}
        return Box(State.OPEN, what, (_open(reading, risk, place, points[0].code),), place=place)
    what = _("Mitigation: %(measures)s") % {"measures": listed(measures)}
    if not measures:
        what = _("Mitigation, %(risk)s") % {"risk": name}
    value = _answer(place, reading.risk_answer(risk, "mitigation"))
    return Box(State.ANSWERED, what, (value,), tuple(_reliance(node)), place=place)


def _reliance(node) -> Iterator[str]:
    if node.get("relied_on"):
        yield (
            _("Relied on; condition precedent")
            if node.get("condition_precedent")
            else _("Relied on")
        )


def overriding(reading: Reading, risk: str, name: str, mitigated: Box) -> Box:
    """Whether what remains is overriding. It is not reached before mitigation is answered."""
    place = f"risk:{risk}.overriding"
    what = _("Overriding, %(risk)s") % {"risk": name}
    answer = reading.risk_answer(risk, "overriding")
    if not answer and mitigated.state == State.OPEN:
        value = Value(_("Not reached"), "ring-dashed")
        return Box(State.UNREACHED, what, (value,), place=place)
    if points := reading.points_at(place):
        return Box(State.OPEN, what, (_open(reading, risk, place, points[0].code),), place=place)
    node = reading.risks[risk].get("overriding") or {}
    notes = (_("Weighed against the contribution"),) if _is_weighed(node) else ()
    state = State.SHUT if reading.met(Effect.REFUSE_ONLY, place) else State.ANSWERED
    return Box(state, what, (_answer(place, answer),), notes, place=place)


def _is_weighed(node) -> bool:
    return bool(node.get("weighed_against_contribution"))


def _answer(place: str, answer: str) -> Value:
    return Value(wording.answer_short(place, answer), wording.answer(place, answer).icon)


def _open(reading: Reading, risk: str, place: str, code: str) -> Value:
    if code == "contradiction":
        return Value(_("Answers disagree"), "warn")
    if code == "no_measure_described":
        return Value(_("To be described"), "question")
    if code == "pending_measure":
        return Value(_("Pending, not secured"), "hourglass")
    return _answer(place, reading.risk_answer(risk, place.rpartition(".")[2]))


# The end of a lane


def outcome(reading: Reading, items: list[str]) -> Box:
    """What was decided; before that what the law permits, or that it cannot be assessed yet."""
    item = items[0]
    if item in reading.decided:
        return _decided(reading, items, reading.decided[item])
    closed = reading.closed_by(item)
    if closed:
        return Box(State.SHUT, _closed_words(closed), (_permitted("refuse", only=True),))
    points = len(reading.points_of(item))
    if points or not reading.permits.get(item):
        return _not_yet(reading, item, points)
    values = tuple(_permitted(each) for each in reading.permits[item])
    return Box(State.PERMITTED, _("The law permits"), values)


def _decided(reading: Reading, items: list[str], decision: str) -> Box:
    mark = terms.DECIDED[decision]
    value = Value(str(mark.label), mark.icon)
    if decision in AUTHORISED:
        return Box(State.PERMITTED, items_phrase(items), (value,))
    state = State.SHUT if reading.closed_by(items[0]) else State.REFUSED
    return Box(state, items_phrase(items), (value,))


def _permitted(decision: str, *, only: bool = False) -> Value:
    mark = terms.DECISIONS[decision]
    return Value(_("Refuse only") if only else str(mark.label), mark.icon)


def _closed_words(closed) -> str:
    if "article" in closed:
        return _("%(article)s: no other decision") % {"article": latin(closed["article"])}
    return _("Standard of this authority: no other decision")


def _not_yet(reading: Reading, item: str, points: int) -> Box:
    """An unfinished case: never "refuse", but how much is open and what is excluded already."""
    words = ngettext("%(count)d open point", "%(count)d open points", points) % {"count": points}
    value = Value(words if points else _("Nothing answered yet"), "hourglass")
    return Box(
        State.OPEN, _("Not yet assessable"), (value,), _excluded(reading, item), "open_points"
    )


def _excluded(reading: Reading, item: str) -> tuple[str, ...]:
    out = reading.excluded(item)
    if len(out) == len(AUTHORISED):
        return (_("Already excluded: to authorise, with measures or without"),)
    return (_("Already excluded: to authorise without measures"),) if "authorise" in out else ()
