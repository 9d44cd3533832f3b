"""The chapters of a record, in the order in which an auditor looks for them.

That order puts diversion after the six steps; the assessment asks it before the five lines,
because what is diverted feeds them, and the record follows the assessment there.
"""

from collections.abc import Callable

from assessments.models import Edition
from assessments.records.blocks import Chapter
from assessments.records.facts import Facts

from . import (
    application,
    closing,
    conditions,
    considered,
    gaps,
    notice,
    prohibitions,
    review,
    risks,
    ruling,
    six_steps,
)

CHAPTERS: tuple[Callable[[Facts], Chapter], ...] = (
    application.identity,
    application.parties_and_items,
    application.transfer,
    application.standards,
    prohibitions.scope_and_article_6,
    prohibitions.diversion,
    risks.lines,
    six_steps.six_steps,
    risks.mitigation,
    risks.overriding,
    risks.contribution,
    gaps.sources,
    gaps.gaps,
    considered.considered,
    review.advice,
    review.recommendation,
    ruling.outcome,
    conditions.conditions,
    closing.timeline,
    closing.afterwards,
    closing.retention,
    closing.making,
)


NOTICE = (notice.asked, notice.decided, notice.conditions, notice.withheld)
EDITIONS: dict[str, tuple[Callable[[Facts], Chapter], ...]] = {
    Edition.FULL: CHAPTERS,
    Edition.AUDITOR: (*CHAPTERS[:-1], notice.withheld, closing.making),
    Edition.EXPORTER: NOTICE,
    Edition.PUBLIC: tuple(write for write in NOTICE if write != notice.conditions),
}


def chapters(facts: Facts) -> tuple[Chapter, ...]:
    """The chapters of the edition that the snapshot is for; what was corrected comes first."""
    written = tuple(write(facts) for write in EDITIONS[facts.edition_for])
    is_corrected = bool(facts.snapshot.get("corrections")) and not facts.is_short
    return (closing.corrections(facts), *written) if is_corrected else written
