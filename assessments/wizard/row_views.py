"""Pages of rows: one row a page, or several rows on one."""

import re

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.guidance.considering import Beside
from assessments.law import LINES
from assessments.models import Answer
from assessments.reference import editions
from assessments.requests.listing import as_source
from assessments.sign_in.kept import whose_token

from .addresses import row_address, rows_address, step_address
from .answers import Key
from .entering import enter
from .forms_found import answer_forms
from .indexing import index
from .listing import not_reached
from .listshow import risk_row
from .parts import Part, read_posted, write_seen
from .posting import Page, answer_post, only_keep
from .profile_views import STEPS_1_TO_3, panel
from .progress import engaged_lines, is_closed, is_row_asked, next_open
from .removing import remove
from .route import Route
from .rows import (
    INDEXED,
    KINDS,
    ROWS_PAGES,
    Kind,
    RowsPage,
    back_step,
    next_row,
    row_part,
)
from .sources import shown_source
from .steps import BY_NAME
from .views import SIX

NAMES = re.compile(r"[A-Za-z0-9_-]{1,40}")  # what a case file takes as the name of a row
NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request, reference, kind, row):
    """One row: an item, a party, a source, a risk, the mitigation of a risk."""
    route = enter(request, reference)
    if kind not in KINDS:
        raise Http404
    chosen = KINDS[kind]
    if row == "new":
        address = row_address(route, kind, next_row(route, chosen))
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
    check_row(route, chosen, row)
    if request.method == "POST" and "further" in request.POST:
        row = as_further(request, route, chosen, row)
    if shut := why_shut(route, kind, chosen.step):
        if request.method != "POST":
            return lead_back(request, route, shut)
        only_keep(request)
    if request.method == "POST" and "remove" in request.POST:
        return remove(request, route, chosen, row)
    part = row_part(route, chosen, row, given(request, route, chosen), read_posted(request))
    page = row_page(request, route, chosen, part)
    return answer_post(request, page) if request.method == "POST" else page.show([part])


def why_shut(route: Route, kind: str, step: str) -> str:
    """Why nothing is asked here now; "" where it is. Steps 5 and 6 wait for what they rest on."""
    if not is_row_asked(route, kind):
        return not_reached(route, BY_NAME[step]) or _("This part is not asked.")
    if is_closed(route, BY_NAME[step]):
        return _("This part opens once what it rests on is answered.")
    return ""


def lead_back(request, route: Route, why: str):
    messages.info(request, why)
    return redirect("wizard:case", route.case.reference)


def check_row(route: Route, kind: Kind, row: str) -> None:
    """Mitigation is asked of a risk that is there. Raises Http404."""
    known = {risk["id"] for risk in route.judged_risks()}
    if kind.name == "mitigation" and row not in known:
        raise Http404
    if not NAMES.fullmatch(row):
        raise Http404


def as_further(request, route: Route, kind: Kind, row: str) -> str:
    """What was typed for a row that a colleague has made meanwhile goes to the next free one."""
    free = next_row(route, kind)
    old, new = f"{kind.name}.{row}-", f"{kind.name}.{free}-"
    fields = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        own = name.startswith(old)
        fields.setlist(new + name.removeprefix(old) if own else name, values)
    fields["seen_version"] = "{}"
    request.POST = fields
    return free


def given(request, route: Route, kind: Kind) -> dict:
    """What the address says of a new row.

    Of a risk its line, or that it is from the six steps; of a source whose answer it is.
    """
    if kind.name == "evidence" and NUMBER.fullmatch(number := request.GET.get("request", "")):
        return as_source(route.case, int(number))
    if kind.name != "risk":
        return {}
    line = request.GET.get("line")
    return {"gbv": "six" in request.GET, **({"line": line} if line in LINES else {})}


def row_page(request, route: Route, kind: Kind, part: Part) -> Page:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    address = row_address(route, kind.name, part.key[1]) + query

    def show(parts):
        return render(
            request, "wizard/row.html", row_context(request, route, kind, parts[0], address)
        )

    def onward():
        if kind.name in INDEXED:
            index(route.case)
        return after_row(route, kind, part)

    may_add = kind.name != "mitigation"
    beside = beside_row(route, kind, part.key)
    return Page(route, [part], address, str(kind.title), show, onward, beside, may_add=may_add)


def beside_row(route: Route, kind: Kind, key: Key) -> Beside:
    return Beside(route.case, kind.place, key[1], key)


