"""In chapter 8: the profiles that steps 1 to 3 rest on, and what the case says otherwise."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.cases import naming
from assessments.profiles.comparing import Difference
from assessments.records.blocks import Cell, Prose, Table, rows
from assessments.records.facts import Facts, Node, day, moment

SHORTEST = 16  # digits of a digest that name a version beyond doubt in print


def rests_on(facts: Facts) -> Iterator[Table | Prose]:
    """Nothing where no profile was adopted, or where a snapshot is older than profiles."""
    said = facts.snapshot.get("profiles") or {}
    if not said.get("adopted"):
        return
    yield Table(
        _("Profiles adopted for steps 1 to 3"),
        (_("Profile"), _("Version"), _("Adopted"), _("Digest (SHA-256)")),
        rows(_version(one) for one in said["adopted"]),
        is_caption_shown=True,
    )
    differences = [Difference(**one) for one in said.get("differences") or ()]
    if differences:
        yield Table(
            _("Adopted with these differences"),
            (_("Part"), _("The profile says"), _("This case says")),
            rows(_difference(one) for one in differences),
            is_caption_shown=True,
        )
    else:
        yield Prose(_("What is confirmed says what the profile says."))
    for look in said.get("looks") or ():
        yield Prose(_looked(look))


def _version(one: Node) -> Iterator[Cell | str]:
    yield one["name"]
    of = _("Version %(number)s of %(day)s") % {
        "number": one["number"],
        "day": day(one["published_on"]),
    }
    newer = _("Version %(number)s was out by then") % {"number": one["newest"]}
    yield Cell(of, small=newer if one["newest"] != one["number"] else "")
    yield Cell(moment(one["adopted_at"]), small=one["adopted_by"])
    yield naming.latin(one["digest"][:SHORTEST])


def _difference(one: Difference) -> Iterator[Cell | str]:
    yield Cell(one.title, small=one.label)
    yield one.was_words or "–"
    yield one.becomes_words or "–"


def _looked(look: Node) -> str:
    return _("%(name)s looked at version %(number)s of the profile of %(profile)s: %(note)s") % {
        "name": look["by"],
        "number": look["number"],
        "profile": look["name"],
        "note": look["note"],
    }
