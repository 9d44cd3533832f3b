"""What a POST on a page of parts leads to: kept, shown with errors, asked about, or saved.

Whatever happens, nothing typed is lost: it is kept as a draft beside the confirmed answer, or
stands on the page that answers.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments.guidance.considering import Beside, consider
from assessments.sign_in.kept import texts_of, typed_page, whose_token

from .answers import StaleAnswer, discard_draft
from .listing import named
from .parts import Part, draft_data, keep, own_names, read_seen, save, what_it_voids, write_seen
from .route import Route
from .showing import shown_fields
from .steps import BY_NAME

BUTTONS = frozenset(
    {
        "csrfmiddlewaretoken",
        "agreed",
        "keep",
        "autosave",
        "wizard_goto_step",
        "seen_version",
        "whose",
        "further",
    }
)


@dataclass
class Page:
    """A page that holds parts: where it is, where it leads, how it is shown."""

    route: Route
    parts: list[Part]
    address: str
    title: str
    show: Callable[[list[Part]], HttpResponse]
    onward: Callable[[], str]
    beside: Beside
    step_name: str = ""
    may_add: bool = False  # one row of a list, which a colleague may have added to meanwhile


Act = Callable[[HttpRequest, Page], HttpResponse]


def answer_post(request: HttpRequest, page: Page, act: Act | None = None) -> HttpResponse:
    """Do what the button that was pressed asks for; a page may have an `act` of its own.

    What was considered is kept whatever else comes of it: it rests on nothing.
    """
    keep_considered(request, page)
    try:
        if texts := texts_of(unplaced(request, page)):
            keep_all(request, page)
            return typed_page(request, texts, status=409)
        return (act or dispatch)(request, page)
    except StaleAnswer as stale:
        if "autosave" in request.POST:
            return HttpResponse(str(stale.sentence), status=409, content_type="text/plain")
        return show_conflict(request, page)


def keep_considered(request: HttpRequest, page: Page) -> None:
    for other in consider(page.beside, request.POST, by=request.user):
        words = _("%(name)s noted this meanwhile at a question that you noted, too: “%(remark)s”.")
        messages.warning(request, words % {"name": other.by.name, "remark": other.remark or "–"})


def unplaced(request: HttpRequest, page: Page) -> dict[str, list[str]]:
    """What was posted for rows that have left the page since it was opened."""
    if "discard" in request.POST:
        return {}
    placed = {name for part in page.parts for name in own_names(part.form)}
    seen = read_seen(request.POST.get("seen_version", ""))
    gone = seen.keys() - {part.form.prefix for part in page.parts}
    return {
        name: values
        for name, values in request.POST.lists()
        if name not in placed and any(name.startswith(f"{prefix}-") for prefix in gone)
    }


def only_keep(request: HttpRequest) -> None:
    """The page has closed since it was opened: what was typed is kept, and nothing confirmed."""
    request.POST = request.POST.copy()
    request.POST["keep"] = "1"


def dispatch(request: HttpRequest, page: Page) -> HttpResponse:
    post = request.POST
    if "autosave" in post:
        return HttpResponse(keep_all(request, page), content_type="text/plain")
    if "discard" in post:
        return discard(request, page)
    if "keep" in post:
        keep_all(request, page)
        messages.info(request, _("What you typed was kept as a draft. Look at it and continue."))
        return redirect(page.address)
    if goto := post.get("wizard_goto_step"):
        if goto not in BY_NAME:
            raise BadRequest("There is no such step.")
        keep_all(request, page)
        return redirect("wizard:step", page.route.case.reference, goto)
    if not are_valid(page.parts):
        return refuse(request, page)
    return confirm(request, page)


def are_valid(parts: list[Part]) -> bool:
    """Checks every form, so that all errors are shown at once."""
    checked = [part.form.is_valid() for part in parts]
    return all(checked)


def refuse(request: HttpRequest, page: Page) -> HttpResponse:
    """Not valid: kept as a draft, and shown again with what is wrong."""
    keep_all(request, page)
    if "exit" in request.POST:
        return redirect("wizard:case", page.route.case.reference)
    reload(page)
    return page.show(page.parts)


def confirm(request: HttpRequest, page: Page) -> HttpResponse:
    """Valid: saved, once the officer has seen what that opens again."""
    voids = what_it_voids(page.route, page.parts)
    if voids and "agreed" not in request.POST:
        keep_all(request, page)
        reload(page)
        return show_reopens(request, page, voids)
    save(page.route, page.parts, voids, by=request.user, beside=page.beside)
    if "exit" in request.POST:
        return redirect("wizard:case", page.route.case.reference)
    return redirect(page.onward())


def keep_all(request: HttpRequest, page: Page) -> str:
    return keep(page.route, page.parts, by=request.user)


def discard(request: HttpRequest, page: Page) -> HttpResponse:
    with transaction.atomic():
        for part in page.parts:
            discard_draft(page.route.case, part.key, seen_version=part.seen, by=request.user)
    return redirect(page.address)


def reload(page: Page) -> None:
    """The drafts just kept have new versions."""
    page.route.answers.load()
    for part in page.parts:
        part.answer = page.route.answers.get(*part.key)


def again(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields typed, to be carried by a page that asks something first."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in BUTTONS
    ]


def show_reopens(request: HttpRequest, page: Page, voids) -> HttpResponse:
    changed = [part for part in page.parts if part.is_changed() and part.content]
    context = {
        "case": page.route.case,
        "page": page,
        "typed": again(request),
        "seen_version": write_seen(page.parts),
        "whose": whose_token(request.user),
        "voids": [named(page.route, void.key, void.parts) for void in voids],
        "changes": [change for part in changed for change in differences(part)],
    }
    return render(request, "wizard/reopens.html", context)


def differences(part: Part) -> list[dict[str, str]]:
    """Field by field, what was and what it becomes."""
    kept = type(part.form)(
        route=part.form.route, content=part.content or {}, prefix=part.form.prefix
    )
    before = {field["name"]: field for field in shown_fields(kept)}
    after = {field["name"]: field for field in shown_fields(part.form)}
    labels = {name: part.form.fields[name].label for name in part.form.fields}
    return [
        {
            "label": labels[name],
            "was": before.get(name, {}).get("words", ""),
            "becomes": after.get(name, {}).get("words", ""),
        }
        for name in part.form.fields
        if before.get(name, {}).get("words") != after.get(name, {}).get("words")
    ]


def show_conflict(request: HttpRequest, page: Page) -> HttpResponse:
    """Both texts, side by side; the page below holds mine, made from the version that stands."""
    reload(page)
    stale = [part for part in page.parts if part.seen != part.version]
    context = {
        "case": page.route.case,
        "page": page,
        "parts": page.parts,
        "seen_version": write_seen(page.parts),
        "whose": whose_token(request.user),
        "conflicts": [conflict(part) for part in stale],
        "may_add": page.may_add and all(part.seen == 0 for part in stale),
        "address": page.address,
    }
    return render(request, "wizard/conflict.html", context, status=409)


def conflict(part: Part) -> dict:
    """What somebody saved meanwhile and what I typed, where they differ."""
    kept = part.form.content
    if part.answer is not None and part.answer.draft is not None:
        theirs = type(part.form)(
            draft_data(part.form.prefix, part.answer.draft),
            route=part.form.route,
            content=kept,
            prefix=part.form.prefix,
        )
    else:
        content = part.content or {}
        theirs = type(part.form)(route=part.form.route, content=content, prefix=part.form.prefix)
    saved = {field["name"]: field["words"] for field in shown_fields(theirs)}
    mine = {field["name"]: field["words"] for field in shown_fields(part.form)}
    return {
        "title": part.title,
        "answer": part.answer,
        "fields": [
            {"label": field.label, "theirs": saved.get(name, ""), "mine": mine.get(name, "")}
            for name, field in part.form.fields.items()
            if saved.get(name, "") != mine.get(name, "")
        ],
    }
