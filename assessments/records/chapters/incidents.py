"""Part of chapter 7: the past incidents that the case showed, with the view in force of each."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from assessments.cases.naming import isolated, latin
from assessments.incidents import words
from assessments.incidents.of_case import WHY
from assessments.records.blocks import Cell, Prose, Table, rows
from assessments.records.facts import Facts, Node, moment


def past_incidents(facts: Facts) -> Iterator[Table | Prose]:
    """Nothing for a case that was submitted before there was a register."""
    found = facts.snapshot.get("incidents")
    if found is None:
        return
    if not found:
        yield Prose(_("The register had no incident of the recipient State or the end user."))
        return
    yield Table(
        _("Past incidents of the recipient State and the end user"),
        (_("No."), _("Who"), _("When and where"), _("Norm"), _("View")),
        rows(_incident(facts, one) for one in found),
        manner="incidents",
        is_caption_shown=True,
    )


def _incident(facts: Facts, one: Node) -> Iterator[Cell | str]:
    version = _("version %(number)s") % {"number": one["version"]}
    yield Cell(latin(str(one["incident"])), small=version, is_bold=True)
    yield Cell(one["actor"], small=facts.state_name(one["state"]))
    first, last = date.fromisoformat(one["first_day"]), date.fromisoformat(one["last_day"])
    yield Cell(words.days(first, last, one["precision"]), small=one["place"])
    yield words.norms(one["norms"])
    yield _view(one)


def _view(one: Node) -> Cell:
    if not one["is_shown"]:
        return Cell(_("Left out of this case"), small=_by(one["said"], one["said_by"]))
    view = one["view"]
    if not view:
        return Cell(words.conclusion(None), small=_why(one))
    formed = f"{view['formed_by']}, {moment(view['formed_at'])}"
    return Cell(words.conclusion(view["conclusion"]), small=_by(view["reasons"], formed))


def _by(reasons: str, who: str) -> str:
    return _("%(reasons)s (%(who)s)") % {"reasons": isolated(reasons), "who": who}


def _why(one: Node) -> str:
    return str(WHY.get(one["why"], ""))
