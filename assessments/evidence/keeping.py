"""The acts of the register: a source is added, revised, and confirmed to hold still."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from assessments.audit.digests import digest
from assessments.audit.trail import Verb, record
from assessments.cases.opening import store
from assessments.cases.refusals import Refusal
from assessments.models import Source, SourceRevision, StoredFile, User

# What cases rely on: a change of it is a revision of another digest.
SAID = (
    "title", "publisher", "source_class", "url", "reliability", "credibility", "grading",
    "directness", "relevance", "event_from", "event_until", "published_on", "retrieved_on",
    "classification", "is_protected", "files",
)  # fmt: skip


DAYS = (
    "event_from", "event_until", "published_on", "retrieved_on", "checked_on", "next_check_on",
)  # fmt: skip


class SourceMovedOn(Refusal):
    """Somebody revised the source since the page was made."""

    sentence = _(
        "Somebody revised this source since you opened the page. What you typed is still here:"
        " compare it with the newest revision, then save again."
    )


@transaction.atomic
def add_source(facts: dict[str, Any], *, by: User) -> SourceRevision:
    """A new source, by what it says (SAID) and when it was checked and is to be checked again."""
    revision = write(Source.objects.create(), 1, facts, by=by)
    record(Verb.SOURCE_ADDED, None, by=by, **told(revision))
    return revision


@transaction.atomic
def revise_source(newest: SourceRevision, facts: dict[str, Any], *, by: User) -> SourceRevision:
    """What it says from now on, and why it changed; what it said before stays readable.

    Raises SourceMovedOn where `newest` no longer is.
    """
    revision = follow(newest, facts, by=by)
    record(Verb.SOURCE_REVISED, None, by=by, **told(revision))
    return revision


@transaction.atomic
def confirm_source(
    newest: SourceRevision, *, checked_on: date, next_check_on: date, because: str, by: User
) -> SourceRevision:
    """It still holds: checked on a day, and for which reason. Raises SourceMovedOn."""
    facts = {name: getattr(newest, name) for name in SAID}
    facts |= {"checked_on": checked_on, "next_check_on": next_check_on, "because": because}
    revision = follow(newest, facts, by=by)
    record(Verb.SOURCE_CHECKED, None, by=by, **told(revision))
    return revision


def follow(newest: SourceRevision, facts: dict[str, Any], *, by: User) -> SourceRevision:
    try:
        with transaction.atomic():
            return write(newest.source, newest.number + 1, facts, by=by)
    except IntegrityError as error:
        if SourceRevision.objects.filter(source=newest.source, number__gt=newest.number).exists():
            raise SourceMovedOn from error
        raise


def write(source: Source, number: int, facts: dict[str, Any], *, by: User) -> SourceRevision:
    said = {name: facts[name] for name in SAID}
    return SourceRevision.objects.create(
        source=source, number=number, digest=digest(plain(said)), made_by=by, **facts
    )


def plain(facts: dict[str, Any]) -> dict[str, Any]:
    """Days as text, so that there is one digest for them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in facts.items()
    }


def told(revision: SourceRevision) -> dict[str, Any]:
    """For the trail, which everybody reads who audits: no words, which may be classified."""
    return {
        "source": revision.source_id,
        "revision": revision.number,
        "digest": revision.digest,
        "checked_on": revision.checked_on.isoformat(),
        "next_check_on": revision.next_check_on.isoformat(),
    }


def stored(uploads: Iterable[Any]) -> list[dict[str, Any]]:
    """What a revision says of each file that was sent with it; the bytes are kept by digest."""
    return [
        {
            "name": file.name,
            "content_type": file.content_type,
            "size": file.size,
            "digest": store(file.read()),
        }
        for file in uploads
    ]


def body_of(digest: str) -> bytes:
    """The bytes of a file that a revision names."""
    return bytes(StoredFile.objects.get(digest=digest).body)
