"""The part of chapter 5 on screening: with which lists, who, what matched and what became of it."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases import naming
from assessments.models import MatchVerdict
from assessments.records.blocks import Cell, Pairs, Table, rows
from assessments.records.facts import NOTHING, Facts, Node, day
from assessments.screening.explaining import sentences
from assessments.screening.subjects import ROLES


def screened(facts: Facts) -> Iterator[Pairs | Table]:
    """Nothing for a record that was made before names were screened."""
    found = facts.snapshot.get("screening") or NOTHING
    if not found:
        return
    pairs = (
        (_("Screened on"), day(found.get("on"))),
        (_("Names"), "; ".join(named(one) for one in found.get("names") or ())),
        (_("Lists"), "; ".join(map(edition, found.get("lists") or ())) or _("No list was loaded.")),
        (_("Matches"), counted(found)),
    )
    told = tuple((name, Cell(words)) for name, words in pairs if words)
    yield Pairs(_("Screening of names"), told)
    if found.get("matches"):
        yield Table(
            _("Matches"),
            (_("In the case"), _("On the list"), _("What agrees"), _("How it was dealt with")),
            rows(match(one) for one in found["matches"]),
            is_caption_shown=True,
        )


def named(subject: Node) -> str:
    return f"{subject['name']} ({part(subject)})"


def part(subject: Node) -> str:
    return subject.get("said") or str(ROLES.get(subject.get("role"), ""))


def edition(load: Node) -> str:
    told = {"title": load["title"], "number": load["number"], "day": day(load["as_of"])}
    return _("%(title)s, load %(number)s, as of %(day)s") % told


def counted(found: Node) -> str:
    entries = found.get("entries") or 0
    return ngettext(
        "%(matches)s, among %(count)s entry", "%(matches)s, among %(count)s entries", entries
    ) % {"matches": len(found.get("matches") or ()), "count": entries}


def match(one: Node) -> Iterator[Cell | str]:
    yield Cell(one["subject"]["name"], small=capfirst(part(one["subject"])))
    yield Cell(one["name"], small=naming.latin(f"{one['list']}, {one['entry']}"))
    yield " ".join(sentences(one["found"]))
    finding = dict(MatchVerdict.Finding.choices).get(one["finding"], _("Not dealt with"))
    by = f"{one['by']}, {day(one['at'])}" if one["by"] else ""
    yield Cell(" ".join(filter(None, (f"{finding}.", one["reason"]))), small=by)
