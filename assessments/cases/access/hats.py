"""The roles in which a person may act: their own, and those of people for whom they stand in."""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from assessments.models import Role, Substitution, User
from assessments.models.compiled import compiled


class Hat(NamedTuple):
    """A role, and whose unit, cases and assignments count in it."""

    role: str
    person: User
    is_own: bool

    @property
    def acting_for(self) -> User | None:
        return None if self.is_own else self.person


def hats(user: User) -> tuple[Hat, ...]:
    """The person's own come first. Looked up once for a request, as their own roles are.

    Nobody stands in for an administrator: that would be a grant that two did not make. Who has
    left acts as nothing, even in a request that began before.
    """
    if not user.is_active:
        return ()
    today = timezone.localdate()
    day, found = getattr(user, "_hats", (None, ()))
    if day != today:
        found = (
            *(Hat(role, user, True) for role in user.roles),
            *(
                Hat(one.role, one.absent, False)
                for one in stands_in(user, on=today)
                if one.role in one.absent.roles and one.role != Role.ADMINISTRATOR
            ),
        )
        user._hats = today, found
    return found


def stands_in(user: User, *, on: date) -> list[Substitution]:
    """The substitutions in force in which the person stands in, each with the absent person."""
    return substitutions(user.pk, on)


@compiled
def substitutions(substitute: int, on: date) -> QuerySet[Substitution]:
    in_force = Substitution.objects.in_force(on=on).filter(substitute=substitute)
    return in_force.select_related("absent")


def wearing(user: User, *roles: Role) -> list[Hat]:
    return [hat for hat in hats(user) if hat.role in roles]


def roles_of(user: User) -> set[str]:
    """What the person may be today, for themselves or for somebody else."""
    return {hat.role for hat in hats(user)}


def require(user: User, *roles: Role) -> None:
    """Raise Http404 unless the person may act in one of the roles."""
    if roles_of(user).isdisjoint(roles):
        raise Http404
