"""Chapter 17: what the permission rests on, who answers for it, by when, and what follows."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases import naming
from assessments.cases.naming import items_phrase
from assessments.records.blocks import Cell, Chapter, Prose, Table, rows
from assessments.records.facts import Facts, Node, day

MOST_NAMED = 6  # items in a narrow column, or on the first page


def conditions(facts: Facts) -> Chapter:
    """17: every measure relied on with its owner, day, proof and consequence; then the routine."""
    given = list(enumerate(facts.decision.get("conditions") or (), 1))
    if not given:
        nothing = (
            _("No condition was set.") if facts.decision else _("Nothing has been decided yet.")
        )
        return Chapter("conditions", _("Conditions"), (Prose(nothing),))
    kept = [(number, one) for number, one in given if one.get("rests_on") != "routine"]
    plain = [(number, one) for number, one in given if one.get("rests_on") == "routine"]
    tables = [
        *([measures(facts, kept)] if kept else ()),
        *([routine(facts, plain)] if plain else ()),
    ]
    lede = _(
        "Every measure relied on is a condition. Article 7(5) asks for a detailed authorisation."
    )
    return Chapter("conditions", _("Conditions"), tuple(tables), lede)


def measures(facts: Facts, given: list[tuple[int, Node]]) -> Table:
    """What the permission rests on."""
    heads = (
        _("No."),
        _("Measure"),
        _("Items"),
        _("Who answers for it"),
        _("Due"),
        _("Shown by"),
        _("If it is not kept"),
    )
    body = rows(_measure(facts, number, one) for number, one in given)
    return Table(_("Measures"), heads, body, manner="measures", is_caption_shown=True)


def _measure(facts: Facts, number: int, one: Node) -> Iterator[Cell | str]:
    yield Cell(str(number), is_bold=True)
    items = one.get("items") or ()
    served = rests_on(facts, one.get("rests_on") or "")
    named = items_phrase(items) if len(items) > MOST_NAMED else ""
    yield Cell(facts.measure(one), small=" · ".join(filter(None, (served, named))))
    yield few_items(items)
    yield one.get("owner") or "–"
    yield when(one)
    yield one.get("proof") or "–"
    yield one.get("consequence") or "–"


def routine(facts: Facts, given: list[tuple[int, Node]]) -> Table:
    """What any licence may carry."""
    body = rows(
        (Cell(str(number), is_bold=True), facts.measure(one), items_phrase(one.get("items") or ()))
        for number, one in given
    )
    heads = (_("No."), _("Condition"), _("Items"))
    return Table(_("Routine conditions"), heads, body, manner="numbered", is_caption_shown=True)


def few_items(items: Collection[str]) -> str:
    """Items by their names, or only counted where their names would take too much room."""
    if len(items) <= MOST_NAMED:
        return items_phrase(items)
    return ngettext("%(count)d item", "%(count)d items", len(items)) % {"count": len(items)}


def rests_on(facts: Facts, place: str) -> str:
    """What a condition serves: a risk, diversion, the decision itself, or the licence as such."""
    if place.startswith("risk:"):
        name = place[len("risk:") :].split(".")[0]
        told = {"risk": facts.risk_names.get(name, name), "article": naming.latin("7(2)")}
        return _("%(risk)s, Article %(article)s") % told
    if place == "11.2":
        return _("Diversion, Article %(article)s") % {"article": naming.latin("11(2)")}
    if not place:  # withheld from this edition
        return ""
    if place == "decision":
        return _("Named by the decider")
    return _("Routine condition")


def when(one: Node) -> str:
    """Whether the condition has to be met first, or by which day."""
    if one.get("is_precedent"):
        return _("Before anything ships")
    if one.get("due_on"):
        return day(one["due_on"])
    return _("With the authorisation")
