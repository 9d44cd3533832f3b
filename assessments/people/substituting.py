"""Name somebody to stand in for an absent person for some days, and end it early."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import NotMovable, NotPermitted, Refusal
from assessments.models import Role, RoleGrant, Substitution, User
from assessments.models.people import ON_CASES

from .granting import days_of, put
from .roles import held

LONGEST = 366


class CannotStandIn(Refusal):
    sentence = _("This person cannot stand in. Choose somebody at work who is not an auditor.")


class NotForTheseDays(Refusal):
    sentence = _("Choose a last day that is not before the first, not past, and within a year.")


class NotForThisRole(Refusal):
    sentence = _("Choose a role on cases that the absent person holds.")


@transaction.atomic
def name_substitute(
    absent: User, *, substitute: User, role: str, days: tuple[date, date], reason: str, by: User
) -> Substitution:
    """From the first of the days to the last, which counts.

    For a role that the substitute does not hold it is a delegation: administrators make it, and
    it counts once a second one has confirmed it. Raises Refusal.
    """
    require_own_or_administrator(absent, by)
    absent, substitute = held(absent), held(substitute)
    check_days(*days)
    check_substitute(absent, substitute, role, by)
    substitution = Substitution.objects.create(
        absent=absent,
        substitute=substitute,
        role=role,
        from_on=days[0],
        until_on=days[1],
        reason=reason,
        made_by=by,
    )
    record(Verb.SUBSTITUTE_NAMED, None, by=by, **facts(substitution), reason=reason)
    if not substitute.has_role(role):
        delegate(substitution, by=by)
    return substitution


def delegate(substitution: Substitution, *, by: User) -> RoleGrant:
    """The role itself for these days, confirmed like any other."""
    grant = RoleGrant(
        person=substitution.substitute,
        substitution=substitution,
        after=[substitution.role],
        reason=substitution.reason,
    )
    return put(grant, by=by)


def check_days(first: date, last: date) -> None:
    if last < first or last < timezone.localdate() or last - first >= timedelta(days=LONGEST):
        raise NotForTheseDays


def check_substitute(absent: User, substitute: User, role: str, by: User) -> None:
    if role not in ON_CASES or not absent.has_role(role):
        raise NotForThisRole
    if substitute.pk == absent.pk or not substitute.is_active or substitute.has_role(Role.AUDITOR):
        raise CannotStandIn
    if substitute.has_role(role):
        return
    if role == Role.OFFICER:
        raise CannotStandIn(_("An officer is stood in for by another officer. Choose one."))
    if not by.has_role(Role.ADMINISTRATOR):
        raise CannotStandIn(
            _(
                "This person does not hold the role. Choose somebody who does, or ask an"
                " administrator to delegate it."
            )
        )


@transaction.atomic
def end_substitution(substitution: Substitution, *, by: User) -> None:
    """Before its last day, by those who may make it. Raises NotMovable, NotPermitted."""
    require_own_or_administrator(substitution.absent, by)
    open_ones = Substitution.objects.filter(ended_at=None, until_on__gte=timezone.localdate())
    found = open_ones.select_for_update().filter(pk=substitution.pk).first()
    if found is None:
        raise NotMovable(_("The substitution has ended already."))
    found.ended_by, found.ended_at = by, timezone.now()
    found.save(update_fields=["ended_by", "ended_at"])
    record(Verb.SUBSTITUTE_ENDED, None, by=by, **facts(found))


def require_own_or_administrator(absent: User, by: User) -> None:
    if by.pk != absent.pk and not by.has_role(Role.ADMINISTRATOR):
        raise NotPermitted(_("The absent person or an administrator names who stands in."))


def facts(substitution: Substitution) -> dict:
    substitute = substitution.substitute
    return {
        **days_of(substitution),
        "person": substitute.username,
        "name": substitute.name,
        "roles": [substitution.role],
    }
