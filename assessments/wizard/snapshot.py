"""Everything a reviewer, a court or the record has to see of a case, as one JSON value.

It is made once at submission and kept; the record and the copy marked DRAFT are made from it alone.
"""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import position
from assessments.cases import history
from assessments.cases.refusals import Refusal
from assessments.evidence.standing import frozen_sources
from assessments.guidance import telling
from assessments.incidents.of_case import frozen_incidents
from assessments.lists.freezing import frozen as frozen_lists
from assessments.lists.touching import Supply
from assessments.models import Answer, Case, StandardsVersion, Status, User
from assessments.profiles.of_case import frozen
from assessments.reference import editions
from assessments.requests import listing
from assessments.screening import freezing
from assessments.screening.of_case import screen

from .progress import first_open
from .route import Route
from .steps import BY_NAME, ORDER, ROW_STEPS

FORMAT = "attwizard-snapshot/1"
RISK_PARTS = ("mitigation", "overriding")


class NothingToShow(Refusal):
    """Neither a record nor a copy can be made of a case without items."""

    sentence = _("There is nothing to print yet: the case has no item.")


def snapshot(route: Route, *, submitted_by: User | None = None, number: int = 0) -> dict[str, Any]:
    """The case as its confirmed answers stand. Raises NothingToShow.

    `submitted_by` and `number` are given at submission; without them it is a copy of the draft.
    """
    case = route.case
    if route.ruling is None:
        raise NothingToShow
    on = timezone.localdate().isoformat()
    answered = answers(route)
    return {
        "format": FORMAT,
        "reference": case.reference,
        "title": case.title,
        "status": "submitted" if submitted_by else str(case.status),
        "language": case.language,
        "authority": settings.AUTHORITY_NAME,
        "demonstration": settings.DEMONSTRATION,
        "case_file": {
            **route.case_file,
            "reference": case.reference,
            "standards": route.standards.choices,
            "decision_date": on,
        },
        "standards": standards(route.standards),
        "answers": answered,
        "ruling": route.ruling.as_json(),
        "ruled_on": on,
        "bars": [bar.as_json() for bar in route.bars],
        "asked": sorted(route.asked),
        "is_whole": first_open(route) is None,
        "recommendation": route.answers.content("recommendation"),
        **guidance(case, answered),
        **drawn_on(route),
        **people(case, submitted_by, number),
        **history.of(case),
    }


def drawn_on(route: Route) -> dict[str, Any]:
    """What the assessment draws on beside its answers, as it stands now."""
    case = route.case
    return {
        "profiles": frozen(case, route.answers),
        "files": files(case),
        "screening": freezing.frozen(screen(case, timezone.localdate())),
        "lists": frozen_lists(Supply.of_file(route.case_file), route.letters),
        **listing.frozen(case),
        "incidents": frozen_incidents(case),
        "evidence": frozen_sources(case, timezone.localdate()),
    }


def copy_of(route: Route) -> dict[str, Any]:
    """The case as it stands, for the copy marked DRAFT: what was submitted, once it is.

    With where the ledger stands: whoever holds a print holds an anchor.
    """
    case = route.case
    last = case.submissions.order_by("number").last()
    seq, hashed = position()
    ledger = {"ledger": {"seq": seq, "hash": hashed}}
    if case.status == Status.SUBMITTED and last is not None:
        return {**last.content, **history.of(case), **listing.frozen(case), **ledger}
    return {**snapshot(route, number=last.number if last else 0), **ledger}


def people(case: Case, submitted_by: User | None, number: int) -> dict[str, Any]:
    colleagues = [colleague.name for colleague in case.colleagues.all()]
    return {
        "people": {
            "officer": case.officer.name,
            "colleagues": colleagues,
            "submitted_by": submitted_by.name if submitted_by else "",
        },
        "submitted_at": timezone.now().isoformat() if submitted_by else None,
        "submissions": number,
    }


def standards(version: StandardsVersion) -> dict[str, Any]:
    """The national choices in force, and who made them so."""
    proposed, confirmed = version.proposed_by, version.confirmed_by
    return {
        "number": version.number,
        "choices": version.choices,
        "bars_lifted": version.bars_lifted,
        "reasons": version.reasons,
        "confirmed_at": version.confirmed_at and version.confirmed_at.isoformat(),
        "confirmed_by": confirmed and confirmed.name,
        "proposed_by": proposed and proposed.name,
    }


def guidance(case: Case, answered: list[dict[str, Any]]) -> dict[str, Any]:
    """The edition, what of it was considered, and what the authority had put beside it."""
    return {
        "edition": edition(),
        "considered": telling.of(case),
        "beside": telling.shown_beside(one["asked"] or {} for one in answered),
    }


def edition() -> dict[str, str]:
    """The guidance that stands beside the questions today; each answer names its own."""
    current = editions.current()
    return {"id": current.id, "title": current.title, "digest": current.digest}


def files(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "id": file.pk,
            "name": file.name,
            "kind": file.kind,
            "digest": file.stored_id,
            "size": file.size,
            "added_at": file.added_at.isoformat(),
            "added_by": file.added_by.name,
        }
        for file in case.attachments.filter(removed_at=None).select_related("added_by")
    ]


def answers(route: Route) -> list[dict[str, Any]]:
    """Every answer kept, in the order of the assessment; the recommendation stands apart."""
    kept = [a for a in route.answers if a.content is not None and a.step != "recommendation"]
    who = history.confirmations(route.case)
    kept.sort(key=lambda a: (ORDER.get(a.step, len(ORDER)), a.position, a.pk))
    return [answer(a, who.get((a.step, a.row), a.saved_by.name)) for a in kept]


def answer(kept: Answer, confirmed_by: str) -> dict[str, Any]:
    is_confirmed = kept.is_confirmed and kept.confirmed_at is not None
    return {
        "step": kept.step,
        "row": kept.row,
        "place": place(kept.step, kept.row),
        "content": kept.content,
        "asked": kept.asked,
        "confirmed": kept.is_confirmed,
        "reopened": kept.reopened,
        "confirmed_at": kept.confirmed_at.isoformat() if is_confirmed else None,
        "confirmed_by": confirmed_by if is_confirmed else "",
        "version": kept.version,
        "taken_from": kept.taken_from,
    }


def place(step: str, row: str) -> str:
    """The place of the law that an answer belongs to, as open points name it."""
    if step in RISK_PARTS and row:
        return f"risk:{row}.{step}"
    if step == "risk":
        return f"risk:{row}"
    known = BY_NAME.get(ROW_STEPS.get(step, step))
    return known.place if known else step
