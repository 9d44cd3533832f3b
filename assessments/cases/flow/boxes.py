"""What the boxes of a chart say: an answer, what is open, and why nothing was asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases import places, wording
from assessments.cases.naming import latin, listed
from assessments.law import Effect
from assessments.models.text import showable

from .reading import Reading
from .shapes import Box, State, Value

PROHIBITIONS = ("6.1", "6.2", "6.3")
LONGEST_CODE = 12


def asked(reading: Reading, place: str, what: str, *, reached: bool = True) -> Box:
    """A question with its answer: open where a point says so, not reached where it is not asked."""
    if points := reading.points_at(place):
        return Box(State.OPEN, what, (open_value(reading, place, points[0].code),), place=place)
    if reached and reading.answer(place) and reading.is_asked(place):
        return Box(State.ANSWERED, what, (value(reading, place),), place=place)
    if place == "scope":
        return Box(State.OPEN, what, (value(reading, place),), place=place)
    return unreached(place, what)


def value(reading: Reading, place: str) -> Value:
    answer = reading.answer(place)
    return Value(wording.answer_short(place, answer), wording.answer(place, answer).icon)


def open_value(reading: Reading, place: str, code: str) -> Value:
    """What is open at a place, in two or three words."""
    if code == "contradiction":
        return Value(_("Answers disagree"), "warn")
    if code == "exemption_invalid":
        return Value(_("Exemption does not hold"), "warn")
    if code in ("no_risk_described", "no_measure_described"):
        return Value(_("To be described"), "question")
    if code == "missing" and reading.answer(place):
        return Value(_("Details missing"), "question")
    return value(reading, place) if code == "unknown" else Value(_("No answer"), "question")


def unreached(place: str, what: str) -> Box:
    return Box(State.UNREACHED, what, (Value(_("Not reached"), "ring-dashed"),), place=place)


def article(number: str) -> str:
    return _("Article %(number)s") % {"number": latin(number)}


def numbered(number: str, title: str) -> str:
    return _("%(number)s %(title)s") % {"number": latin(number), "title": title}


def measures_phrase(measures: Iterable[Mapping[str, Any]]) -> list[str]:
    """The measures as a box has room for them: their codes, and how many are in own words."""
    named = [measure for measure in measures if measure.get("code") or measure.get("text")]
    codes = [_code(measure["code"]) for measure in named if measure.get("code")]
    phrases = [listed(codes[:4])] if codes else []
    others = len(named) - len(codes[:4])
    if others:
        words = ngettext("%(count)d more measure", "%(count)d more measures", others)
        if not codes:
            words = ngettext("%(count)d measure", "%(count)d measures", others)
        phrases.append(words % {"count": others})
    return phrases


def _code(code: str) -> str:
    return latin(Truncator(showable(code)).chars(LONGEST_CODE))


# Why a row was not reached


def why_closed(reading: Reading) -> str:
    """Why nothing more is judged: the scope, or a prohibition of every item in it."""
    if reading.in_scope:
        articles = [latin(places.article(p)) for p in PROHIBITIONS if _shuts(reading, p)]
        return _("Not reached: every item in scope is prohibited by Article %(articles)s.") % {
            "articles": listed(articles)
        }
    if reading.outside:
        return _("Not reached: the transfer is outside the Treaty, Articles 2 to 4.")
    return _("Not reached: the question of scope is open, Articles 2 to 4.")


def _shuts(reading: Reading, place: str) -> bool:
    return bool(reading.met(Effect.PROHIBITED, place))


def why_not_article_7(reading: Reading) -> str:
    """Why Article 7 was not reached: the activity, or what closed the way before it."""
    if reading.left:
        return _("Not reached: Article %(number)s speaks of exports, and this is none.") % {
            "number": latin("7")
        }
    return why_closed(reading)
