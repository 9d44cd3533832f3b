"""What agrees between a name of a case and one of a list: kept as data, told in sentences."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.cases.naming import isolated

from .comparing import CLOSE, CONSONANTS, INITIAL, SAME, SOUNDS
from .folding import Part
from .index import Found

SENTENCES = {
    SAME: gettext_lazy("%(ours)s stands in both names."),
    SOUNDS: gettext_lazy("%(ours)s and %(theirs)s sound alike."),
    CONSONANTS: gettext_lazy("%(ours)s and %(theirs)s have the same consonants, or nearly."),
    CLOSE: gettext_lazy("%(ours)s and %(theirs)s differ in few letters."),
    INITIAL: gettext_lazy("%(ours)s and %(theirs)s begin alike: one may be an initial."),
}


def told(found: Found) -> dict[str, Any]:
    """Which of the entry's names it is, what agrees, what does not, and how much in all."""
    agreements = found.comparison.agreements
    return {
        "name": found.name,
        "score": round(100 * found.score),
        "agree": [
            {
                "ours": shown(found.ours, one.ours),
                "theirs": shown(found.theirs, one.theirs),
                "how": one.how,
            }
            for one in agreements
            if any(not found.ours[place].is_minor for place in one.ours)
        ],
        "only_ours": rest(found.ours, {n for one in agreements for n in one.ours}),
        "only_theirs": rest(found.theirs, {n for one in agreements for n in one.theirs}),
    }


def shown(name: tuple[Part, ...], places) -> str:
    return " ".join(name[place].shown for place in places)


def rest(name: tuple[Part, ...], agreed: set[int]) -> str:
    return " ".join(
        one.shown for place, one in enumerate(name) if place not in agreed and not one.is_minor
    )


def sentences(found: Mapping[str, Any]) -> Iterator[str]:
    """The same for a person to read, what weighs most first."""
    if found.get("number"):
        what, _space, number = found["number"].partition(" ")
        facts = {"what": what.upper() if what == "imo" else what, "number": isolated(number)}
        yield _("The number is the same: %(what)s %(number)s.") % facts
    for one in found.get("agree", ()):
        yield str(SENTENCES[one["how"]]) % quoted(one)
    if found.get("only_ours"):
        yield _("Only in the case: %(words)s.") % {"words": isolated(found["only_ours"])}
    if found.get("only_theirs"):
        yield _("Only on the list: %(words)s.") % {"words": isolated(found["only_theirs"])}


def quoted(one: Mapping[str, str]) -> dict[str, str]:
    return {side: f"“{isolated(one[side])}”" for side in ("ours", "theirs")}
