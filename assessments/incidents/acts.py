"""What is done to the register: incidents added, corrected and judged; each act in the ledger."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from assessments.audit.digests import digest
from assessments.audit.trail import Verb, record
from assessments.cases import access
from assessments.cases.refusals import Refusal
from assessments.models import Incident, IncidentVersion, IncidentView, Role, User

JUDGES = (Role.OFFICER, Role.LEGAL, Role.EDITOR)  # who may form a view


class IncidentMovedOn(Refusal):
    sentence = _(
        "Somebody corrected this incident since you opened the page. Look at what it says now."
    )


@dataclass(frozen=True)
class Facts:
    """What is known of an incident; `norms` and `forms` are codes, `state` is that of the actor."""

    what: str
    actor: str
    state: str
    place: str
    first_day: date
    last_day: date
    precision: str
    weapon: str
    norms: tuple[str, ...]
    sources: str
    forms: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, version: IncidentVersion) -> "Facts":
        """What a version says."""
        lists = {"norms": tuple(version.norms), "forms": tuple(version.forms)}
        names = [name for name in cls.__dataclass_fields__ if name not in lists]
        return cls(**{name: getattr(version, name) for name in names}, **lists)

    def as_row(self) -> dict[str, Any]:
        """The columns of a version."""
        return {**asdict(self), "norms": list(self.norms), "forms": list(self.forms)}

    @property
    def digest(self) -> str:
        """sha256 of what is said, for the ledger."""
        row = self.as_row()
        return digest({**row, "first_day": f"{self.first_day}", "last_day": f"{self.last_day}"})


@transaction.atomic
def add_incident(facts: Facts, *, by: User, mark: str = "") -> IncidentVersion:
    """The first version of an incident. Raises Http404 for somebody who keeps no register."""
    access.require(by, Role.EDITOR)
    incident = Incident.objects.create(mark=mark)
    version = IncidentVersion.objects.create(
        incident=incident, number=1, written_by=by, **facts.as_row()
    )
    record(Verb.INCIDENT_ADDED, None, by=by, **told(version), digest=facts.digest)
    return version


def correct_incident(
    seen: IncidentVersion, facts: Facts, *, because: str, by: User
) -> IncidentVersion:
    """The next version, which needs a view of its own. Raises IncidentMovedOn."""
    access.require(by, Role.EDITOR)
    number = seen.number + 1
    try:
        with transaction.atomic():
            version = IncidentVersion.objects.create(
                incident_id=seen.incident_id,
                number=number,
                because=because,
                written_by=by,
                **facts.as_row(),
            )
            record(
                Verb.INCIDENT_CORRECTED,
                None,
                by=by,
                **told(version),
                digest=facts.digest,
                because=because,
            )
    except IntegrityError as error:
        if IncidentVersion.objects.filter(incident=seen.incident_id, number=number).exists():
            raise IncidentMovedOn from error
        raise
    return version


@transaction.atomic
def form_view(version: IncidentVersion, *, conclusion: str, reasons: str, by: User) -> IncidentView:
    """A view of what is known last, or why none is formed. Raises IncidentMovedOn, Http404."""
    access.require(by, *JUDGES)
    if not IncidentVersion.objects.last().filter(pk=version.pk).exists():
        raise IncidentMovedOn
    view = IncidentView.objects.create(
        version=version, conclusion=conclusion, reasons=reasons, formed_by=by
    )
    record(
        Verb.INCIDENT_VIEW_FORMED,
        None,
        by=by,
        **told(version),
        conclusion=conclusion,
        reasons=reasons,
    )
    return view


def told(version: IncidentVersion) -> dict[str, int]:
    """How an entry of the ledger names a version."""
    return {"incident": version.incident_id, "version": version.number}
