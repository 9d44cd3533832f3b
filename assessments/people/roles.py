"""Who administers, and which roles one person may hold together."""

from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext_lazy as _

from assessments.cases.refusals import NotMovable, NotPermitted, Refusal
from assessments.models import Role, User
from assessments.models.case import FINAL, Status
from assessments.models.people import ON_CASES

ENDED = (*FINAL, Status.WITHDRAWN)


class NotTogether(Refusal):
    sentence = _(
        "An auditor looks at the work of others. Choose either auditor, or roles that assess,"
        " review or decide."
    )


class ReasonMissing(Refusal):
    sentence = _("Say why one person is to hold several roles.")


class LastAdministrator(Refusal):
    sentence = _(
        "This is the last administrator. Make somebody else an administrator first, then try again."
    )


class CasesLeft(Refusal):
    sentence = _(
        "This person has cases that have not ended, and nobody else could go on with them. Let"
        " them hand over drafts and returned cases first, and wait for the decision of the others."
    )


def in_order(roles: Iterable[str]) -> list[str]:
    """Each role once, in the order in which roles are listed."""
    given = set(roles)
    return [role.value for role in Role if role.value in given]


def check_together(roles: Iterable[str], *, why_several: str) -> None:
    """Raises NotTogether, or ReasonMissing for several roles without a reason."""
    held = set(roles)
    if Role.AUDITOR in held and held & set(ON_CASES):
        raise NotTogether
    if len(held) > 1 and not why_several.strip():
        raise ReasonMissing


def administrators():
    """Those at work, by their names."""
    return User.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True)


def is_alone(by: User) -> bool:
    """Whether there is no second administrator."""
    return not administrators().exclude(pk=by.pk).exists()


def require_administrator(by: User) -> None:
    if not by.has_role(Role.ADMINISTRATOR):
        raise NotPermitted(_("Only administrators change people, units and roles."))


def keep_an_administrator(person: User, *, roles: Iterable[str]) -> None:
    """Raises LastAdministrator if nobody would be left with these roles of the person."""
    administers = person.is_active and person.has_role(Role.ADMINISTRATOR)
    others = administrators().exclude(pk=person.pk)
    if administers and Role.ADMINISTRATOR not in roles and not others.exists():
        raise LastAdministrator


def leave_no_case_behind(person: User, *, roles: Iterable[str]) -> None:
    """Raises CasesLeft if nobody could end the person's cases: only an officer is stood in for."""
    loses = person.has_role(Role.OFFICER) and Role.OFFICER not in roles
    if loses and person.cases.exclude(status__in=ENDED).exists():
        raise CasesLeft


def held(person: User) -> User:
    """The person as they are now; until the transaction ends nobody else changes people."""
    lock_people()
    return User.objects.select_for_update().get(pk=person.pk)


def at_work(person: User) -> User:
    """The same for somebody who has not left. Raises NotMovable."""
    person = held(person)
    if not person.is_active:
        raise NotMovable(_("%(name)s is deactivated already.") % {"name": person.name})
    return person


def lock_people() -> None:
    """The lock that the rules of the database take too (migration 0021)."""
    with connection.cursor() as cursor:
        cursor.execute("select lock_people()")
