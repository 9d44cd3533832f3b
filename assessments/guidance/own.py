"""The authority's own notes and questions beside the guidance: one writes, another publishes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted, Refusal
from assessments.models import OwnGuidance, Role, User
from assessments.models.compiled import Question, compiled
from assessments.reference import editions

from .entries import title


class VersionWaits(Refusal):
    """One version of a note waits at a time."""

    sentence = gettext_lazy("A version of this note waits already. Publish or withdraw it first.")


@dataclass(frozen=True)
class Wording:
    """What a version says, what it rests on, from when, and whether the note ends with it."""

    words: str
    source: str
    from_on: date
    is_end: bool = False


@transaction.atomic
def write_own(place: str, kind: str, wording: Wording, *, by: User) -> OwnGuidance:
    """The first version of a note, without effect until it is published. Raises NotPermitted."""
    return write(OwnGuidance(place=place, kind=kind), wording, by)


@transaction.atomic
def change_own(version: OwnGuidance, wording: Wording, *, by: User) -> OwnGuidance:
    """The next version of a note. Raises VersionWaits, NotPermitted."""
    last = OwnGuidance.objects.filter(note=version.note).order_by("-number")[0]
    new = OwnGuidance(
        note=version.note, number=last.number + 1, place=version.place, kind=version.kind
    )
    try:
        with transaction.atomic():
            return write(new, wording, by)
    except IntegrityError as error:
        raise VersionWaits from error


def write(new: OwnGuidance, wording: Wording, by: User) -> OwnGuidance:
    if not by.has_role(Role.EDITOR):
        raise NotPermitted(_("Only register editors write notes of the authority."))
    for name, value in vars(wording).items():
        setattr(new, name, value)
    new.language = get_language() or "en"
    new.written_by = by
    new.save(force_insert=True)
    record(Verb.OWN_WRITTEN, None, by=by, **told(new), words=new.words, source=new.source)
    return new


@transaction.atomic
def publish_own(version: OwnGuidance, *, by: User) -> None:
    """It is in force from its day. Raises FourEyesRequired, NotMovable, NotPermitted."""
    if not (by.has_role(Role.EDITOR) or by.has_role(Role.ADMINISTRATOR)):
        raise NotPermitted(_("Register editors and administrators publish notes."))
    version = held(version)
    if version.written_by_id == by.pk:
        raise FourEyesRequired(_("Another person than the one who wrote it publishes it."))
    version.published_by, version.published_at = by, timezone.now()
    version.save(update_fields=["published_by", "published_at"])
    record(Verb.OWN_PUBLISHED, None, by=by, **told(version))


@transaction.atomic
def withdraw_own(version: OwnGuidance, *, by: User) -> None:
    """It stays to be read and never takes effect. Raises NotMovable, NotPermitted."""
    if not by.has_role(Role.EDITOR):
        raise NotPermitted(_("Only register editors withdraw notes of the authority."))
    version = held(version)
    version.withdrawn_at = timezone.now()
    version.save(update_fields=["withdrawn_at"])
    record(Verb.OWN_WITHDRAWN, None, by=by, **told(version))


def held(version: OwnGuidance) -> OwnGuidance:
    """The version, locked, while it waits."""
    waits = OwnGuidance.objects.filter(published_at=None, withdrawn_at=None)
    found = waits.select_for_update(of=("self",)).filter(pk=version.pk).first()
    if found is None:
        raise NotMovable(_("The note was published or withdrawn since you opened this page."))
    return found


def told(version: OwnGuidance) -> dict[str, object]:
    return {
        "note": str(version.note),
        "number": version.number,
        "name": title(editions.current(), version.place),
        "place": version.place,
        "from_on": version.from_on,
        "is_end": version.is_end,
    }


def in_force(place: str = "", *, on: date | None = None) -> list[OwnGuidance]:
    """The versions in force on a day, today if none is given; at one place if it is named."""
    day = on or timezone.localdate()
    newest = published(day, place) if place else published(day)
    return sorted((one for one in newest if not one.is_end), key=lambda one: one.pk)


def questions(place: str) -> list[Question]:
    """What `in_force` asks of today."""
    return [published.of(timezone.localdate(), place)]


@compiled
def published(on: date, place: str = "") -> QuerySet[OwnGuidance]:
    """The last version of each note that was published for a day up to this."""
    found = OwnGuidance.objects.filter(published_at__isnull=False, from_on__lte=on)
    if place:
        found = found.filter(place=place)
    return found.order_by("note", "-number").distinct("note")


def every_version() -> Iterable[OwnGuidance]:
    """All versions, with the people of each."""
    return OwnGuidance.objects.select_related("written_by", "published_by")
