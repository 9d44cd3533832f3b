"""How the sources of a case stand on a day: fresh or stale, revised since or not."""

from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from assessments.models import Case, SourceRevision

STANDING = """
select s.*, coalesce(a.content ->> 'title', '') from evidence_standing(%(case)s, %(on)s) s
  join assessments_answer a on a.case_id = %(case)s and a.step = 'evidence' and a.row = s.row_name
"""
FROZEN = (
    "digest", "publisher", "grading", "directness", "relevance", "event_from", "event_until",
    "retrieved_on", "classification", "is_protected", "files",
)  # fmt: skip


class Standing(NamedTuple):
    """One source of a case, as the database has it (migration 0041); `source` is its number in
    the register, None where it is in none."""

    row: str
    source: int | None
    is_decisive: bool
    checked_on: date | None
    next_check_on: date | None
    is_stale: bool
    is_revised: bool
    title: str

    @property
    def holds_back(self) -> bool:
        return self.is_decisive and self.is_stale


def standing(case: Case, on: date) -> dict[str, Standing]:
    """By the name of the row."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"case": case.pk, "on": on})
        return {row[0]: Standing(*row) for row in cursor.fetchall()}


def frozen_sources(case: Case, on: date) -> list[dict[str, Any]]:
    """For the snapshot: each source with the revision relied on, and how it stands that day."""
    rows = case.answers.filter(step="evidence", content__isnull=False)
    adopted = {
        (content["source"], content["revision"])
        for content in rows.values_list("content", flat=True)
        if "source" in content
    }
    revisions = SourceRevision.objects.filter(source__in={source for source, _n in adopted})
    known = {(one.source_id, one.number): one for one in revisions}
    stands = standing(case, on)
    return [entry(row, known, stands[row.row]) for row in rows]


def entry(row, known: dict[tuple[int, int], SourceRevision], stands: Standing) -> dict[str, Any]:
    about = {"id": row.row, "decisive": stands.is_decisive, "stale": stands.is_stale}
    if "source" not in row.content:
        return about
    revision = known[row.content["source"], row.content["revision"]]
    return about | {
        "source": revision.source_id,
        "revision": revision.number,
        **{name: as_json(getattr(revision, name)) for name in FROZEN},
        "checked_on": as_json(stands.checked_on),
        "next_check_on": as_json(stands.next_check_on),
    }


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
