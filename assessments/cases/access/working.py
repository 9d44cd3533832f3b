"""The officers' part: whose case it is, who works on it, and after which declaration."""

from django.db.models import Expression, QuerySet
from django.http import Http404
from django.utils import timezone

from assessments.cases.refusals import Interested
from assessments.models import Case, Purpose, Role, Status, User
from assessments.models.compiled import Question, compiled

from .hats import substitutions, wearing
from .interests import (
    FOR_OFFICERS,
    check,
    declared,
    has_declared,
    interested,
    is_interested,
)
from .ways import (
    Way,
    any_of,
    held_by,
    one,
    shared_with,
    to_hold,
    to_work,
    with_what_it_needs,
)


def workable_case(user: User, reference: str) -> Case:
    """A case that the person works on, while it is a draft or returned."""
    case = to_assess(user, reference)
    if not case.is_editable:
        raise Http404
    return case


def to_assess(user: User, reference: str) -> Case:
    """A case that the person works on, with what they declared of it. Raises Http404.

    Whoever stands in for nobody is asked about with a question that is put together once.
    """
    hats = wearing(user, Role.OFFICER)
    if [hat.is_own for hat in hats] != [True]:
        about = {"is_interested": interested(user), "has_declared": declared(user, Purpose.ASSESS)}
        return one(user, to_work(user), reference, **about)
    found = assessed_by(user.pk, reference)
    if not found:
        raise Http404
    user.acting_for = None
    return found[0]


@compiled
def assessed_by(officer: Expression, reference: Expression) -> QuerySet[Case]:
    """The case of a reference, where it is the officer's or shared with them."""
    cases = with_what_it_needs().annotate(
        is_interested=is_interested(officer), has_declared=has_declared(officer, Purpose.ASSESS)
    )
    ways = Way(shared_with(officer)), Way(held_by(officer))
    return cases.filter(any_of(ways), reference=reference)


def asked_first(user: User, reference: str) -> list[Question]:
    """What `editable_case` asks, for a page that asks more together with it."""
    return [
        substitutions.of(user.pk, timezone.localdate()),
        assessed_by.of(user.pk, reference),
    ]


def editable_case(user: User, reference: str) -> Case:
    """The same, once the person declared to have no interest in it.

    Raises Interested; DeclarationNeeded, which leads to the page that asks.
    """
    case = workable_case(user, reference)
    check(case, Purpose.ASSESS, case.is_interested, case.has_declared)
    return case


def followed_case(user: User, reference: str) -> Case:
    """A case that the person works on, until it has ended: answers may come while it is reviewed.

    Raises Interested; DeclarationNeeded, which leads to the page that asks, while it is editable.
    """
    case = to_assess(user, reference)
    if case.is_decided or case.status == Status.WITHDRAWN:
        raise Http404
    if case.status == Status.SUBMITTED and not (case.is_interested or case.has_declared):
        raise Http404
    check(case, Purpose.ASSESS, case.is_interested, case.has_declared)
    return case


def own_or_shared_case(user: User, reference: str) -> Case:
    """A case that the person works on, wherever it stands by now."""
    return one(user, to_work(user), reference)


def own_case(user: User, reference: str) -> Case:
    """A case that is the person's own: a colleague's rights end at its answers."""
    return one(user, to_hold(user), reference, is_interested=interested(user))


def own_clean_case(user: User, reference: str) -> Case:
    """The same, unless an interest was declared: it can then only be handed over."""
    case = own_case(user, reference)
    if case.is_interested:
        raise Interested(FOR_OFFICERS)
    return case


def holds(user: User, case: Case) -> bool:
    """Whether it is the person's own case, or that of somebody for whom they stand in."""
    return any(hat.person.pk == case.officer_id for hat in wearing(user, Role.OFFICER))


def works_on(user: User, case: Case) -> bool:
    """Whether the case is the person's to assess: their own, or shared with them."""
    return holds(user, case) or Case.objects.filter(any_of(to_work(user)), pk=case.pk).exists()
