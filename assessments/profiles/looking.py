"""Somebody looks at a newer version for a case, or sets a profile aside: with a note each."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import NotMovable, Refusal
from assessments.cases.status import locked
from assessments.models import Adoption, Case, ProfileLook, ProfileVersion, Status, User

from .writing import named


class NothingNewer(Refusal):
    sentence = _("The case rests on no older version of this profile. There is nothing to look at.")


def newer_version(case: Case, pk: int) -> ProfileVersion | None:
    """A published version that is newer than the one the case rests on."""
    published = ProfileVersion.objects.published().select_related("profile")
    version = published.filter(pk=pk).first()
    if version is None:
        return None
    standing = case.adoptions.standing().filter(version__profile=version.profile_id)
    return version if standing.filter(version__number__lt=version.number).exists() else None


@transaction.atomic
def look_at(case: Case, version: ProfileVersion, *, note: str, by: User) -> ProfileLook:
    """What the newer version means for the case. Raises NotMovable, NothingNewer."""
    case = locked(case)
    if case.status == Status.WITHDRAWN:
        raise NotMovable
    if newer_version(case, version.pk) is None:
        raise NothingNewer
    look = ProfileLook.objects.create(case=case, version=version, note=note, looked_by=by)
    record(Verb.PROFILE_LOOKED_AT, case, by=by, note=note, **named(version))
    return look


@transaction.atomic
def set_aside(adoption: Adoption, *, reason: str, by: User) -> None:
    """The case no longer rests on the profile; its answers stay as they are. Raises NotMovable."""
    case = locked(adoption.case)
    standing = case.adoptions.standing().filter(pk=adoption.pk)
    if not case.is_editable or not standing.update(ended_at=timezone.now()):
        raise NotMovable
    record(Verb.PROFILE_SET_ASIDE, case, by=by, reason=reason, **named(adoption.version))
