"""Profiles as a person reads them: their names, their versions, the parts of one version."""

from itertools import zip_longest
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from assessments.cases import places
from assessments.law import folded
from assessments.models import Profile, ProfileVersion
from assessments.models.text import showable
from assessments.reference.editions import countries, fictional_states

from .comparing import LABELS, PARTS, Difference, between, title, words
from .contents import STEP_1, STEP_3, Content, forms_of

LISTED = 200


def name_of(profile: Profile) -> str:
    """The State; of an end user its name and its State."""
    state = str(countries().get(profile.state, profile.state))
    if profile.is_of_state:
        return state
    return _("%(end_user)s, %(state)s") % {"end_user": showable(profile.end_user), "state": state}


def is_invented(profile: Profile) -> bool:
    """Whether it is about a State of training and demonstration, which does not exist."""
    return profile.state in fictional_states()


def listed(*, q: str = "", state: str = "", with_drafts: bool) -> list[dict[str, Any]]:
    """The profiles that the filters leave, each with its newest version; drafts for editors."""
    profiles = Profile.objects.all()
    if state:
        profiles = profiles.filter(state=state)
    if q:
        profiles = profiles.filter(end_user_folded__contains=folded(q))
    written = ProfileVersion.objects.filter(profile=OuterRef("pk"))
    profiles = profiles.filter(Exists(written if with_drafts else written.published()))
    newest = ProfileVersion.objects.newest().defer("content").select_related("published_by")
    drafts = ProfileVersion.objects.filter(published_at=None).defer("content")
    found = profiles.prefetch_related(
        Prefetch("versions", queryset=newest, to_attr="in_force"),
        Prefetch("versions", queryset=drafts, to_attr="drafts"),
    )
    return [
        {
            "profile": profile,
            "name": name_of(profile),
            "is_invented": is_invented(profile),
            "version": profile.in_force[0] if profile.in_force else None,
            "draft": profile.drafts[0] if with_drafts and profile.drafts else None,
        }
        for profile in found[:LISTED]
    ]


def versions_of(profile: Profile) -> QuerySet[ProfileVersion]:
    """The published versions, the newest first."""
    found = profile.versions.published().select_related("published_by", "profile")
    return found.order_by("-number")


def told(versions: list[ProfileVersion]) -> list[dict[str, Any]]:
    """Each version with what it changed in the one before it."""
    return [
        {"version": one, "changes": between(last.content, one.content) if last else []}
        for one, last in zip_longest(versions, versions[1:])
    ]


def changes_of(draft: ProfileVersion) -> list[Difference]:
    """What a draft changes in the version in force; nothing for a first one."""
    last = draft.profile.versions.published().order_by("-number").first()
    return between(last.content, draft.content) if last else []


def sections(content: Content) -> list[dict[str, Any]]:
    """The parts of a version, to be read: the State's or end user's steps 1 to 3."""
    forms = [
        {"row": row, "title": title("form", form["code"]), "fields": shown("form", form, "code")}
        for row, form in forms_of(content)
    ]
    return [
        part(STEP_1, content, "7.4.step_1"),
        {"place": "7.4.step_2", "title": _("Each form, and how serious it is"), "forms": forms},
        part(STEP_3, content, "7.4.step_3"),
    ]


def part(name: str, content: Content, place: str) -> dict[str, Any]:
    fields = shown(name, content.get(name, {}))
    return {"name": name, "place": place, "title": places.title(place), "fields": fields}


def shown(part: str, said: Content, *left_out: str) -> list[dict[str, str]]:
    return [
        {"label": str(LABELS[field]), "words": words(field, said[field])}
        for field in PARTS[part]
        if said.get(field) and field not in left_out
    ]
