"""Make a draft of a case file: every answer in its step, to be confirmed by the officer."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.audit.digests import digest as digest_of
from assessments.audit.trail import Verb
from assessments.cases.opening import open_case
from assessments.models import Answer, Case, User
from assessments.models.text import showable
from assessments.reference import editions
from assessments.reference.case_faults import CaseFileFaults, Fault
from assessments.reference.case_format import read

from .case_file import META, fragments, some
from .indexing import index

LARGEST = 5 * 1024 * 1024  # bytes

# What a file says of the authority it comes from: shown, and used for nothing.
SHOWN = ("standards", "reference", "decision_date")


def read_case_file(body: bytes) -> dict[str, Any]:
    """The case in a file. Raises `CaseFileFaults` for one at fault, or above five megabytes."""
    if len(body) > LARGEST:
        raise CaseFileFaults([Fault("", too_large())])
    return read(body)


def too_large() -> str:
    return _("This file is larger than 5 MB. A case file holds text alone; attach papers apart.")


@transaction.atomic
def import_case(value: dict[str, Any], *, by: User, digest: str = "") -> Case:
    """A draft in the officer's name of a case file that has been read; nothing is confirmed.

    `digest` is the SHA-256 of the file as it came, for the trail. The file's own standards are
    kept to be shown: the draft is ruled under those of this authority.
    """
    case = open_case(
        by=by,
        title=showable(value["title"]),
        verb=Verb.IMPORTED,
        digest=digest or digest_of(value),
        file_reference=value.get("reference", ""),
    )
    case.language = value.get("language", case.language)
    case.imported = {"meta": some(value, META), **some(value, SHOWN)}
    case.save(update_fields=["language", "imported"])
    keep_unconfirmed(case, fragments(value), by=by)
    index(case)
    case.refresh_from_db()
    return case


def keep_unconfirmed(case: Case, rows, *, by: User, taken_from: str = "") -> None:
    """Write answers that wait to be confirmed: pairs of step and row, position, content."""
    now = timezone.now()
    Answer.objects.bulk_create(
        (
            Answer(
                case=case,
                step=step,
                row=row,
                position=position,
                content=content,
                taken_from=taken_from,
                saved_by=by,
                saved_at=now,
            )
            for (step, row), position, content in rows
        ),
        batch_size=2000,
    )


def said_in_the_file(case: Case) -> list[tuple[str, str]]:
    """What an imported file says of the authority it comes from: pairs of name and value."""
    said = case.imported or {}
    pairs = [
        (_("Reference"), said.get("reference")),
        (_("Decision date"), said.get("decision_date")),
    ]
    for key, value in said.get("standards", {}).items():
        standard = editions.current().standard(key)
        pairs.append((standard.question if standard else key, standard_words(standard, value)))
    return [(name, showable(value)) for name, value in pairs if value]


def standard_words(standard, value: Any) -> str:
    chosen = standard.choice(value) if standard else None
    return chosen.label if chosen else str(value)
