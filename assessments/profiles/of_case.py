"""What a case has of profiles: those offered, those adopted, what differs, what is newer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from assessments.models import Adoption, Answer, Case, ProfileLook, ProfileVersion

from .comparing import Difference, compared
from .contents import FIELDS, filled
from .showing import is_invented, name_of

OTHERS = 10  # end users of the State by another name, shown to choose from


@dataclass(frozen=True)
class Adopted:
    """A version that the case rests on, and the newest one if that is another."""

    adoption: Adoption
    newest: ProfileVersion | None
    is_flagged: bool

    @property
    def version(self) -> ProfileVersion:
        return self.adoption.version

    @property
    def name(self) -> str:
        return name_of(self.version.profile)

    @property
    def is_of_another_state(self) -> bool:
        """The recipient State was changed after the profile was adopted."""
        return self.version.profile.state != self.adoption.case.recipient_state


@dataclass(frozen=True)
class Offered:
    """A version in force that a case may adopt."""

    version: ProfileVersion
    is_same: bool  # of the State itself, or of the end user of the same name

    @property
    def name(self) -> str:
        return name_of(self.version.profile)

    @property
    def is_invented(self) -> bool:
        return is_invented(self.version.profile)


def adopted(case: Case) -> list[Adopted]:
    """What the case rests on: the State's profile first. Two questions, however many there are."""
    newest = ProfileVersion.objects.newest().filter(profile=OuterRef("version__profile"))
    outdated = Adoption.objects.outdated().filter(pk=OuterRef("pk"))
    standing = case.adoptions.standing().annotate(
        newest=Subquery(newest.values("pk")[:1]), is_outdated=Exists(outdated)
    )
    found = list(standing.select_related("version__profile", "version__published_by", "adopted_by"))
    for one in found:
        one.case = case
    others = {one.newest for one in found if one.newest != one.version_id}
    versions = ProfileVersion.objects.select_related("profile").in_bulk(others) if others else {}
    found.sort(key=lambda one: not one.version.profile.is_of_state)
    return [Adopted(one, versions.get(one.newest), one.is_outdated) for one in found]


def offered(case: Case) -> list[Offered]:
    """The profiles in force for the recipient State: its own, the end user's, some others."""
    if not case.recipient_state:
        return []
    newest = ProfileVersion.objects.newest().filter(profile__state=case.recipient_state)
    found = newest.defer("content").select_related("profile").order_by("profile__end_user_folded")
    same, others = [], []
    for version in found:
        profile = version.profile
        is_same = profile.is_of_state or profile.is_of(case.end_user)
        (same if is_same else others).append(Offered(version, is_same))
    return [*same, *others[:OTHERS]]


def differences(
    versions: Iterable[ProfileVersion], answers: Iterable[Answer]
) -> tuple[list[Difference], int]:
    """What the confirmed answers say otherwise than the versions; and how many still wait."""
    wanted = filled(versions)
    kept = {a.key: a for a in answers if a.step in FIELDS and a.content is not None}
    waiting = {key for key, a in kept.items() if not a.is_confirmed}
    before = {key: content for key, content in wanted.items() if key not in waiting}
    after = {key: a.content for key, a in kept.items() if key not in waiting}
    return compared(before, after), len(waiting)


def carry_over(case: Case, new: Case) -> None:
    """A case split off rests on what its answers were filled from; what is newer flags it anew."""
    standing = case.adoptions.standing().filter(version__profile__state=case.recipient_state)
    for adoption in standing:
        adoption.pk, adoption.case = None, new
        adoption.save(force_insert=True)


def looks(case: Case) -> list[ProfileLook]:
    found = case.profile_looks.select_related("version__profile", "looked_by")
    return list(found.order_by("-id"))


def frozen(case: Case, answers: Iterable[Answer]) -> dict[str, Any]:
    """What the assessment rested on, for the snapshot: versions, digests, differences, looks."""
    found = adopted(case)
    if not found:
        return {}
    differing, waiting = differences([one.version for one in found], answers)
    return {
        "adopted": [frozen_version(one) for one in found],
        "differences": [one.as_json() for one in differing],
        "waiting": waiting,
        "looks": [
            {
                "name": name_of(look.version.profile),
                "number": look.version.number,
                "note": look.note,
                "by": look.looked_by.name,
                "at": look.looked_at.isoformat(),
            }
            for look in looks(case)
        ],
    }


def frozen_version(one: Adopted) -> dict[str, Any]:
    version = one.version
    return {
        "name": one.name,
        "state": version.profile.state,
        "end_user": version.profile.end_user,
        "number": version.number,
        "published_on": timezone.localdate(version.published_at).isoformat(),
        "next_review_on": version.next_review_on.isoformat(),
        "digest": version.digest,
        "adopted_by": one.adoption.adopted_by.name,
        "adopted_at": one.adoption.adopted_at.isoformat(),
        "newest": one.newest.number if one.newest else version.number,
    }
