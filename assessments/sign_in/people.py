"""Who may sign in: people of the authority; those of the demonstration only in demonstration."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from assessments.models import User


class PeopleOfTheAuthority(ModelBackend):
    """Sign-in by user name and password. Also asked at every request whether a session holds."""

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and may_be_here(user) and not has_lapsed(user)


def may_be_here(user: User) -> bool:
    """Demonstration accounts share a published password: elsewhere they are shut out."""
    return settings.DEMONSTRATION or not user.is_demonstration


def has_lapsed(user: User) -> bool:
    """A password that somebody else gave is good for some days only."""
    return user.one_time_until is not None and user.one_time_until <= timezone.now()


def demonstration() -> dict[str, Any]:
    """What the sign-in page says of the accounts of the demonstration; nothing in earnest."""
    if not settings.DEMONSTRATION:
        return {"accounts": []}
    people = User.objects.filter(is_demonstration=True, is_active=True).order_by("pk")
    return {
        "accounts": list(people.values("username", "roles")),
        "password": published_password(),
    }


@cache
def published_password() -> str:
    """The password that the accounts of the demonstration share."""
    people = settings.BASE_DIR / "fixtures" / "demo" / "people.json"
    return json.loads(people.read_text())["password"] if people.exists() else ""
