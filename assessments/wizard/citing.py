"""What a reason may cite instead of repeating it: files, sources, reasons that stand before it."""

from collections.abc import Iterator
from typing import Any

from assessments.cases import places
from assessments.cases.choices import Choice
from assessments.models import Case

from .answers import Answers
from .case_file import LINES

# The steps and rows with reasons, in the order of the assessment: no two rest on one another.
ORDER = (
    "scope", "6-1", "6-2", "6-3", "diversion", "lines", "7-4-1", "severity", "7-4-3", "7-4-4",
    "mitigation", "overriding",
)  # fmt: skip
PLACES = {
    "scope": "scope",
    "6-1": "6.1",
    "6-2": "6.2",
    "6-3": "6.3",
    "diversion": "11.2",
    "7-4-1": "7.4.step_1",
    "7-4-3": "7.4.step_3",
    "7-4-4": "7.4.step_4",
}
CONTRIBUTION = "7.1.a.contribution"


def papers(case: Case, answers: Answers) -> tuple[Choice, ...]:
    """The files of the case and its sources."""
    files = case.attachments.filter(removed_at=None)
    sources = answers.rows("evidence")
    return (
        *(Choice(f"file:{file.pk}", file.name) for file in files),
        *(Choice(f"source:{source.row}", source.content["title"]) for source in sources),
    )


def reasons(answers: Answers) -> tuple[tuple[str, Choice], ...]:
    """The reasons given at the steps, each with its step; the lines are cited one by one."""
    return tuple(
        (step, Choice(f"reason:{name}", places.title(PLACES.get(name, name))))
        for step, name, node in nodes(answers)
        if node.get("reason")
    )


def nodes(answers: Answers) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for step in PLACES:
        yield step, step, answers.content(step, confirmed_only=False)
    content = answers.content("lines", confirmed_only=False)
    yield "lines", CONTRIBUTION, content.get("contribution") or {}
    for line in LINES:
        yield "lines", line, content.get("lines", {}).get(line) or {}


def are_before(step: str) -> tuple[str, ...]:
    """The steps whose reasons one at this step may cite."""
    return ORDER[: ORDER.index(step)] if step in ORDER else ORDER
