"""The rows of the chart above the risks: scope, Article 6, diversion, five lines, steps 1 to 4."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases import places, wording
from assessments.cases.naming import items_phrase, latin
from assessments.law import Effect

from .boxes import (
    PROHIBITIONS,
    article,
    asked,
    measures_phrase,
    numbered,
    open_value,
    unreached,
    value,
    why_closed,
    why_not_article_7,
)
from .reading import Reading
from .shapes import Box, Exit, Stage, State, Value

STEPS = ("7.4.step_1", "7.4.step_2", "7.4.step_3", "7.4.step_4")


def stages(reading: Reading) -> tuple[Stage, ...]:
    """The rows in the order of the assessment."""
    rows = [scope(reading), article_6(reading), diversion(reading), lines(reading), steps(reading)]
    if not reading.left:
        rows.append(steps_5_and_6(reading))
    return tuple(rows)


# Scope, and Article 6


def scope(reading: Reading) -> Stage:
    """Articles 2 to 4: does the Treaty speak about this transfer?"""
    count = len(reading.items)
    what = ngettext("%(activity)s, %(count)d item", "%(activity)s, %(count)d items", count) % {
        "activity": _activity(reading),
        "count": count,
    }
    box = asked(reading, "scope", what)
    return Stage(
        _("Articles 2 to 4"),
        places.title("scope"),
        (box,),
        is_reached=True,
        exit=_way_out(reading, reading.outside, _("Outside the Treaty"), "outside", State.ANSWERED),
    )


def article_6(reading: Reading) -> Stage:
    """Article 6: what is prohibited, whatever else is said."""
    reached = bool(reading.in_scope)
    return Stage(
        _("Article %(number)s") % {"number": latin("6")},
        _("Prohibitions"),
        tuple(prohibition(reading, place) for place in PROHIBITIONS),
        is_reached=reached,
        exit=_way_out(reading, reading.prohibited, _("Prohibited"), "prohibited", State.SHUT),
        why="" if reached else why_closed(reading),
    )


def prohibition(reading: Reading, place: str) -> Box:
    """6(1), 6(2) or 6(3)."""
    what = numbered(places.article(place), places.short_title(place))
    shut = reading.met(Effect.PROHIBITED, place)
    if shut:
        return Box(State.SHUT, what, (_closing(reading, place, shut),), place=place)
    box = asked(reading, place, what, reached=bool(reading.in_scope))
    if box.state == State.ANSWERED and reading.answer(place) == "indications":
        return Box(State.FOUND, what, box.values, place=place)
    return box


def _closing(reading: Reading, place: str, shut: frozenset[str]) -> Value:
    """The answer that prohibits, with the items where it does not concern them all."""
    words = wording.answer_short(place, reading.answer(place))
    if reading.answer(place) == "exempt":
        words = _("Exemption does not hold")
    if shut == reading.in_scope:
        return Value(words, "prohibited")
    named = {"answer": words, "items": items_phrase(_in_order(reading, shut))}
    return Value(_("%(answer)s: %(items)s") % named, "prohibited")


# Diversion


def diversion(reading: Reading) -> Stage:
    """Article 11(2): asked before the lines, because what is diverted feeds them."""
    reached = bool(reading.left)
    box = asked(reading, "11.2", places.title("11.2"), reached=reached)
    answer = reading.answer("11.2")
    if box.state == State.ANSWERED and answer in ("elevated_mitigated", "high_unmitigated"):
        bars = reading.met(Effect.REFUSE_ONLY, "11.2")
        state = State.SHUT if bars else State.FOUND
        box = Box(state, box.what, box.values, _measures(reading, answer), place="11.2")
    return Stage(
        article("11(2)"),
        places.title("11.2"),
        (box,),
        is_reached=reached,
        why=_why_no_diversion(reading, box),
    )


def _measures(reading: Reading, answer: str) -> tuple[str, ...]:
    if answer != "elevated_mitigated":
        return ()
    return tuple(measures_phrase(reading.node("11.2").get("measures") or ()) or ())


def _why_no_diversion(reading: Reading, box: Box) -> str:
    if not reading.left:
        return why_closed(reading)
    if box.state == State.UNREACHED:
        return _(
            "Diversion is not asked of this transfer: Article %(number)s and the standards."
        ) % {"number": latin("11(2)")}
    return ""


# Article 7(1): the five lines


def lines(reading: Reading) -> Stage:
    """Article 7(1): the five negative consequences."""
    return Stage(
        article("7(1)"),
        _("Five lines"),
        tuple(line(reading, place) for place in places.LINES),
        is_reached=reading.under_article_7,
        why="" if reading.under_article_7 else why_not_article_7(reading),
    )


def line(reading: Reading, place: str) -> Box:
    """One line. It is engaged when it is identified or when a risk of either kind names it."""
    what = numbered(f"({place.rpartition('.')[2]})", places.short_title(place))
    if not reading.under_article_7:
        return unreached(place, what)
    notes = _contribution(reading) if place == "7.1.a" else ()
    wanting = [place, "7.1.a.contribution"] if notes else [place]
    risks = len(reading.risks_on(place))
    if points := reading.points_at(*wanting):
        wanted = open_value(reading, points[0].where, points[0].code)
        return Box(State.OPEN, what, (wanted,), notes, place=place)
    if not risks:
        return Box(State.ANSWERED, what, (value(reading, place),), notes, place=place)
    words = ngettext("Engaged: %(count)d risk", "Engaged: %(count)d risks", risks)
    engaged = Value(words % {"count": risks}, "diamond-full")
    return Box(State.FOUND, what, (engaged,), notes, place=place)


def _contribution(reading: Reading) -> tuple[str, ...]:
    """What the items would contribute to peace and security stands with line (a)."""
    place = "7.1.a.contribution"
    answer = wording.answer_short(place, reading.answer(place))
    return (_("Contribution: %(answer)s") % {"answer": answer},)


# Article 7(4): steps 1 to 4


def steps(reading: Reading) -> Stage:
    """Article 7(4): gender-based violence and violence against women and children."""
    return Stage(
        article("7(4)"),
        _("Steps 1 to 4"),
        tuple(step(reading, place) for place in STEPS),
        is_reached=reading.under_article_7,
        is_chain=True,
        why="" if reading.under_article_7 else why_not_article_7(reading),
    )


def step(reading: Reading, place: str) -> Box:
    """One of the steps 1 to 4."""
    what = numbered(place[-1], places.short_title(place))
    if not reading.under_article_7:
        return unreached(place, what)
    if points := reading.points_at(place):
        return Box(State.OPEN, what, (open_value(reading, place, points[0].code),), place=place)
    if not reading.is_asked(place):
        return Box(State.UNREACHED, what, (Value(_("Not asked"), "ring-dashed"),), place=place)
    if place == "7.4.step_4" and reading.answer(place) == "identified":
        return Box(State.FOUND, what, (_gbv_risks(reading),), place=place)
    return Box(State.ANSWERED, what, (_step_value(reading, place),), place=place)


def _step_value(reading: Reading, place: str) -> Value:
    if place == "7.4.step_1":
        return _count(len(reading.found_forms), _found)
    if place == "7.4.step_2":
        return _count(len(reading.serious_forms), _serious)
    if place == "7.4.step_3":
        state = reading.node(place).get("state")
        return Value(wording.answer_short(place, state), wording.answer(place, state).icon)
    return value(reading, place)


def _found(count: int) -> str:
    if not count:
        return _("None found")
    return ngettext("%(count)d form found", "%(count)d forms found", count) % {"count": count}


def _serious(count: int) -> str:
    if not count:
        return _("None serious")
    return ngettext("%(count)d serious", "%(count)d serious", count) % {"count": count}


def _count(count: int, words) -> Value:
    return Value(words(count), "diamond-full" if count else "diamond")


def _gbv_risks(reading: Reading) -> Value:
    count = sum(1 for risk in reading.risks.values() if risk.get("gbv"))
    words = ngettext("%(count)d risk", "%(count)d risks", count) % {"count": count}
    return Value(words, "diamond-full")


def steps_5_and_6(reading: Reading) -> Stage:
    """The last row where no item is left to have a lane."""
    return Stage(
        article("7(2), 7(3)"),
        _("Steps 5 and 6"),
        (
            unreached("", places.title("mitigation")),
            unreached("", places.title("overriding")),
        ),
        is_reached=False,
        is_chain=True,
        why=why_closed(reading),
    )


# Pieces


def _way_out(reading: Reading, taken: frozenset[str], words: str, icon: str, state: State) -> Exit:
    if taken:
        items = items_phrase(_in_order(reading, taken))
        return Exit(Box(state, items, (Value(words, icon),)), is_taken=True)
    return Exit(Box(State.UNREACHED, _("would be"), (Value(words, icon),)), is_taken=False)


def _in_order(reading: Reading, items: frozenset[str]) -> list[str]:
    return [item for item in reading.items if item in items]


def _activity(reading: Reading) -> str:
    transfer = reading.case.get("transfer") or {}
    return str(wording.value("activity", transfer.get("activity")).label)
