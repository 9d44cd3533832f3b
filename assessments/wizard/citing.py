"""What a reason may cite instead of repeating it: files, sources, reasons that stand before it."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.cases import places, wording
from assessments.cases.choices import Choice
from assessments.cases.naming import isolated
from assessments.models import Attachment, Case
from assessments.models.compiled import compiled
from assessments.models.text import showable

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
OF_EVIDENCE = (
    "scope", "6.1", "6.2", "6.3", "11.2", CONTRIBUTION, *LINES,
    "7.4.step_1", "7.4.step_2", "7.4.step_3", "7.4.step_4",
)  # fmt: skip


AGAINST = "against"
MOST_NAMED = 5


def papers(case: Case, answers: Answers) -> tuple[Choice, ...]:
    """The files of the case and its sources, with grades and for or against what they speak."""
    return (
        *(Choice(f"file:{pk}", name) for pk, name in files_of(case.pk)),
        *(
            Choice(f"source:{source.row}", source.content["title"], about(source.content))
            for source in answers.rows("evidence")
        ),
    )


@compiled
def files_of(case: UUID) -> QuerySet:
    """Key and name of each file."""
    return Attachment.objects.filter(case=case, removed_at=None).values_list("pk", "name")


def about(source: dict[str, Any]) -> str:
    """The two grades of a source and its stance: "B2 · Speaks against the finding"."""
    grades = f"{source.get('reliability', '')}{source.get('credibility', '')}"
    stance = source.get("stance")
    words = str(wording.value("stance", stance).label) if stance else ""
    return " · ".join(filter(None, (grades, words)))


def evidence_against(answers: Answers) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Each source that speaks against a finding: how it is cited, its title, of which places."""
    return tuple(
        (f"source:{row.row}", row.content["title"], tuple(row.content.get("supports") or ()))
        for row in answers.rows("evidence")
        if row.content.get("stance") == AGAINST
    )


def asks_against(against, place: str, cited: Iterable[str]) -> tuple[str, ...]:
    """What a conclusion is told on evidence against it; advice, which holds nothing back."""
    cited = set(cited)
    told = []
    if not any(cite in cited and (not of or place in of) for cite, _title, of in against):
        told.append(
            _("Nothing cited here speaks against this conclusion. Look for what does, and cite it.")
        )
    left = [title for cite, title, of in against if place in of and cite not in cited]
    if left:
        words = _("Speaks against it and is not cited: %(titles)s.")
        named = "; ".join(isolated(showable(title)) for title in left[:MOST_NAMED])
        told.append(words % {"titles": f"{named}; …" if len(left) > MOST_NAMED else named})
    return tuple(told)


def place_of(step: str, row: str, field: str) -> str:
    """The place of the law that a field of citations is about."""
    if step == "lines":
        part = field.removesuffix("_cites")
        return CONTRIBUTION if part == "contribution" else part.replace("_", ".")
    if step in ("mitigation", "overriding"):
        return f"risk:{row}.{step}"
    return PLACES.get(step, "7.4.step_2" if step == "severity" else "")


def places_of_evidence(risk_names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Every place that a source may speak of, with its article; for each risk steps 5 and 6."""
    of_risks = (
        (f"risk:{risk}.{part}", f"{name}, {places.title(part)}")
        for risk, name in risk_names.items()
        for part in ("mitigation", "overriding")
    )
    return (*((place, titled(place)) for place in OF_EVIDENCE), *of_risks)


def titled(place: str) -> str:
    return " ".join(filter(None, (places.article(place), places.title(place))))


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
