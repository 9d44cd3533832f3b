"""The reviewers' part: what waits for them, in which role, and never what they worked on."""

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value, When
from django.db.models import Case as Choose
from django.http import Http404

from assessments.cases.refusals import Interested, NotMovable, NotPermitted
from assessments.models import Case, Declaration, Role, Status, User, Waiver
from assessments.models.assignment import REVIEWERS

from .hats import Hat, wearing
from .interests import FOR_REVIEWERS, interested
from .ways import any_of, one, to_audit, to_lead, to_review

UNDER_REVIEW = (Status.SUBMITTED, Status.RETURNED)


def reviewable_case(user: User, reference: str, *roles: Role) -> Case:
    """A submitted case, for somebody with one of the roles who never worked on it.

    Raises Interested; NotMovable once it is no longer submitted.
    """
    ways = to_review(user, *(roles or (Role.SUPERVISOR,)))
    case = one(user, ways, reference, **parts_of(user))
    if case.is_worked_on:
        raise Http404
    if case.is_interested:
        raise Interested(FOR_REVIEWERS)
    if case.status != Status.SUBMITTED:
        raise NotMovable
    return case


def parts_of(user: User) -> dict[str, Func]:
    """What keeps a person from reviewing."""
    return {"is_worked_on": ever_worked_on(user), "is_interested": interested(user)}


def assignable_case(user: User, reference: str) -> Case:
    """A case under review, for those who say who else reviews it: supervisors of its unit, heads.

    Also where they have an interest themselves: this is how they leave it to somebody else.
    """
    return led_case(user, reference, Role.SUPERVISOR, Role.HEAD)


def movable_case(user: User, reference: str) -> Case:
    """A case under review that a supervisor of its unit may give to another unit."""
    case = led_case(user, reference, Role.SUPERVISOR)
    if case.is_interested:
        raise Interested(FOR_REVIEWERS)
    return case


def led_case(user: User, reference: str, *roles: Role) -> Case:
    case = one(user, to_lead(user, *roles), reference, **parts_of(user))
    if case.is_worked_on or case.status not in UNDER_REVIEW:
        raise Http404
    return case


def ever_worked_on(user: User, case: str = "pk") -> Func:
    """As a condition: the person is or was one of those who assessed it.

    The function is the database's own (migration 0024), which keeps to it in its rules.
    """
    return Func(F(case), Value(user.pk), function="worked_on_case", output_field=BooleanField())


def worked_on(user: User, case: Case) -> bool:
    """Whether the person is or was one of those who assessed the case."""
    return Case.objects.filter(ever_worked_on(user), pk=case.pk).exists()


def open_to_review(user: User) -> Choose:
    """As a mark on cases: whether its review opens for the person, once it is submitted."""
    return Choose(
        When(Q(ever_worked_on(user)) | Q(interested(user)), then=False),
        When(any_of(to_review(user, *REVIEWERS)), then=True),
        default=False,
    )


def reviewing_hats(user: User, case: Case) -> dict[str, Hat]:
    """The roles in which the person reviews this case, each with whose it is; their own first."""
    worn = wearing(user, *REVIEWERS)
    ways = to_review(user, *REVIEWERS)
    if not worn:
        return {}
    marks = {
        f"hat_{number}": Choose(When(way.cases, then=True), default=False)
        for number, way in enumerate(ways)
    }
    found = Case.objects.filter(pk=case.pk).annotate(**marks).values_list(*marks).get()
    reached = [hat for hat, fits in zip(worn, found, strict=True) if fits]
    return {hat.role: hat for hat in reversed(reached)}


def act_as(user: User, case: Case, role: Role) -> None:
    """Raises NotPermitted unless the person has this role here; says for whom they act."""
    hat = reviewing_hats(user, case).get(role)
    if hat is None:
        raise NotPermitted
    user.acting_for = hat.acting_for


def lead_as(user: User, case: Case, *roles: Role) -> None:
    """Raises Http404 unless the person answers for the case's unit; says for whom they act."""
    one(user, to_lead(user, *roles), case.reference)


def clearable(user: User) -> QuerySet[Declaration]:
    """Interests declared by others in cases of the unit, for its supervisor to find on.

    Who declared it, and in which case, is told; the case itself stays closed.
    """
    cases = Case.objects.filter(any_of(to_lead(user, Role.SUPERVISOR)))
    open_ones = Declaration.objects.filter(has_interest=True, clearance=None, case__in=cases)
    return (
        open_ones.exclude(person=user)
        .exclude(ever_worked_on(user, "case"))
        .exclude(interested(user, "case"))
        .select_related("case", "person")
    )


def waivers(user: User) -> QuerySet[Waiver]:
    """Sign-offs waived by others, still to be looked at."""
    ways = [*to_review(user, Role.SUPERVISOR, Role.HEAD), *to_audit(user)]
    found = Waiver.objects.filter(submission__case__in=Case.objects.filter(any_of(ways)))
    return (
        found.filter(reviewed_at=None)
        .exclude(by=user)
        .exclude(ever_worked_on(user, "submission__case"))
        .select_related("submission__case", "by")
    )
