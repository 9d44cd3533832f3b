"""Profiles for the demonstration, told in fixtures/demo/profiles, made by the editor's acts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from assessments.audit.digests import digest
from assessments.models import Case, Profile, ProfileVersion, User
from assessments.profiles.writing import open_profile, part_of, publish, start_draft, write_part
from assessments.wizard.adopting import adopt, plan, standing_of
from assessments.wizard.answers import Answers

Story = dict[str, Any]


def load_profiles(stories: Iterable[Story], people: dict[str, User], *, later: bool) -> None:
    """The versions that are missing: those that the cases rest on, then (`later`) the newer."""
    for story in stories:
        by, about = people[story["by"]], story["about"]
        profile = Profile.objects.filter(
            state=about["state"], end_user=about.get("end_user", "")
        ).first()
        known = profile.versions.count() if profile else 0
        for number, told in enumerate(story["versions"], start=1):
            if number > known and told.get("later", False) == later:
                profile = profile or open_profile(**about, by=by)
                tell(start_draft(profile, by=by), told, by=by)


def tell(draft: ProfileVersion, told: Story, *, by: User) -> None:
    """Write every part, and publish."""
    parts = [((name,), told[name]) for name in ("step_1", "step_3") if name in told]
    parts += [(("forms", row), form) for row, form in told["forms"].items()]
    for path, said in parts:
        seen = digest(part_of(draft.content, path))
        write_part(draft, path, said, seen=seen, by=by)
    draft.refresh_from_db()
    publish(
        draft,
        reason=told["reason"],
        next_review_on=date.fromisoformat(told["next_review_on"]),
        seen=digest(draft.content),
        by=by,
    )


def adopt_profile(case: Case, state: str, *, by: User) -> None:
    """The case rests its steps 1 to 3 on the State's profile as it is in force."""
    version = (
        ProfileVersion.objects.newest()
        .select_related("profile")
        .get(profile__state=state, profile__kind="state")
    )
    adopt(case, version, seen=plan(Answers(case), version, standing_of(case)).seen, by=by)
