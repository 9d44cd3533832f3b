"""The lists of cases: what each holds, how it is filtered, and its pages of 25."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import (
    Adoption,
    Answer,
    Case,
    DecisionLine,
    SignOff,
    Status,
    Submission,
    User,
)
from assessments.models.case import FINAL

from . import access, words
from .clock import with_clock

PAGE = 25
MOST_COUNTED = 200
NEAR = 4000  # cases from the beginning of a page on in which words are looked for first


@dataclass(frozen=True)
class CaseList:
    """One of the three lists."""

    name: str
    title: str | Promise
    statuses: tuple[Status, ...]
    first_status: str = ""

    @property
    def address(self) -> str:
        """The name of its address."""
        return f"cases:{self.name}"


MINE = CaseList(
    "mine",
    _("My work"),
    (Status.DRAFT, Status.RETURNED, Status.SUBMITTED, Status.WITHDRAWN),
)
TO_REVIEW = CaseList(
    "to_review",
    _("To review"),
    (Status.SUBMITTED, Status.RETURNED),
    first_status=Status.SUBMITTED,
)
DECIDED = CaseList("decided", _("Decided"), FINAL)


def list_of(case: Case, user: User) -> CaseList:
    """The list in which the case stands for this person."""
    if case.status in FINAL:
        return DECIDED
    return MINE if access.works_on(user, case) else TO_REVIEW


def filtered(cases: QuerySet[Case], wanted: dict[str, Any], listed: CaseList) -> QuerySet[Case]:
    """The cases of a list that the filters leave, words aside; none if what is typed is no word."""
    cases = cases.filter(status__in=[wanted["status"]] if wanted.get("status") else listed.statuses)
    if wanted.get("recipient"):
        cases = cases.filter(recipient_state=wanted["recipient"])
    if wanted.get("officer"):
        cases = cases.filter(officer=wanted["officer"])
    return cases if words.query(wanted.get("q", "")) or not wanted.get("q") else cases.none()


class Cursor(NamedTuple):
    """A place in a list: that of one case, newest change first."""

    updated_at: datetime
    id: UUID

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Raises BadRequest for what no page has written."""
        moment, _separator, key = text.partition("_")
        try:
            return cls(datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), UUID(key))
        except ValueError as error:
            raise BadRequest("The address does not name a page of the list.") from error

    @classmethod
    def of(cls, case: Case) -> "Cursor":
        return cls(case.updated_at, case.pk)

    def __str__(self):
        return f"{self.updated_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}_{self.id.hex}"

    def older(self) -> Q:
        """The bound on `updated_at` alone lets the index find the place."""
        moment, key = self
        return Q(updated_at__lte=moment) & (Q(updated_at__lt=moment) | Q(id__lt=key))

    def newer(self) -> Q:
        moment, key = self
        return Q(updated_at__gte=moment) & (Q(updated_at__gt=moment) | Q(id__gt=key))


class Page(NamedTuple):
    """A page of a list, where its neighbours begin, and whether many cases have the words."""

    cases: list[Case]
    newer: Cursor | None
    older: Cursor | None
    of_many: bool


def page(cases: QuerySet[Case], typed: str = "", *, older: str = "", newer: str = "") -> Page:
    """The page that follows a place (`older`), that comes before it (`newer`), or the first."""
    if newer:
        before = cases.filter(Cursor.read(newer).newer())
        found, of_many = first(before.order_by("updated_at", "id"), typed)
        if len(found) > PAGE:
            shown = found[PAGE - 1 :: -1]
            return Page(shown, Cursor.of(shown[0]), Cursor.of(shown[-1]), of_many)
    elif older:
        cases = cases.filter(Cursor.read(older).older())
    found, of_many = first(cases.newest_first(), typed)
    shown = found[:PAGE]
    is_first = not older or not shown
    return Page(
        shown,
        None if is_first else Cursor.of(shown[0]),
        Cursor.of(shown[-1]) if len(found) > PAGE else None,
        of_many,
    )


def first(ordered: QuerySet[Case], typed: str) -> tuple[list[Case], bool]:
    """The first cases that have the words, one more than a page, and whether many have them.

    The index finds a rare word. Of a frequent one it would gather thousands of cases, only to put
    them in order: so each of the first cases is asked whether it has the words, before the index.
    """
    if typed and (edge := ordered.values_list("updated_at", flat=True)[NEAR : NEAR + 1]):
        near = ordered.filter(up_to(edge[0], ordered))
        found = list(near.filter(words.one_by_one(typed))[: PAGE + 1])
        if len(found) > PAGE:
            return found, True
    return list(searched(ordered, typed)[: PAGE + 1]), False


def up_to(edge: datetime, ordered: QuerySet[Case]) -> Q:
    is_newest_first = ordered.query.order_by[0].startswith("-")
    return Q(updated_at__gte=edge) if is_newest_first else Q(updated_at__lte=edge)


def searched(cases: QuerySet[Case], typed: str) -> QuerySet[Case]:
    """Those of the cases that have the words, if any were typed."""
    return cases.filter(words=words.query(typed)) if typed else cases


def count(cases: QuerySet[Case], typed: str = "") -> int:
    """How many cases have the words, counted up to one more than MOST_COUNTED."""
    return searched(cases.order_by(), typed)[: MOST_COUNTED + 1].count()


def described(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Beside each case what its goods are, what was decided of them, and what its clock needs."""
    items = Answer.objects.filter(case=OuterRef("pk"), step="item", content__isnull=False)
    lines = DecisionLine.objects.filter(decision__case=OuterRef("pk"))
    return (
        with_clock(cases)
        .select_related("officer")
        .defer("words", "imported")
        .annotate(
            goods=ArraySubquery(
                items.order_by("position", "pk").values(name=KT("content__description"))
            ),
            outcomes=ArraySubquery(lines.order_by("position").values("outcome")),
            has_newer_profile=Exists(Adoption.objects.outdated().filter(case=OuterRef("pk"))),
        )
    )


def for_review(cases: QuerySet[Case], user: User) -> QuerySet[Case]:
    """Beside each case the sign-offs asked for and given, and whether its review opens."""
    last = Submission.objects.filter(case=OuterRef("pk")).order_by("-number")
    given = SignOff.objects.filter(submission=OuterRef("last_submission")).values("kind")
    return cases.annotate(
        last_submission=Subquery(last.values("pk")[:1]),
        wanted_sign_offs=Subquery(last.values("ruling__sign_offs")[:1]),
        given_sign_offs=ArraySubquery(given),
        is_to_review=access.open_to_review(user),
    )
