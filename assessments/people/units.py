"""The units of the authority: added, renamed, closed once they are empty."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import NotMovable, Refusal
from assessments.models import Unit, User
from assessments.models.case import FINAL, Status

from .roles import lock_people, require_administrator


class NameTaken(Refusal):
    sentence = _("A unit of this name is there already, or was. Choose another name.")


class UnitInUse(Refusal):
    sentence = _(
        "There are people at work or open cases in this unit. Move the people, and see the cases to"
        " their end, before you close it."
    )


def add_unit(name: str, *, by: User) -> Unit:
    """Raises NameTaken."""
    require_administrator(by)
    try:
        with transaction.atomic():
            unit = Unit.objects.create(name=name)
            record(Verb.UNIT_ADDED, None, by=by, unit=name)
    except IntegrityError as error:
        raise NameTaken from error
    return unit


def rename_unit(unit: Unit, *, name: str, by: User) -> None:
    """Raises NameTaken, NotMovable for one that is closed."""
    require_administrator(by)
    try:
        with transaction.atomic():
            unit = held_unit(unit)
            before, unit.name = unit.name, name
            unit.save(update_fields=["name"])
            record(Verb.UNIT_RENAMED, None, by=by, unit=name, unit_before=before)
    except IntegrityError as error:
        raise NameTaken from error


@transaction.atomic
def close_unit(unit: Unit, *, by: User) -> None:
    """It stays in what was written under it. Raises UnitInUse, NotMovable."""
    require_administrator(by)
    lock_people()
    unit = held_unit(unit)
    open_cases = unit.cases.exclude(status__in=[*FINAL, Status.WITHDRAWN])
    if unit.people.filter(is_active=True).exists() or open_cases.exists():
        raise UnitInUse
    unit.closed_at = timezone.now()
    unit.save(update_fields=["closed_at"])
    record(Verb.UNIT_CLOSED, None, by=by, unit=unit.name)


def held_unit(unit: Unit) -> Unit:
    """The unit, locked, while it is open. Raises NotMovable."""
    found = Unit.objects.select_for_update().filter(pk=unit.pk, closed_at=None).first()
    if found is None:
        raise NotMovable(_("The unit is closed. Choose another."))
    return found
