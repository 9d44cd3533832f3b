"""Profiles for tests: of State A, whose cases the examples of the contract are."""

from datetime import timedelta

from django.utils import timezone

from assessments.audit.digests import digest
from assessments.models import Adoption, Case, Profile, ProfileVersion, Role, User
from assessments.profiles.writing import open_profile, publish, start_draft
from tests.people import made

STATE = {
    "step_1": {
        "answer": "complete",
        "reason": "Read all reports of two years.",
        "sources": "Mission report, 3 May.",
    },
    "forms": {
        "SV-1": {
            "code": "SV-1",
            "finding": "documented",
            "perpetrators": "Third Brigade",
            "period": "2025",
            "severity": "serious",
            "reason": "Rape as a means of war.",
        },
        "CH-1": {"code": "CH-1", "finding": "none_found"},
    },
    "step_3": {"state": "ineffective", "reason": "No officer was tried."},
}
END_USER = {
    "forms": {
        "SV-6-u": {
            "code": "SV-6",
            "finding": "credible",
            "perpetrators": "Guards",
            "severity": "serious",
            "reason": "Torture.",
        }
    },
    "step_3": {"end_user": "none", "reason": "Nothing is known to be done."},
}


def profile_of(state: str, by: User, *, end_user: str = "") -> Profile:
    kind = "end_user" if end_user else "state"
    return open_profile(kind=kind, state=state, end_user=end_user, by=by)


def published(profile: Profile, by: User, content=None, **more) -> ProfileVersion:
    """The next version, out; `content` is all that it says."""
    draft = start_draft(profile, by=by)
    given = content or (STATE if profile.is_of_state else END_USER)
    ProfileVersion.objects.filter(pk=draft.pk).update(content=given)
    soon = timezone.localdate() + timedelta(days=300)
    publish(
        draft,
        reason=more.get("reason", "As the mission reports."),
        next_review_on=more.get("next_review_on", soon),
        seen=digest(given),
        by=by,
    )
    draft.refresh_from_db()
    return draft


def adopt_older(case: Case, profile: int, *, by: User) -> Adoption:
    """The case rests on the first version, whatever its answers say."""
    version = ProfileVersion.objects.get(profile=profile, number=1)
    return Adoption.objects.create(case=case, version=version, adopted_by=by)


def written_profile():
    """A profile with two versions and the draft of the next, for the matrix of access."""
    editor = made("writer", Role.EDITOR)
    profile = profile_of("XA", editor)
    published(profile, editor)
    newest = published(profile, editor)
    start_draft(profile, by=editor)
    return {
        "profile": profile.pk,
        "profile version": 1,
        "newest version": newest.pk,
        "profile part": "step_1",
        "profile form": "SV-1",
    }
