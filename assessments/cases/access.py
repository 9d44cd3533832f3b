"""Who may see, edit, review, sign off, decide and audit a case. Every view starts here.

A person who may not is told that there is no such page (404): a stranger learns nothing.
"""

from django.db.models import BooleanField, F, Func, Q, Value
from django.http import Http404
from django.shortcuts import get_object_or_404

from assessments.models import Case, Role, Status, User
from assessments.models.case import FINAL

REVIEWERS = (Role.SUPERVISOR, Role.LEGAL, Role.HEAD)
SUBMITTED_OR_LATER = (Status.SUBMITTED, Status.RETURNED, *FINAL)


def own(user: User) -> Q:
    """The cases of an officer, and those on which colleagues let them work."""
    shared = Case.colleagues.through.objects.filter(user=user).values("case")
    return Q(officer=user) | Q(pk__in=shared)


def visible_cases(user: User):
    """Officers see their own cases, reviewers those submitted, auditors all decided ones."""
    seen = Q(pk__in=[])
    if user.has_role(Role.OFFICER):
        seen |= own(user)
    if user.has_role(*REVIEWERS):
        seen |= Q(status__in=SUBMITTED_OR_LATER)
    if user.has_role(Role.AUDITOR):
        seen |= Q(status__in=FINAL)
    return Case.objects.filter(seen)


def visible_case(user: User, reference: str) -> Case:
    return get_object_or_404(
        visible_cases(user).select_related("officer", "standards"), reference=reference
    )


def editable_case(user: User, reference: str) -> Case:
    """A case that the person works on, while it is a draft or returned."""
    require(user, Role.OFFICER)
    case = get_object_or_404(Case.objects.editable().defer("words"), reference=reference)
    if not works_on(user, case):
        raise Http404
    if case.officer_id == user.pk:
        case.officer = user  # known already
    return case


def own_or_shared_case(user: User, reference: str) -> Case:
    """A case that the person works on, wherever it stands by now."""
    require(user, Role.OFFICER)
    return get_object_or_404(Case.objects.filter(own(user)), reference=reference)


def own_case(user: User, reference: str) -> Case:
    """A case that is the person's own: a colleague's rights end at its answers."""
    require(user, Role.OFFICER)
    return get_object_or_404(
        Case.objects.select_related("officer", "standards"), officer=user, reference=reference
    )


def reviewable_case(user: User, reference: str, *roles: Role) -> Case:
    """A submitted case, for somebody with one of the roles who never worked on it."""
    require(user, *(roles or (Role.SUPERVISOR,)))
    cases = Case.objects.submitted().exclude(ever_worked_on(user))
    return get_object_or_404(cases.select_related("officer", "standards"), reference=reference)


def copyable_case(user: User, reference: str) -> Case:
    """The DRAFT copy: for the officer and for supervisors, before the decision."""
    case = visible_case(user, reference)
    if case.is_decided or not (user.has_role(Role.SUPERVISOR) or works_on(user, case)):
        raise Http404
    return case


def decided_case(user: User, reference: str) -> Case:
    case = visible_case(user, reference)
    if not case.is_decided:
        raise Http404
    return case


def works_on(user: User, case: Case) -> bool:
    """Whether the case is the person's to assess: their own, or shared with them."""
    return user.has_role(Role.OFFICER) and (
        case.officer_id == user.pk or case.colleagues.filter(pk=user.pk).exists()
    )


def ever_worked_on(user: User) -> Func:
    """As a condition on cases: the person is or was one of those who assessed it.

    The function is the database's own (migration 0006), which keeps to it in its rules.
    """
    return Func(F("pk"), Value(user.pk), function="worked_on_case", output_field=BooleanField())


def worked_on(user: User, case: Case) -> bool:
    """Whether the person is or was one of those who assessed the case."""
    return Case.objects.filter(ever_worked_on(user), pk=case.pk).exists()


def may_review(user: User, case: Case) -> bool:
    """Whether the case waits for this person: to decide, or to sign off."""
    return (
        case.status == Status.SUBMITTED and user.has_role(*REVIEWERS) and not worked_on(user, case)
    )


def require(user: User, *roles: Role) -> None:
    """Raise Http404 unless the person has one of the roles."""
    if not user.has_role(*roles):
        raise Http404