def row_context(request, route: Route, kind: Kind, part: Part, address: str) -> dict:
    row = part.key[1]
    risk = next((risk for risk in route.risks if risk["id"] == row), None)
    return {
        "case": route.case,
        "route": route,
        "kind": kind,
        "part": part,
        "form": part.form,
        "row": row,
        "name": route.risk_names.get(row, "") if kind.name == "risk" else "",
        "seen_version": write_seen([part]),
        "whose": whose_token(request.user),
        "address": address,
        "back": step_address(route, back_step(kind, part.form.content)),
        "edition": editions.current(),
        "question": editions.current().question(kind.place),
        "beside": beside_row(route, kind, part.key),
        "requests": route.requests_at(BY_NAME[kind.step].place),
        "six": SIX.get(kind.name),
        "risk": risk_row(route, risk) if risk and kind.name == "mitigation" else None,
        "source": shown_source(route, row) if kind.name == "evidence" else None,
        "rail": [risk_row(route, risk, kind.name) for risk in route.judged_risks()]
        if kind.name == "mitigation"
        else [],
        "measures": editions.current().measures_by_group if kind.name == "mitigation" else None,
    }


def after_row(route: Route, kind: Kind, part: Part) -> str:
    """Back to the list; after a mitigation on to the next risk that has none."""
    fresh = route.fresh()
    if kind.name == "mitigation":
        open_risks = [
            risk["id"]
            for risk in fresh.judged_risks()
            if not fresh.answers.is_confirmed("mitigation", risk["id"])
        ]
        if open_risks:
            return row_address(fresh, "mitigation", open_risks[0])
    return step_address(fresh, back_step(kind, fresh.answers.content(*part.key)))


@require_http_methods(["GET", "HEAD", "POST"])
def rows(request, reference, name, group=""):
    """Several rows on one page: the forms found, their seriousness, quantities, overriding risk."""
    route = enter(request, reference)
    if name not in ROWS_PAGES or (name == "overriding" and group not in engaged_lines(route)):
        raise Http404
    chosen = ROWS_PAGES[name]
    if shut := why_shut(route, name, chosen.step):
        if request.method != "POST":
            return lead_back(request, route, shut)
        only_keep(request)
    if request.method != "POST":
        return show_rows(request, route, chosen, group, chosen.parts(route, group))
    parts = chosen.parts(route, group, read_posted(request))
    page = Page(
        route,
        [part for part in parts if part.is_typed() or part.answer is not None or is_asked(part)],
        page_address(route, chosen, group),
        str(chosen.title),
        lambda shown: show_rows(request, route, chosen, group, parts),
        lambda: after_rows(route, chosen, group),
        beside_rows(route, chosen, group),
    )
    return answer_post(request, page, answer_forms if name == "form" else None)


def beside_rows(route: Route, chosen: RowsPage, group: str) -> Beside:
    return Beside(route.case, chosen.place, group, (chosen.step, ""))


def is_asked(part: Part) -> bool:
    """Rows that must be answered; a form not ticked and a quantity left out need not be."""
    return part.key[0] in ("severity", "overriding")


def page_address(route: Route, chosen: RowsPage, group: str) -> str:
    return rows_address(route, chosen.name, group)


def after_rows(route: Route, chosen: RowsPage, group: str) -> str:
    """Overriding: the next line; the others go back to their step."""
    fresh = route.fresh()
    if chosen.name == "overriding":
        for line in engaged_lines(fresh):
            if line != group and line_is_open(fresh, line):
                return rows_address(fresh, "overriding", line)
        step = next_open(fresh, "mitigation")
        return (
            step_address(fresh, step.name)
            if step
            else reverse("wizard:step", args=[route.case.reference, "check"])
        )
    return step_address(fresh, chosen.step)


def line_is_open(route: Route, line: str) -> bool:
    return any(
        not route.answers.is_confirmed("overriding", risk["id"])
        for risk in route.judged_risks()
        if (risk.get("line") or "none") == line
    )


def first_waiting(parts: list[Part]) -> Answer | None:
    """A row that waits to be confirmed: it says where what waits is from."""
    return next((part.answer for part in parts if part.answer and part.answer.is_waiting), None)


def show_rows(request, route: Route, chosen: RowsPage, group: str, parts: list[Part]):
    waiting = [
        risk_row(route, risk)
        for risk in route.judged_risks()
        if (risk.get("line") or "none") == group
        and not route.answers.is_confirmed("mitigation", risk["id"])
    ]
    context = {
        "case": route.case,
        "route": route,
        "page": chosen,
        "parts": parts,
        "group": group,
        "forms": [part.form for part in parts],
        "has_draft": any(part.has_draft for part in parts),
        "waits": first_waiting(parts),
        "waiting": waiting if chosen.name == "overriding" else [],
        "seen_version": write_seen(parts),
        "whose": whose_token(request.user),
        "address": page_address(route, chosen, group),
        "back": step_address(route, chosen.step),
        "edition": editions.current(),
        "question": editions.current().question(chosen.place),
        "beside": beside_rows(route, chosen, group),
        "requests": route.requests_at(group or chosen.place),
        "six": SIX.get(chosen.step),
        "profiles": panel(route) if chosen.step in STEPS_1_TO_3 else None,
        "threshold": route.standards.choices.get("overriding_threshold", ""),
    }
    return render(request, chosen.template, context)
