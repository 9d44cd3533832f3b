"""A person leaves the authority, or goes to another unit."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import NotMovable
from assessments.models import Unit, User
from assessments.sign_in import sessions

from .roles import at_work, held, keep_an_administrator, require_administrator
from .units import held_unit


@transaction.atomic
def deactivate(person: User, *, because: str, by: User) -> None:
    """The person signs in no longer; what they did stays theirs. Raises LastAdministrator."""
    require_administrator(by)
    person = at_work(person)
    keep_an_administrator(person, roles=())
    person.is_active = False
    person.save(update_fields=["is_active"])
    sessions.end_all(person, by=by)
    record(
        Verb.PERSON_DEACTIVATED,
        None,
        by=by,
        person=person.username,
        name=person.name,
        roles=person.roles,
        reason=because,
    )


@transaction.atomic
def move(person: User, *, unit: Unit | None, because: str, by: User) -> None:
    """To a unit that is not closed, or to none: then they work for the whole authority."""
    require_administrator(by)
    person = held(person)
    unit = held_unit(unit) if unit else None
    if person.unit == unit:
        raise NotMovable(_("This is the unit the person belongs to already."))
    before, person.unit = person.unit, unit
    person.save(update_fields=["unit"])
    record(
        Verb.UNIT_CHANGED,
        None,
        by=by,
        person=person.username,
        name=person.name,
        unit=unit.name if unit else "",
        unit_before=before.name if before else "",
        reason=because,
    )
