"""The authentic text of the Treaty as the authority loaded it, beside the question of each article.

None is shipped: each authority loads that of its working language, with its source.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import jsonschema_rs
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from assessments.audit.trail import Verb, record
from assessments.cases import places
from assessments.cases.refusals import NotPermitted
from assessments.models import Role, TreatyText, User
from assessments.models.compiled import Question, compiled
from assessments.models.text import showable
from assessments.reference import editions
from assessments.reference.case_format import Format, read_closely
from assessments.reference.case_soundness import is_real_date

SCHEMA = json.loads(
    (editions.FIXTURES / "guidance" / "treaty-text.schema.json").read_text(encoding="utf-8")
)
LARGEST = 2 * 1024 * 1024  # bytes
# Places that carry no number of their own, and the paragraph that they carry out.
STANDS_FOR = {
    "risk": "7.1",
    "recommendation": "7.5",
    "6.1.exemption": "6.1",
    "6.2.exemption": "6.2",
}


@dataclass(frozen=True)
class Shown:
    """The text of one paragraph, with where it is from."""

    id: int
    paragraph: str
    words: str
    language: str
    source: str
    as_of: date

    @property
    def language_name(self) -> str:
        return name_of(self.language)


def name_of(code: str) -> str:
    """The language in the reader's language; its code where nobody knows its name."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def read_text(body: str | bytes) -> dict[str, Any]:
    """The text in a file. Raises `CaseFileFaults`, with a JSON pointer for each fault."""
    return read_closely(body, TREATY_FILE)


def faults_beyond_the_schema(value: Any) -> Iterator[tuple[str, str]]:
    day = value.get("as_of") if isinstance(value, dict) else None
    if not isinstance(day, str):
        return
    if not is_real_date(day):
        yield "/as_of", _("This is no day. Write it as YYYY-MM-DD.")
    elif day > timezone.localdate().isoformat():
        yield "/as_of", _("This day is still to come.")


TREATY_FILE = Format(jsonschema_rs.Draft202012Validator(SCHEMA), faults_beyond_the_schema)


@transaction.atomic
def load_text(content: dict[str, Any], body: bytes, *, by: User) -> TreatyText:
    """From now on the text shown in its language; the one before stays. Raises NotPermitted."""
    if not by.has_role(Role.EDITOR):
        raise NotPermitted(_("Only register editors load the text of the Treaty."))
    made = TreatyText.objects.create(
        language=content["language"],
        source=showable(content["source"].strip()),
        as_of=date.fromisoformat(content["as_of"]),
        paragraphs=content["paragraphs"],
        digest=hashlib.sha256(body).hexdigest(),
        loaded_by=by,
    )
    about = {"name": made.language, "source": made.source, "as_of": made.as_of}
    record(Verb.TREATY_TEXT_LOADED, None, by=by, digest=made.digest, **about)
    return made


def paragraphs_of(place: str) -> list[str]:
    """The paragraph of a place and those that hold it: 7(1)(b)(ii), 7(1)(b), 7(1), 7."""
    number = places.paragraph(STANDS_FOR.get(place, place))
    found = []
    while number:
        found.append(number)
        number = number.rpartition("(")[0]
    return found


def beside(place: str) -> Shown | None:
    """The text of the place's paragraph in the reader's language, or in that loaded last."""
    wanted = paragraphs_of(place)
    if not wanted:
        return None
    rows = last_with(paragraphs=tuple(wanted))
    rows.sort(key=lambda row: (row["language"] != get_language(), -row["id"]))
    for row in rows:
        for n, number in enumerate(wanted):
            if words := row[f"text_{n}"]:
                about = (row["language"], row["source"], row["as_of"])
                return Shown(row["id"], number, showable(words), *about)
    return None


def questions(place: str) -> list[Question]:
    """What `beside` asks."""
    wanted = paragraphs_of(place)
    return [last_with.of(paragraphs=tuple(wanted))] if wanted else []


@compiled
def last_with(*, paragraphs: tuple[str, ...]) -> QuerySet:
    """Of the text that counts in each language some paragraphs, as text_0, text_1, …"""
    texts = {f"text_{n}": KT(f"paragraphs__{number}") for n, number in enumerate(paragraphs)}
    last = TreatyText.objects.order_by("language", "-id").distinct("language").annotate(**texts)
    return last.values("id", "language", "source", "as_of", *texts)


def last_texts() -> list[TreatyText]:
    """The text that counts in each language, without its paragraphs."""
    last = TreatyText.objects.order_by("language", "-id").distinct("language")
    return list(last.select_related("loaded_by").defer("paragraphs"))
