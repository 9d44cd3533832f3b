"""All that holds back an authorisation of a case beside the ruling (rule 12)."""

from collections.abc import Callable
from datetime import date

from assessments.cases.bars import Bar
from assessments.evidence import bars as evidence
from assessments.incidents import bars as incidents
from assessments.models import Case, StandardsVersion
from assessments.screening import bars as screening

# One function of each package that has something to say.
SOURCES: tuple[Callable[[Case, date], list[Bar]], ...] = (
    evidence.bars,
    incidents.bars,
    screening.bars,
)


def bars(case: Case, standards: StandardsVersion, on: date) -> list[Bar]:
    """What holds an authorisation back on that day, as far as the standards let it."""
    found = [bar for source in SOURCES for bar in source(case, on)]
    return [bar for bar in found if bar.code not in standards.bars_lifted]
