"""For whom a person stands in, on a day."""

from datetime import date

from django.db.models import Q

from assessments.models import Role, Substitution, User


def of(user: User, *, on: date) -> list[Substitution]:
    """The substitutions in force on that day of the authority, each with the absent person.

    One for a role that the substitute does not hold is a delegation, and counts once it is
    confirmed; one for a role that the absent person has lost counts no longer.
    """
    if not user.is_active or user.has_role(Role.AUDITOR):
        return []
    holds_or_is_given = Q(role__in=user.roles, grant=None) | Q(grant__confirmed_at__isnull=False)
    found = Substitution.objects.filter(
        holds_or_is_given, substitute=user, from_on__lte=on, until_on__gte=on, ended_at=None
    ).select_related("absent")
    return [one for one in found if one.absent.has_role(one.role)]
