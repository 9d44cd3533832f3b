"""In chapter 5: the lists as they stood, what they said of the States, and what changed since."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.cases import naming
from assessments.models import ListKind
from assessments.records.blocks import Cell, Prose, Table, rows
from assessments.records.facts import Facts, Node, day

SHORTEST = 16  # digits of a digest that name a file beyond doubt in print


def as_they_stood(facts: Facts) -> Iterator[Table | Prose]:
    """Nothing where no list was loaded, or where a snapshot is older than lists."""
    said = facts.snapshot.get("lists") or {}
    if said.get("used"):
        yield Table(
            _("Lists as they stood at submission"),
            (_("List"), _("As of"), _("Next check"), _("Digest (SHA-256)")),
            rows(_edition(one) for one in said["used"]),
            is_caption_shown=True,
        )
        yield from _measures(facts, said.get("measures") or ())
    if "since" in said:
        yield Prose(_since(said["since"]))


def _edition(one: Node) -> Iterator[Cell | str]:
    yield Cell(one["title"], small="" if one["verified_by"] else _("To be verified"))
    yield day(one["as_of"])
    yield day(one["next_check"])
    yield naming.latin(one["digest"][:SHORTEST])


def _measures(facts: Facts, measures) -> Iterator[Table | Prose]:
    if not measures:
        yield Prose(_("No embargo in them named a State of this transfer."))
        return
    yield Table(
        _("Embargoes on States of this transfer"),
        (_("Embargo"), _("States"), _("Citation"), _("Last day")),
        rows(_measure(facts, one) for one in measures),
        is_caption_shown=True,
    )


def _measure(facts: Facts, one: Node) -> Iterator[Cell | str]:
    is_of_council = one["kind"] == ListKind.SECURITY_COUNCIL
    yield Cell(one["name"], small="" if is_of_council else _("Not a matter of Article 6(1)"))
    yield naming.listed(facts.state(code) for code in one["states"])
    yield Cell(one["citation"], small=_("States differ on it") if one["contested"] else "")
    yield day(one["valid_until"])


def _since(changes) -> str:
    if not changes:
        return _("On the day of the decision the lists said nothing else of this transfer.")
    stands = [one["name"] for one in changes if one["stands"]]
    gone = [one["name"] for one in changes if not one["stands"]]
    return _(
        "On the day of the decision the lists said something else than at submission. Said now:"
        " %(stands)s. No longer said: %(gone)s."
    ) % {"stands": naming.listed(stands) or "–", "gone": naming.listed(gone) or "–"}
