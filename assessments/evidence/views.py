"""The pages of the register of sources."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.audit.trail import Verb, record
from assessments.cases import access
from assessments.cases.downloads import download as download_view
from assessments.cases.downloads import sent
from assessments.cases.file_views import HARMLESS
from assessments.cases.once import once
from assessments.cases.witness import is_first_of_the_hour
from assessments.models import Case, SourceRevision

from . import keeping, reading
from .forms import ConfirmForm, SearchForm, SourceForm

PAGE = 25
CASES_SHOWN = 25


@require_safe
def sources(request):
    """All that the person may read, the newest first, found by title and publisher."""
    access.require(request.user, *reading.READERS)
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "overdue": False}
    listed = reading.found(reading.readable(request.user), asked["q"]).order_by("-made_at", "-pk")
    if asked["overdue"]:
        listed = listed.filter(next_check_on__lt=timezone.localdate()).order_by("next_check_on")
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": form,
        "may_write": reading.may_write(request.user),
        **neighbours(page, asked),
    }
    return render(request, "evidence/sources.html", context)


def neighbours(page: Page, asked: dict[str, Any]) -> dict[str, str]:
    """The addresses of the pages beside one page of a list, with what was asked for."""
    kept = {name: value for name, value in asked.items() if value}
    newer = page.previous_page_number() if page.has_previous() else 0
    older = page.next_page_number() if page.has_next() else 0
    return {
        name: f"?{urlencode({**kept, 'page': number})}" if number else ""
        for name, number in (("newer", newer), ("older", older))
    }


@require_safe
def source(request, source):
    """What the register says today, what it said before, and which cases use it."""
    return show(request, reading.readable_source(request.user, source), is_newest=True)


@require_safe
def revision(request, source, number):
    """What it said in an earlier revision."""
    return show(request, reading.readable_revision(request.user, source, number), is_newest=False)


def show(request, found: SourceRevision, *, is_newest: bool):
    if not found.is_open and is_first_of_the_hour(request, f"source {found.source_id}"):
        noted(Verb.READ, request, found)
    past = reading.within_reach(request.user).filter(source=found.source_id)
    context = {
        "source": found,
        "is_newest": is_newest,
        "revisions": past.select_related("made_by").order_by("-number"),
        "cases": cases_of(request.user, found),
        "may_write": reading.may_write(request.user),
    }
    return render(request, "evidence/source.html", context)


def cases_of(user, found: SourceRevision):
    """Those that the person may see: what others use is not theirs to know."""
    rows = access.visible_cases(user).filter(
        answers__step="evidence", answers__content__source=found.source_id
    )
    return Case.objects.filter(pk__in=rows.values("pk")).newest_first()[:CASES_SHOWN]


def noted(verb: Verb, request, found: SourceRevision, **more: str) -> None:
    """Who reads what is closed, and who takes a file away, leaves an entry, as on a case."""
    facts = {"source": found.source_id, "revision": found.number}
    page = request.resolver_match.view_name
    with transaction.atomic(durable=True):
        record(verb, None, by=request.user, page=page, **facts, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def add(request):
    reading.require_writer(request.user)
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = keeping.add_source(form.facts(), by=request.user)
        messages.success(request, _("The source is in the register."))
        return redirect("evidence:source", made.source_id)
    return render(request, "evidence/add.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def revise(request, source):
    """A new revision, made from what stands; nothing typed is lost if that has moved on."""
    newest = reading.writable_source(request.user, source)
    initial = {name: getattr(newest, name) for name in SourceForm.base_fields if name in OF_MODEL}
    form = SourceForm(request.POST or None, request.FILES or None, source=newest, initial=initial)

    def save():
        keeping.revise_source(newest, form.facts(), by=request.user)

    if carried_out(request, form, newest, save):
        messages.success(request, _("The source has a new revision."))
        return redirect("evidence:source", source)
    return render(request, "evidence/revise.html", {"source": newest, "form": form})


OF_MODEL = frozenset({*keeping.SAID, "checked_on", "next_check_on"}) - {"files"}


@require_http_methods(["GET", "HEAD", "POST"])
@once
def confirm(request, source):
    """Somebody looked again: it still holds."""
    newest = reading.writable_source(request.user, source)
    form = ConfirmForm(
        request.POST or None, source=newest, initial={"checked_on": timezone.localdate()}
    )

    def save():
        keeping.confirm_source(newest, **form.cleaned_data, by=request.user)

    if carried_out(request, form, newest, save):
        messages.success(request, _("It is recorded that the source still holds."))
        return redirect("evidence:source", source)
    return render(request, "evidence/confirm.html", {"source": newest, "form": form})


def carried_out(request, form, newest: SourceRevision, save: Callable[[], object]) -> bool:
    """Whether a post was; one made from an older revision is shown again with what was typed."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        if request.POST.get("seen") != str(newest.number):
            raise keeping.SourceMovedOn
        with transaction.atomic():
            save()
    except keeping.SourceMovedOn as moved:
        form.add_error(None, str(moved.sentence))
    return not form.errors


@require_safe
@download_view
def file(request, source, number, digest):
    """The bytes as they were put in, always as a download, for whoever may read the revision."""
    found = reading.readable_revision(request.user, source, number)
    named = next((one for one in found.files if one["digest"] == digest), None)
    if named is None:
        raise Http404
    noted(Verb.DOWNLOADED, request, found, digest=digest)
    body = keeping.body_of(digest)
    kind = named["content_type"]
    return sent(
        body,
        name=named["name"],
        content_type=kind if kind in HARMLESS else "application/octet-stream",
    )
