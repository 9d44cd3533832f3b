"""The lists of cases: my work, to review, decided."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from assessments.audit import replica
from assessments.models import Case, InformationRequest, ListFlag, Role, Status, User
from assessments.reference.editions import countries

from . import access, lists, terms
from .forms import FilterForm

FIRSTS = 3
MOST_CHANGED = 20
REVIEWERS = frozenset(access.REVIEWERS)
CHIPS = {
    "q": gettext_lazy("Words"),
    "status": gettext_lazy("Status"),
    "recipient": gettext_lazy("Recipient"),
    "officer": gettext_lazy("Officer"),
}


@require_safe
def home(request):
    """The list that is this person's: where work begins."""
    roles = access.roles_of(request.user)
    if Role.OFFICER in roles:
        return redirect("cases:mine")
    if roles & REVIEWERS:
        return redirect("cases:to_review")
    if Role.AUDITOR in roles:
        return redirect("cases:decided")
    if request.user.has_role(Role.EDITOR):
        return redirect("reference:sources")
    administers = request.user.has_role(Role.ADMINISTRATOR)
    return redirect("people:people" if administers else "standards:standards")


@require_safe
def mine(request):
    access.require(request.user, Role.OFFICER)
    cases = access.work_list(request.user)
    returned = cases.filter(status=Status.RETURNED).newest_first()
    context = {
        "firsts": returned[:FIRSTS],
        "may_open": request.user.has_role(Role.OFFICER),
        "out": requests_out(cases),
        "changed": list_changes(cases),
    }
    return show(request, lists.MINE, cases, access.officers_listed(request.user), context)


@require_safe
def to_review(request):
    access.require(request.user, *access.REVIEWERS)
    cases = access.review_list(request.user)
    return show(
        request, lists.TO_REVIEW, cases, officers(), {"shows_sign_offs": True, **looks(request)}
    )


@require_safe
def decided(request):
    access.require(request.user, Role.OFFICER, Role.AUDITOR, *access.REVIEWERS)
    cases = access.decided_list(request.user)
    if access.roles_of(request.user) & {Role.AUDITOR, *access.REVIEWERS}:
        return show(request, lists.DECIDED, cases, officers(), looks(request))
    return show(request, lists.DECIDED, cases, access.officers_listed(request.user), {})


def list_changes(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases on which a change in a list waits to be looked at."""
    waiting = ListFlag.objects.filter(seen_at=None, case__in=cases)
    return Case.objects.filter(pk__in=waiting.values("case")).newest_first()[:MOST_CHANGED]


def requests_out(cases: QuerySet[Case]) -> dict[str, int]:
    """How many requests for information wait for an answer, and of how many the day has passed."""
    waiting = InformationRequest.objects.out().filter(case__in=cases)
    late = Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    return waiting.aggregate(number=Count("pk"), overdue=late)


def looks(request):
    """What else waits for those who answer for other people's work."""
    roles = access.roles_of(request.user)
    return {
        "may_look": bool(roles & {Role.SUPERVISOR, Role.HEAD, Role.AUDITOR}),
        "may_clear": Role.SUPERVISOR in roles,
    }


def officers():
    return User.objects.filter(roles__contains=[Role.OFFICER])


def show(request, listed: lists.CaseList, cases: QuerySet[Case], people, context: dict[str, Any]):
    """A page of a list, as its filters and its place in the address ask."""
    given = request.GET.copy()
    if "status" not in given and listed.first_status:
        given["status"] = listed.first_status
    form = FilterForm(given, statuses=listed.statuses, officers=people)
    form.is_valid()
    cases = lists.filtered(cases, form.cleaned_data, listed)
    shown = lists.described(cases)
    if context.get("shows_sign_offs"):
        shown = lists.for_review(shown, request.user)
    typed = form.cleaned_data.get("q") or ""
    place = {"older": given.get("older", ""), "newer": given.get("newer", "")}

    def read():
        page = lists.page(shown, typed, **place)
        return page, None if page.of_many else lists.count(cases, typed)

    is_auditor = access.roles_of(request.user) == {Role.AUDITOR}
    (page, number), lacks = replica.read(read) if is_auditor else (read(), 0)
    return render(
        request,
        "cases/list.html",
        {
            "listed": listed,
            "shows_outcomes": listed is lists.DECIDED,
            "filters": form,
            "page": page,
            "chips": chips(form, request.path),
            "found": found(number),
            "lacks": lacks,
            "newer": page.newer and address(request, form, newer=page.newer),
            "older": page.older and address(request, form, older=page.older),
            **context,
        },
    )


def found(number: int | None) -> str:
    """How many cases the filters leave, in words; many are not counted."""
    if number is None:
        return _("Many cases, the latest change first")
    if not number:
        return _("No case")
    if number > lists.MOST_COUNTED:
        return _("More than %(count)s cases, the latest change first") % {"count": number - 1}
    words = ngettext("%(count)s case", "%(count)s cases, the latest change first", number)
    return words % {"count": number}


def address(request, form: FilterForm, **place) -> str:
    """The address of another page of the same list."""
    return f"{request.path}?{urlencode({**in_use(form), **place})}"


def in_use(form: FilterForm) -> dict[str, str]:
    """The filters as they go into an address; an empty status is said, as it means any."""
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    return {**wanted, "status": wanted.get("status", "")}


def chips(form: FilterForm, path: str) -> list[dict[str, str]]:
    """The filters in use, each with the address without it."""
    wanted = in_use(form)
    return [
        {
            "words": _("%(filter)s: %(value)s")
            % {"filter": CHIPS[name], "value": words_of(form, name, value)},
            "address": f"{path}?{urlencode({**wanted, name: ''})}",
        }
        for name, value in wanted.items()
        if value
    ]


def words_of(form: FilterForm, name: str, value: str) -> str:
    """A filter as a person reads it."""
    if name == "status":
        return str(terms.STATUSES[value].label)
    if name == "recipient":
        return str(countries()[value])
    if name == "officer":
        return next(str(one.label) for one in form.fields[name].offered if one.value == value)
    return value
