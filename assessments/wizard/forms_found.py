"""The page of the forms of violence: ticked, unticked, entered a second time."""

import dataclasses

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments.reference import editions
from assessments.sign_in.kept import whose_token

from .answers import StaleAnswer, keep_draft, remove_row
from .listing import named
from .parts import Part, write_seen
from .posting import Page, again, are_valid, dispatch, keep_all, reload
from .rests import Change, voided
from .route import Route
from .rows import Kind, hanging_rows


def answer_forms(request, page: Page):
    """A form no longer ticked leaves the list, with its seriousness; the others are saved.

    Raises StaleAnswer.
    """
    if {"autosave", "keep", "discard"} & request.POST.keys():
        return dispatch(request, page)
    gone = [p for p in page.parts if p.answer is not None and not is_ticked(p)]
    stays = dataclasses.replace(page, parts=[part for part in page.parts if is_ticked(part)])
    if code := request.POST.get("another"):
        return another(request, page, code)
    if not gone or not are_valid(stays.parts):
        return dispatch(request, stays)
    if stale := {part.key for part in gone if part.seen != part.version}:
        raise StaleAnswer(stale)
    if "agreed" not in request.POST:
        return ask_before_unticking(request, stays, gone)
    with transaction.atomic():
        take_off(request, page.route, gone)
        return dispatch(request, stays)


def is_ticked(part: Part) -> bool:
    """A form on the list is taken off by its box; a new one is there once anything is typed."""
    data, prefix = part.form.data, part.form.prefix
    was_listed = part.content is not None or (part.has_draft and "listed" in part.answer.draft)
    names = ("listed",) if was_listed else part.form.fields
    return any(data.get(f"{prefix}-{name}") for name in names)


def take_off(request, route: Route, gone: list[Part]) -> None:
    """Raises StaleAnswer when somebody changed one of them meanwhile."""
    kind = Kind("form", type(gone[0].form), "7-4-1", "", hangs=("severity",))
    for part in gone:
        change = Change(part.key, part.content, None)
        remove_row(
            route.case,
            part.key,
            seen_version=part.seen,
            by=request.user,
            also=hanging_rows(route, kind, part.key[1]),
            voids=[v for v in voided(route.answers, [change]) if v.key[0] != "severity"],
        )
    route.answers.load()


def ask_before_unticking(request, page: Page, gone: list[Part]):
    keep_all(request, page)
    reload(page)
    changes = [Change(part.key, part.content, None) for part in gone]
    changes += [part.change() for part in page.parts if part.is_changed()]
    context = {
        "case": page.route.case,
        "page": page,
        "typed": again(request),
        "seen_version": write_seen([*page.parts, *gone]),
        "whose": whose_token(request.user),
        "voids": [named(page.route, v.key, v.parts) for v in voided(page.route.answers, changes)],
        "changes": [
            {"label": part.title, "was": _("Listed"), "becomes": _("Not listed")} for part in gone
        ],
    }
    return render(request, "wizard/reopens.html", context)


def another(request, page: Page, code: str):
    """A second entry for a form: another perpetrator, another period."""
    keep_all(request, page)
    taken = {answer.row for answer in page.route.answers if answer.step == "form"}
    number = next(n for n in range(2, 1000) if f"{code}-{n}" not in taken)
    form = editions.current().form(code)
    if form is None:
        raise Http404
    key = ("form", f"{code}-{number}")
    keep_draft(page.route.case, key, draft={"listed": ["on"]}, seen_version=0, by=request.user)
    return redirect(page.address)
