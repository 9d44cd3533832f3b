"""Sources for the demonstration, told in fixtures/demo/sources.json, entered by the editor."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from assessments.evidence.keeping import DAYS, SAID, add_source
from assessments.models import Case, SourceRevision, User
from assessments.wizard.answers import save_answer
from assessments.wizard.route import Route
from assessments.wizard.rows import KINDS, next_row
from assessments.wizard.sources import adopt

EMPTY: dict[str, Any] = {"is_protected": False, "files": []}


def load_sources(told: Iterable[dict[str, Any]], *, by: User) -> None:
    """Those that are missing."""
    known = set(SourceRevision.objects.filter(number=1).values_list("title", flat=True))
    for one in told:
        if one["title"] not in known:
            add_source(facts(one), by=by)


def facts(told: dict[str, Any]) -> dict[str, Any]:
    """What is not told of a source is empty."""
    nothing = {name: None if name in DAYS else "" for name in SAID} | EMPTY
    days = {name: date.fromisoformat(told[name]) for name in DAYS if name in told}
    return nothing | told | days


def take_source(case: Case, told: dict[str, Any], *, by: User) -> None:
    """The case takes a source by its title and says what it speaks of."""
    route = Route(case)
    row = next_row(route, KINDS["evidence"])
    title = told["title"]
    adopt(route, row, SourceRevision.objects.newest().get(title=title), by=by)
    kept = case.answers.get(step="evidence", row=row)
    said = {name: value for name, value in told.items() if name != "title"}
    content, key = {**kept.content, **said}, ("evidence", row)
    save_answer(case, key, content=content, seen_version=1, by=by, asked=kept.asked)
