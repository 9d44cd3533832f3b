"""What was not assessed, in one table, where nothing was written about any of it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from assessments.cases import naming, places
from assessments.records.blocks import Cell, Mark, Prose, Table, rows
from assessments.records.facts import Facts
from assessments.records.questions import why_not


def unassessed(facts: Facts, of: Iterable[str]) -> tuple:
    """The blocks for places of Article 7 that were not reached; empty if any of them was."""
    wanted = tuple(of)
    if facts.reading.under_article_7 or any(facts.reading.node(place) for place in wanted):
        return ()
    mark = Mark(_("Not assessed"), "ring-dashed", "open")
    table = Table(
        _("Not assessed"),
        (_("Article"), _("Question"), _("Answer")),
        rows(
            (naming.latin(places.article(place)), places.title(place), Cell(mark=mark))
            for place in wanted
        ),
        manner="blank",
    )
    return (Prose(why_not(facts, wanted[0])), table)
