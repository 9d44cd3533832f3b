"""All that one person may do with one case, asked at once: for the page of the case."""

from dataclasses import dataclass

from django.db.models import Case as Choose
from django.db.models import When

from assessments.cases.status import MOVES
from assessments.models import Case, Purpose, Role, Status, User

from .interests import declared, interested
from .reviewing import UNDER_REVIEW, ever_worked_on, reviewing_hats
from .ways import any_of, to_lead, to_work
from .working import holds


@dataclass(frozen=True)
class Rights:
    """What the case page offers."""

    is_own: bool
    works_on: bool
    is_interested: bool
    must_declare: bool
    may_edit: bool
    may_withdraw: bool
    may_review: bool
    may_issue: bool
    may_copy: bool
    may_assign: bool
    may_move: bool
    may_declare: bool
    may_look: bool  # at what is new since: see looking.py


def rights(user: User, case: Case) -> Rights:
    hats = reviewing_hats(user, case)
    found = facts(user, case)
    is_own, stands = holds(user, case), Status(case.status)
    is_clear = not found["is_interested"]
    may_lead = not found["is_worked_on"] and stands in UNDER_REVIEW
    may_edit = case.is_editable and found["works_on"] and is_clear
    may_review = (
        stands == Status.SUBMITTED and bool(hats) and is_clear and not found["is_worked_on"]
    )
    helps = found["works_on"] or Role.SUPERVISOR in hats
    return Rights(
        is_own=is_own,
        works_on=found["works_on"],
        is_interested=found["is_interested"],
        must_declare=is_clear and not found["has_declared"],
        may_edit=may_edit,
        may_withdraw=is_own and is_clear and Status.WITHDRAWN in MOVES[stands],
        may_review=may_review,
        may_issue=stands == Status.DECIDED and helps,
        may_copy=not case.is_decided and helps,
        may_assign=found["leads"] and may_lead,
        may_move=found["leads_as_supervisor"] and may_lead and is_clear,
        may_look=is_clear
        and stands != Status.WITHDRAWN
        and (found["works_on"] if case.is_editable else helps),
        may_declare=may_review or (may_edit and found["has_declared"]),
    )


def facts(user: User, case: Case) -> dict[str, bool]:
    """What the rights follow from, in one question."""
    conditions = {
        "works_on": any_of(to_work(user)),
        "leads": any_of(to_lead(user, Role.SUPERVISOR, Role.HEAD)),
        "leads_as_supervisor": any_of(to_lead(user, Role.SUPERVISOR)),
    }
    marks = {name: Choose(When(q, then=True), default=False) for name, q in conditions.items()}
    marks |= {
        "is_worked_on": ever_worked_on(user),
        "is_interested": interested(user),
        "has_declared": declared(user, Purpose.ASSESS),
    }
    return Case.objects.filter(pk=case.pk).annotate(**marks).values(*marks).get()
