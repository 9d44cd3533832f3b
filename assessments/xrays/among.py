"""X-rays that look at other cases and at the past of the case: one question to the database."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from .across import MOST, Refused
from .finding import Finding, Place, Sight
from .within import answer_words

REFUSALS = ("refuse", "prohibited", "outside_treaty")
QUOTED = 300  # characters of a passage or of reasons


def same_passage(sight: Sight) -> Iterator[Finding]:
    """A passage of the reasons that stands word for word in other cases, quotations aside."""
    for one in sight.across.alike:
        words = _("This passage stands word for word in other cases. Does it fit this one?")
        yield Finding(
            words,
            (Place(one.step, one.row),),
            quotes=(Truncator(one.words.strip()).chars(QUOTED),),
            cases=tuple(sight.known[pk] for pk in one.cases if pk in sight.known),
            hidden=len(one.cases) - len(sight.known.keys() & set(one.cases)),
            and_more=len(one.cases) >= MOST,
        )


def refused_before(sight: Sight) -> Iterator[Finding]:
    """A similar item refused before, with no newer source here and no word on that refusal."""
    sources = (source.get("published_on") or "" for _row, source in sight.rows("evidence"))
    newest = max(sources, default="")
    recommended = sight.content("recommendation")
    written = str([answer.content for answer in sight.answers.values() if answer.content])
    hidden: dict[tuple[str, ...], int] = {}
    for one in sight.across.refused:
        still = tuple(item for item in one.items if not is_refused(recommended.get(item)))
        if not still or newest > one.decided_on.isoformat() or one.reference in written:
            continue
        if one.case in sight.known:
            yield refusal(one, still, sight)
        else:
            hidden[still] = hidden.get(still, 0) + 1
    for items, count in hidden.items():
        words = _(
            "Items of the same category were refused to the same end user or State before, and no"
            " source here is newer. Ask your supervisor who may tell you why."
        )
        yield Finding(words, items_at(items), hidden=count)


def refusal(one: Refused, items: tuple[str, ...], sight: Sight) -> Finding:
    """One that the reader may see, with its reasons."""
    if one.is_same_end_user:
        words = _(
            "An item of the same category was refused to the same end user on %(day)s. No source"
            " here is newer, and no reason speaks of that case. What has changed since?"
        )
    else:
        words = _(
            "An item of the same category was refused to the same State on %(day)s. No source here"
            " is newer, and no reason speaks of that case. What is different here?"
        )
    return Finding(
        words % {"day": date_format(one.decided_on)},
        items_at(items),
        quotes=(Truncator(one.reasons).chars(QUOTED),),
        cases=(sight.known[one.case],),
    )


def items_at(items: tuple[str, ...]) -> tuple[Place, ...]:
    return tuple(Place("item", item) for item in items)


def is_refused(recommended: dict[str, Any] | None) -> bool:
    return bool(recommended) and recommended.get("decision") in REFUSALS


def unknown_to_none(sight: Sight) -> Iterator[Finding]:
    """ "Not enough information" that became an answer of "none", with no new source or file."""
    for one in sight.across.changed:
        place = Place(one.step, one.row, one.part)
        content = sight.content(one.step, one.row)
        if one.part:
            content = content.get("lines", {}).get(one.part) or {}
        if one.after not in (content.get("answer"), content.get("severity")):
            continue
        told = {
            "before": answer_words(place, one.before),
            "after": answer_words(place, one.after),
            "day": date_format(localtime(one.at).date()),
        }
        words = _(
            "“%(before)s” became “%(after)s” on %(day)s, with no new source, file, citation or"
            " reply in between. What is known now that was not known then?"
        )
        yield Finding(words % told, (place,))
