"""Incidents of a file compared with the register, and added to it; none is ever taken out."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import IncidentVersion, User
from assessments.models.text import over_strings, showable

from .acts import Facts, add_incident, correct_incident, form_view


@dataclass(frozen=True)
class Entry:
    """An incident of a file, and what the register knows last of it; None for a new one."""

    mark: str
    facts: Facts
    there: IncidentVersion | None
    because: str
    view: dict[str, str] | None

    @property
    def is_corrected(self) -> bool:
        return self.there is not None and Facts.of(self.there) != self.facts

    @property
    def needs_view(self) -> bool:
        """Whether the file has a view of a version of which the register has none."""
        is_new = self.there is None or self.is_corrected
        return self.view is not None and (is_new or self.there.conclusion is None)


@dataclass(frozen=True)
class Plan:
    """What loading a file would do."""

    added: list[Entry] = field(default_factory=list)
    corrected: list[Entry] = field(default_factory=list)
    unchanged: list[Entry] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        return [*self.added, *self.corrected, *self.unchanged]

    @property
    def views(self) -> int:
        """How many views would be formed."""
        return sum(entry.needs_view for entry in self.entries)


def compare(content: dict[str, Any]) -> Plan:
    """A file that was read without a fault, against the register."""
    content = over_strings(content, showable)
    marks = {one["id"]: f"{content['key']}/{one['id']}" for one in content["incidents"]}
    versions = IncidentVersion.objects.last().viewed().select_related("incident")
    there = {
        version.incident.mark: version
        for version in versions.filter(incident__mark__in=marks.values())
    }
    again = _("“%(title)s” was loaded again and says something else.") % {"title": content["title"]}
    plan = Plan()
    for one in content["incidents"]:
        mark = marks[one["id"]]
        because = one.get("because", again)
        entry = Entry(mark, facts_of(one), there.get(mark), because, one.get("view"))
        if entry.there is None:
            plan.added.append(entry)
        else:
            (plan.corrected if entry.is_corrected else plan.unchanged).append(entry)
    return plan


def facts_of(one: dict[str, Any]) -> Facts:
    names = ("what", "actor", "state", "place", "precision", "weapon")
    first = date.fromisoformat(one["first_day"])
    return Facts(
        **{name: one[name] for name in names},
        first_day=first,
        last_day=date.fromisoformat(one["last_day"]) if "last_day" in one else first,
        norms=tuple(norm for norm in ("ihl", "ihrl") if norm in one["norms"]),
        forms=tuple(sorted(one.get("forms", ()))),
        sources="\n".join(one["sources"]),
    )


@transaction.atomic
def load(plan: Plan, *, by: User) -> None:
    """All of it or nothing. Raises IncidentMovedOn; Http404 for somebody who keeps no register."""
    for entry in plan.entries:
        version = entry.there
        if version is None:
            version = add_incident(entry.facts, mark=entry.mark, by=by)
        elif entry.is_corrected:
            version = correct_incident(version, entry.facts, because=entry.because, by=by)
        if entry.needs_view:
            form_view(version, **entry.view, by=by)
