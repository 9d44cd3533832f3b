"""Everybody who may see a case: by name, why, and from when on, as `access` has it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import BooleanField, F, Func, Q, QuerySet, UUIDField, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assessments.models import Assignment, Case, Reading, Role, Substitution, User
from assessments.models.assignment import REVIEWERS
from assessments.models.case import FINAL

from . import access
from .terms import ROLES


class Ground(NamedTuple):
    """Why one person may see the case, and in which role they then have it before them."""

    person: User
    role: str
    why: str
    let_in: Assignment | Reading | None = None
    kind: str = ""


class Seer(NamedTuple):
    """A ground as the page shows it."""

    ground: Ground
    opens: str  # "" for now, or the status from which on the case opens
    is_interested: bool
    is_worked_on: bool


def everybody(case: Case) -> list[Seer]:
    """The officers first, then those let in by name, then those of the unit."""
    found = list(grounds(case))
    found += stand_ins(found)
    marks = marks_of(case, {ground.person.pk for ground in found})
    return [Seer(ground, opens(case, ground.role), *marks[ground.person.pk]) for ground in found]


def grounds(case: Case) -> Iterator[Ground]:
    yield from officers(case)
    yield from readers(case)
    yield from assigned(case)
    yield from of_the_unit(case)


def officers(case: Case) -> Iterator[Ground]:
    if is_at_work(case.officer, Role.OFFICER):
        yield Ground(case.officer, Role.OFFICER, _("Officer of the case"))
    for colleague in case.colleagues.all():
        if is_at_work(colleague, Role.OFFICER):
            why = _("Works on it with the officer")
            yield Ground(colleague, "", why, kind="colleague")


def readers(case: Case) -> Iterator[Ground]:
    for one in case.readings.filter(ended_at=None).select_related("person"):
        if is_at_work(one.person, *access.READERS):
            yield Ground(one.person, "", _("Reads it; shared by name"), one, "reader")


def assigned(case: Case) -> Iterator[Ground]:
    for one in case.assignments.filter(ended_at=None).select_related("person", "made_by"):
        if is_at_work(one.person, one.role):
            told = {"role": capfirst(str(ROLES[one.role])), "name": one.made_by.name}
            why = _("%(role)s, assigned by %(name)s") % told
            yield Ground(one.person, one.role, why, one, "assigned")


def of_the_unit(case: Case) -> Iterator[Ground]:
    """Reviewers and auditors: by what they are, and in which unit."""
    of_unit = Q(unit=None) | Q(unit=case.unit) if case.unit_id else Q()
    roles = [*REVIEWERS, Role.AUDITOR]
    people = User.objects.filter(of_unit, is_active=True, roles__overlap=roles)
    for person in people.select_related("unit"):
        for role in roles:
            if person.has_role(role):
                yield Ground(person, role, of_which(person, role))


def of_which(person: User, role: str) -> str:
    told = {"role": capfirst(str(ROLES[role])), "unit": person.unit and person.unit.name}
    if person.unit:
        return _("%(role)s of the unit “%(unit)s”") % told
    return _("%(role)s of the whole authority") % told


def stand_ins(found: list[Ground]) -> list[Ground]:
    """Those who stand in today for one of them."""
    seats = {(ground.person.pk, ground.role): ground.person for ground in found if ground.role}
    inside = Substitution.objects.in_force(on=timezone.localdate()).filter(
        absent__in=[person.pk for person in seats.values()], substitute__is_active=True
    )
    return [
        Ground(one.substitute, one.role, why_standing_in(one), kind="substitute")
        for one in inside.select_related("absent", "substitute")
        if (one.absent_id, one.role) in seats
    ]


def why_standing_in(one) -> str:
    return _("Stands in as %(role)s for %(name)s until %(day)s") % {
        "role": ROLES[one.role],
        "name": one.absent.name,
        "day": date_format(one.until_on, "DATE_FORMAT"),
    }


def is_at_work(person: User, *roles: str) -> bool:
    return person.is_active and person.has_role(*roles)


def opens(case: Case, role: str) -> str:
    """Reviewers see what was submitted, auditors what is decided; the others see it as it is."""
    if role in REVIEWERS and case.status not in access.SUBMITTED_OR_LATER:
        return "submitted"
    if role == Role.AUDITOR and case.status not in FINAL:
        return "decided"
    return ""


def marks_of(case: Case, people: Iterable[int]) -> dict[int, tuple[bool, bool]]:
    """Of each person: whether they declared an interest, whether they worked on the case."""
    found = User.objects.filter(pk__in=people).values_list(
        "pk", part_in(case, "is_interested"), part_in(case, "worked_on_case")
    )
    return {key: (interested, worked) for key, interested, worked in found}


def part_in(case: Case, function: str) -> Func:
    """As a condition on people: a rule of the database on one case and each of them."""
    this = Value(case.pk, output_field=UUIDField())
    return Func(this, F("pk"), function=function, output_field=BooleanField())


def without_part(case: Case) -> QuerySet[User]:
    """People at work who have no interest in the case and did not work on it."""
    at_work = User.objects.filter(is_active=True)
    shut = Q(part_in(case, "is_interested")) | Q(part_in(case, "worked_on_case"))
    return at_work.exclude(shut)
