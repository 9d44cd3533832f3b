"""What the pages show of a person, of proposals and of what was waived."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from assessments.audit.people import about, happened
from assessments.audit.trail import facts_of
from assessments.models import Entry, RoleGrant, Substitution, User

from .granting import may_review
from .roles import administrators

LATEST = 50
PEOPLE_OF_A_GRANT = ("person", "proposed_by", "confirmed_by", "substitution__absent")


def proposals(by: User) -> list[dict[str, Any]]:
    """What waits to be confirmed, and whether this administrator may."""
    waiting = RoleGrant.objects.waiting().exclude(substitution__ended_at__isnull=False)
    return [
        {"grant": grant, "may_confirm": by.pk not in (grant.proposed_by_id, grant.person_id)}
        for grant in waiting.select_related(*PEOPLE_OF_A_GRANT)
    ]


def waivers(by: User) -> list[dict[str, Any]]:
    """What one administrator did alone and nobody has looked at since."""
    is_administrator = administrators().filter(pk=by.pk).exists()
    return [
        {"grant": grant, "may_review": is_administrator and may_review(grant, by)}
        for grant in RoleGrant.objects.to_review().select_related(*PEOPLE_OF_A_GRANT)
    ]


def why_several(person: User) -> str:
    """The reason for which the person holds several roles, as it was given last."""
    if len(person.roles) < 2:
        return ""
    given = person.grants.filter(confirmed_at__isnull=False, substitution=None)
    last = given.order_by("-confirmed_at", "-pk").first()
    return last.why_several if last else ""


def substitutions(person: User) -> list[Substitution]:
    """Those of the person on either side, not past, the first to begin first."""
    either = Substitution.objects.filter(Q(absent=person) | Q(substitute=person))
    still = either.filter(ended_at=None, until_on__gte=timezone.localdate())
    return list(still.select_related("absent", "substitute", "grant").order_by("from_on", "pk"))


def history(person: User) -> list[dict[str, Any]]:
    """What was done about the person, the last first."""
    entries = list(about(person)[:LATEST])
    names = names_of(entries)
    return [told(entry, names) for entry in entries]


def names_of(entries: Iterable[Entry]) -> dict[str, str]:
    people = User.objects.filter(username__in={entry.actor for entry in entries})
    return dict(people.values_list("username", "name"))


def told(entry: Entry, names: dict[str, str]) -> dict[str, Any]:
    facts = facts_of(entry)
    return {
        "at": entry.at,
        "actor": names.get(entry.actor, entry.actor),
        "words": happened(entry.action, facts),
        "reasons": [facts[name] for name in ("reason", "why_several") if facts.get(name)],
    }
