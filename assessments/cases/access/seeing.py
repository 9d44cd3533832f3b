"""Who may read a case, its copies and its record."""

from django.db.models import Q, QuerySet
from django.http import Http404

from assessments.models import Case, Role, User
from assessments.models.assignment import REVIEWERS

from .hats import wearing
from .ways import (
    any_of,
    at_once,
    one,
    to_audit,
    to_help,
    to_read,
    to_review,
    to_see,
    to_work,
)


def visible_cases(user: User) -> QuerySet[Case]:
    return Case.objects.filter(any_of(to_see(user)))


def work_list(user: User) -> QuerySet[Case]:
    """An officer's own cases, those they help with, and those shared for reading."""
    return Case.objects.filter(any_of([*to_work(user, at_once), *to_read(user, at_once)]))


def officers_listed(user: User) -> QuerySet[User]:
    """Whose cases stand in a person's work list: found without asking all of their own cases."""
    listed = Q(pk__in=[hat.person.pk for hat in wearing(user, Role.OFFICER)])
    for way in [*to_help(user, whose), *to_read(user, whose)]:
        listed |= way.cases
    return User.objects.filter(listed)


def whose(keys: QuerySet) -> QuerySet:
    """Instead of the keys of cases those of their officers."""
    return keys.values("case__officer")


def review_list(user: User) -> QuerySet[Case]:
    reviewed = to_review(user, *REVIEWERS, named=at_once)
    return Case.objects.filter(any_of([*reviewed, *to_read(user, at_once)]))


def decided_list(user: User) -> QuerySet[Case]:
    """Everything that the person may see; the list itself leaves out what is not decided."""
    return Case.objects.filter(any_of(to_see(user, at_once)))


def visible_case(user: User, reference: str) -> Case:
    return one(user, to_see(user), reference)


def copyable_case(user: User, reference: str) -> Case:
    """The DRAFT copy: for the officer and for supervisors, before the decision."""
    case = one(user, [*to_work(user), *to_review(user, Role.SUPERVISOR)], reference)
    if case.is_decided:
        raise Http404
    return case


def decided_case(user: User, reference: str) -> Case:
    case = visible_case(user, reference)
    if not case.is_decided:
        raise Http404
    return case


def issuable_case(user: User, reference: str) -> Case:
    """A decided case whose record the person may have made."""
    case = one(user, [*to_work(user), *to_review(user, Role.SUPERVISOR)], reference)
    if not case.is_decided:
        raise Http404
    return case


def audited_cases(user: User) -> QuerySet[Case]:
    """What an auditor audits: decided cases of their unit, or all where they have none."""
    return Case.objects.filter(any_of(to_audit(user)))
