"""Give and take roles: one administrator proposes, another confirms; alone, it is waived."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import FourEyesRequired, NotMovable, Refusal
from assessments.models import RoleGrant, User
from assessments.sign_in import sessions

from .roles import (
    administrators,
    check_together,
    held,
    in_order,
    keep_an_administrator,
    leave_no_case_behind,
    lock_people,
    require_administrator,
)


class ProposalWaits(Refusal):
    sentence = _("A proposal for this person waits already. Confirm or withdraw it first.")


class NothingChanges(Refusal):
    sentence = _("These are the roles the person holds already. Change at least one.")


class NobodyToConfirm(Refusal):
    sentence = _(
        "Nobody could confirm this: the only other administrator is the person concerned. Let them"
        " propose it, and confirm it yourself."
    )


@transaction.atomic
def propose_roles(
    person: User, *, roles: Iterable[str], reason: str, why_several: str = "", by: User
) -> RoleGrant:
    """The roles a person is to have; with effect at once while nobody else administers.

    For somebody who was deactivated they are those with which they come back.
    """
    require_administrator(by)
    person, roles = held(person), in_order(roles)
    check_together(roles, why_several=why_several)
    if person.is_active and roles == in_order(person.roles):
        raise NothingChanges
    if person.grants.waiting().filter(substitution=None).exists():
        raise ProposalWaits
    keep_an_administrator(person, roles=roles)
    leave_no_case_behind(person, roles=roles)
    grant = RoleGrant(
        person=person,
        before=person.roles,
        after=roles,
        reactivates=not person.is_active,
        reason=reason,
        why_several=why_several if len(roles) > 1 else "",
    )
    return put(grant, by=by)


def put(grant: RoleGrant, *, by: User) -> RoleGrant:
    """The proposal, left to wait; recorded as waived while there is no second administrator."""
    others = administrators().exclude(pk=by.pk)
    grant.proposed_by = by
    if not others.exists():
        grant.is_waived, grant.confirmed_at = True, timezone.now()
    elif not others.exclude(pk=grant.person_id).exists():
        raise NobodyToConfirm
    grant.save()
    if grant.is_waived:
        sessions.end_all(grant.person, by=by)
    verb = Verb.ROLES_WAIVED if grant.is_waived else Verb.ROLES_PROPOSED
    record(verb, None, by=by, **facts(grant))
    return grant


@transaction.atomic
def give_by_command(
    person: User, *, roles: Iterable[str], why_several: str = "", by: str
) -> RoleGrant:
    """The first roles of an authority, given on its server. Raises Refusal once it has people."""
    lock_people()
    roles = in_order(roles)
    check_together(roles, why_several=why_several)
    if administrators().exists():
        raise Refusal(_("There is an administrator: roles are given on the page “People”."))
    grant = RoleGrant.objects.create(
        person=person,
        before=person.roles,
        after=roles,
        reason=by,
        why_several=why_several if len(roles) > 1 else "",
        confirmed_at=timezone.now(),
    )
    record(Verb.ROLES_BY_COMMAND, None, by=by, **facts(grant))
    return grant


@transaction.atomic
def confirm_grant(grant: RoleGrant, *, by: User) -> None:
    """From now on it has effect.

    Raises FourEyesRequired, NotMovable, LastAdministrator, CasesLeft.
    """
    require_administrator(by)
    grant = waiting(grant)
    if by.pk in (grant.proposed_by_id, grant.person_id):
        raise FourEyesRequired(
            _("Another administrator confirms it, neither who proposed it nor who it is about.")
        )
    check_still_fits(grant)
    grant.confirmed_by, grant.confirmed_at = by, timezone.now()
    grant.save(update_fields=["confirmed_by", "confirmed_at"])
    sessions.end_all(grant.person, by=by)
    record(Verb.ROLES_CONFIRMED, None, by=by, **facts(grant))


def check_still_fits(grant: RoleGrant) -> None:
    """Raises NotMovable if who it is about, or who proposed it, has changed since."""
    person, days = grant.person, grant.substitution
    if days:
        fits = person.is_active and days.ended_at is None
    else:
        fits = grant.before == person.roles and grant.reactivates != person.is_active
        keep_an_administrator(person, roles=grant.after)
        leave_no_case_behind(person, roles=grant.after)
    if not fits or not administrators().filter(pk=grant.proposed_by_id).exists():
        raise NotMovable(
            _("The people concerned have changed since. Withdraw this and propose it anew.")
        )


@transaction.atomic
def withdraw_grant(grant: RoleGrant, *, by: User) -> None:
    """It stays to be read and never takes effect. Raises NotMovable."""
    require_administrator(by)
    grant = waiting(grant)
    grant.withdrawn_by, grant.withdrawn_at = by, timezone.now()
    grant.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record(Verb.ROLES_WITHDRAWN, None, by=by, **facts(grant))


def waiting(grant: RoleGrant) -> RoleGrant:
    """The proposal, locked, while it waits."""
    lock_people()
    found = RoleGrant.objects.waiting().select_for_update().filter(pk=grant.pk).first()
    if found is None:
        raise NotMovable(_("The proposal was confirmed or withdrawn since you opened this page."))
    return found


@transaction.atomic
def review_waiver(grant: RoleGrant, *, finding: str, by: User) -> None:
    """What a second administrator finds of what took effect without one, once there is one."""
    require_administrator(by)
    lock_people()
    grant = RoleGrant.objects.to_review().select_for_update().filter(pk=grant.pk).first()
    if grant is None:
        raise NotMovable(_("Somebody has reviewed this since you opened the page."))
    if not may_review(grant, by):
        raise FourEyesRequired(
            _("Another administrator reviews it, neither who did it nor who it is about.")
        )
    grant.reviewed_by, grant.reviewed_at, grant.review = by, timezone.now(), finding
    grant.save(update_fields=["reviewed_by", "reviewed_at", "review"])
    record(Verb.ROLES_REVIEWED, None, by=by, **{**facts(grant), "reason": finding})


def may_review(grant: RoleGrant, by: User) -> bool:
    """Who it is about reviews it only where there is nobody else."""
    if by.pk == grant.proposed_by_id:
        return False
    concerned = (grant.proposed_by_id, grant.person_id)
    return by.pk != grant.person_id or not administrators().exclude(pk__in=concerned).exists()


def facts(grant: RoleGrant) -> dict[str, Any]:
    """What the trail keeps of a grant."""
    told = {
        "grant": grant.pk,
        "kind": "return" if grant.reactivates else "",
        "person": grant.person.username,
        "name": grant.person.name,
        "before": grant.before,
        "roles": grant.after,
        "reason": grant.reason,
        "why_several": grant.why_several,
    }
    return {**told, **days_of(grant.substitution)} if grant.substitution else told


def days_of(substitution) -> dict[str, Any]:
    """What the trail keeps of a substitution."""
    return {
        "kind": "days",
        "substitution": substitution.pk,
        "absent": substitution.absent.username,
        "absent_name": substitution.absent.name,
        "from": substitution.from_on,
        "until": substitution.until_on,
    }
