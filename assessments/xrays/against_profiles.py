"""An X-ray that holds step 2 of a case against the profiles in force, adopted or not."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.models import Case, ProfileVersion
from assessments.reference import editions

from .finding import Finding, Place, Sight
from .vocabulary import DEEP_ROOTED, first_said

NONE_FOUND = _(
    "The profile of %(name)s, version %(number)s, finds it serious; this case finds none. What"
    " became of it?"
)
NOT_SERIOUS = _(
    "The profile of %(name)s, version %(number)s, finds it serious; this case judges it not"
    " serious. Why?"
)


def lighter_than_a_profile(sight: Sight) -> Iterator[Finding]:
    """ "Not serious", or "none found", of a form that a profile finds serious or deep-rooted."""
    theirs = [
        (version, form) for version in profiles_of(sight.case) for form in serious_forms(version)
    ]
    for row, form in sight.rows("form"):
        if form.get("finding") == "none_found":
            place, words = Place("form", row), NONE_FOUND
        elif sight.content("severity", row).get("severity") == "not_serious":
            place, words = Place("severity", row), NOT_SERIOUS
        else:
            continue
        for version, said in theirs:
            if said["code"] == form.get("code"):
                quotes = (said["reason"],) if said.get("reason") else ()
                yield Finding(words % facts(version), (place,), quotes=quotes)


def profiles_of(case: Case) -> list[ProfileVersion]:
    """Those in force of the recipient State, and of the end user there."""
    newest = ProfileVersion.objects.newest().filter(profile__state=case.recipient_state)
    found = newest.select_related("profile").order_by("-profile__kind")
    return [one for one in found if one.profile.is_of_state or one.profile.is_of(case.end_user)]


def serious_forms(version: ProfileVersion) -> Iterator[dict[str, Any]]:
    """The forms whose acts the profile calls serious, or describes as a pattern."""
    for form in version.content.get("forms", {}).values():
        if form.get("severity") == "serious" or first_said(DEEP_ROOTED, form.get("reason", "")):
            yield form


def facts(version: ProfileVersion) -> dict[str, Any]:
    profile = version.profile
    state = editions.countries().get(profile.state, profile.state)
    return {"name": profile.end_user or state, "number": version.number}
