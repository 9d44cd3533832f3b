"""The incidents of a case: those of its recipient State and end user, and those put on it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import Refusal
from assessments.models import Case, IncidentLink, IncidentVersion, User

from .acts import Facts, told

BOTH = "7.1"  # the page that asks about all lines
LINES = {"7.1.b.i": "ihl", "7.1.b.ii": "ihrl"}
WHY = {
    "end_user": _("The end user’s"),
    "state": _("The recipient State’s"),
    "put_on": _("Put on the case"),
}
# The database alone says which they are, so that pages, bar and trigger agree.
INCIDENTS = """
select v.*, f.why, f.is_shown, w.conclusion, w.reasons, w.formed_at, u.name as formed_by,
       f.view_id, l.reason as said, l.said_at, p.name as said_by_name,
       f.view_id is null and exists (
         select 1 from assessments_incidentview o
           join assessments_incidentversion ov on ov.id = o.version_id
           where ov.incident_id = v.incident_id) as has_older_view
  from incidents_of_case(%s) f
  join assessments_incidentversion v on v.id = f.version_id
  left join assessments_incidentview w on w.id = f.view_id
  left join assessments_user u on u.id = w.formed_by_id
  left join assessments_incidentlink l on l.id = f.link_id
  left join assessments_user p on p.id = l.said_by_id
  order by v.last_day desc, v.id desc
"""


class AlreadySo(Refusal):
    sentence = _("This incident stands on the case already, or is not on it any more.")


def incidents_of(case: Case) -> list[IncidentVersion]:
    """The last version of each, with its view, why it is here, and whether it is shown.

    The latest incident comes first; those left out with a reason are among them.
    """
    return list(IncidentVersion.objects.raw(INCIDENTS, [case.pk]))


def shown(found: list[IncidentVersion], line: str = "") -> list[IncidentVersion]:
    """Those that count, of one line where it is named."""
    norm = LINES.get(line)
    return [one for one in found if one.is_shown and (not norm or norm in one.norms)]


def chosen(case: Case) -> dict[str, list[IncidentVersion]]:
    """For a page: those shown, and those left out with a reason."""
    found = incidents_of(case)
    return {"shown": shown(found), "left_out": [one for one in found if not one.is_shown]}


def beside_questions(case: Case, place: str) -> dict[str, list[IncidentVersion]] | None:
    """Those beside the questions on IHL and IHRL: all that are shown, and which wait for a view.

    `place` is that of a page: of both questions, or of one line. None where neither is asked. Those
    that wait come first.
    """
    if place != BOTH and place not in LINES:
        return None
    found = shown(incidents_of(case), place)
    waiting = without_view(found)
    return {"shown": [*waiting, *(one for one in found if one.view_id)], "waiting": waiting}


def without_view(found: list[IncidentVersion]) -> list[IncidentVersion]:
    """Those shown that nobody has judged, or only as they were known before."""
    return [one for one in found if one.is_shown and one.view_id is None]


@transaction.atomic
def put_on(case: Case, version: IncidentVersion, *, reason: str, by: User) -> None:
    """An incident of somebody else, or one that was left out. Raises AlreadySo."""
    require_shown(case, version, is_shown=False)
    IncidentLink.objects.create(
        case=case, version=version, is_shown=True, reason=reason, said_by=by
    )
    record(Verb.INCIDENT_LINKED, case, by=by, **told(version), reason=reason)


@transaction.atomic
def leave_out(case: Case, version: IncidentVersion, *, reason: str, by: User) -> None:
    """It does not concern this case, for a reason; until it is corrected. Raises AlreadySo."""
    require_shown(case, version, is_shown=True)
    IncidentLink.objects.create(
        case=case, version=version, is_shown=False, reason=reason, said_by=by
    )
    record(Verb.INCIDENT_LEFT_OUT, case, by=by, **told(version), reason=reason)


def carry_over(case: Case, new: Case, *, by: User) -> None:
    """What was put on a case goes along when it is split; what was left out is looked at anew."""
    for one in shown(incidents_of(case)):
        if one.why == "put_on":
            IncidentLink.objects.create(
                case=new, version=one, is_shown=True, reason=one.said, said_by=by
            )
            record(Verb.INCIDENT_LINKED, new, by=by, **told(one), reason=one.said)


def require_shown(case: Case, version: IncidentVersion, *, is_shown: bool) -> None:
    """Raises AlreadySo. The case is held: two who choose its incidents come one after the other."""
    Case.objects.select_for_update(of=("self",)).only("pk").get(pk=case.pk)
    if is_shown is not (version.pk in [one.pk for one in shown(incidents_of(case))]):
        raise AlreadySo


def frozen_incidents(case: Case) -> list[dict[str, Any]]:
    """For the snapshot: what was shown and left out, which version, and the view in force."""
    return [
        {
            "incident": one.incident_id,
            "version": one.number,
            "digest": Facts.of(one).digest,
            "actor": one.actor,
            "state": one.state,
            "first_day": one.first_day.isoformat(),
            "last_day": one.last_day.isoformat(),
            "precision": one.precision,
            "place": one.place,
            "norms": one.norms,
            "why": one.why,
            "is_shown": one.is_shown,
            "said": one.said or "",
            "said_by": one.said_by_name or "",
            "view": one.view_id
            and {
                "conclusion": one.conclusion,
                "reasons": one.reasons,
                "formed_by": one.formed_by,
                "formed_at": one.formed_at.isoformat(),
            },
        }
        for one in incidents_of(case)
    ]
