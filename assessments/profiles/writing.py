"""The editor's acts: open a profile, write its draft, publish or discard it."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.digests import digest
from assessments.audit.trail import Verb, record
from assessments.cases import access
from assessments.cases.refusals import Refusal, rule_broken
from assessments.law import folded
from assessments.models import Profile, ProfileKind, ProfileVersion, Role, User

from .contents import Content, lacking


class DraftMovedOn(Refusal):
    """Somebody else saved, published or discarded the draft since the page was made."""

    sentence = _("This draft has changed since you opened the page. Look at it as it stands now.")


class NotWhole(Refusal):
    sentence = _("This version is not whole yet. Its page says what is lacking.")


@transaction.atomic
def open_profile(*, kind: str, state: str, end_user: str = "", by: User) -> Profile:
    """The profile of a State or of an end user, with a draft to write in; the one there is."""
    access.require(by, Role.EDITOR)
    profile, is_new = Profile.objects.get_or_create(
        state=state,
        end_user_folded=folded(end_user),
        defaults={"kind": ProfileKind(kind), "end_user": end_user, "opened_by": by},
    )
    if is_new:
        start_draft(profile, by=by)
    return profile


def start_draft(profile: Profile, *, by: User) -> ProfileVersion:
    """A draft that begins as the newest version stands; the one there is, if there is one."""
    access.require(by, Role.EDITOR)
    last = profile.versions.order_by("-number").first()
    if last is not None and not last.is_published:
        return last
    try:
        return begin(profile, last, by=by)
    except IntegrityError as error:
        if rule_broken(error) not in ("one_draft_of_a_profile", "profile_begins_as_a_draft"):
            raise
        raise DraftMovedOn from error


@transaction.atomic
def begin(profile: Profile, last: ProfileVersion | None, *, by: User) -> ProfileVersion:
    draft = ProfileVersion.objects.create(
        profile=profile,
        number=last.number + 1 if last else 1,
        content=last.content if last else {},
        written_by=by,
    )
    record(Verb.PROFILE_STARTED, None, by=by, **named(draft))
    return draft


@transaction.atomic
def write_part(
    draft: ProfileVersion, path: tuple[str, ...], said: Content | None, *, seen: str, by: User
) -> None:
    """Put one part in the draft, or take a form out of it (None).

    `path` is ("step_1",), ("step_3",) or ("forms", row); `seen` the digest of the part as the page
    showed it. Raises DraftMovedOn.
    """
    draft = held(draft, by=by)
    if digest(part_of(draft.content, path)) != seen:
        raise DraftMovedOn
    place = draft.content
    for name in path[:-1]:
        place = place.setdefault(name, {})
    if said is None:
        place.pop(path[-1], None)
    else:
        place[path[-1]] = said
    draft.written_by, draft.saved_at = by, timezone.now()
    draft.save(update_fields=["content", "written_by", "saved_at"])
    record(Verb.PROFILE_WRITTEN, None, by=by, part="/".join(path), said=said, **named(draft))


def part_of(content: Content, path: tuple[str, ...]) -> Content:
    for name in path:
        content = content.get(name, {})
    return content


@transaction.atomic
def publish(
    draft: ProfileVersion, *, reason: str, next_review_on: date, seen: str, by: User
) -> None:
    """From now on the version in force, and never changed. Raises DraftMovedOn, NotWhole."""
    draft = held(draft, by=by)
    if digest(draft.content) != seen:
        raise DraftMovedOn
    if lacking(draft.profile, draft.content):
        raise NotWhole
    draft.published_by, draft.published_at = by, timezone.now()
    draft.reason, draft.next_review_on, draft.digest = reason, next_review_on, seen
    draft.save()
    record(
        Verb.PROFILE_PUBLISHED,
        None,
        by=by,
        reason=reason,
        next_review_on=next_review_on,
        digest=draft.digest,
        **named(draft),
    )


@transaction.atomic
def discard(draft: ProfileVersion, *, seen: str, by: User) -> None:
    """The draft goes; what is published stays as it is. Raises DraftMovedOn."""
    draft = held(draft, by=by)
    if digest(draft.content) != seen:
        raise DraftMovedOn
    record(Verb.PROFILE_DISCARDED, None, by=by, content=draft.content, **named(draft))
    draft.delete()


def held(draft: ProfileVersion, *, by: User) -> ProfileVersion:
    """The draft, locked. Raises DraftMovedOn where it is one no longer."""
    access.require(by, Role.EDITOR)
    drafts = ProfileVersion.objects.select_related("profile").select_for_update(of=("self",))
    found = drafts.filter(pk=draft.pk, published_at=None).first()
    if found is None:
        raise DraftMovedOn
    return found


def named(version: ProfileVersion) -> dict:
    """The facts that say which version an entry is about."""
    profile = version.profile
    return {
        "profile": profile.pk,
        "state": profile.state,
        "end_user": profile.end_user,
        "number": version.number,
    }
