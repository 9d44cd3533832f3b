"""Pages between the evidence of a case and the register of sources."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from assessments.cases import access
from assessments.evidence import reading
from assessments.evidence.forms import SearchForm, SourceForm, classes
from assessments.evidence.views import PAGE, neighbours
from assessments.models import Answer

from .addresses import row_address, step_address
from .again_views import read_version
from .answers import StaleAnswer
from .route import Route
from .rows import KINDS, next_row
from .sources import COPIED, adopt, put_into_register, take_newest

MOVED_ON = gettext_lazy(
    "Somebody changed this source of the case since you opened the page. Look at it again."
)


@require_http_methods(["GET", "HEAD", "POST"])
def sources(request, reference):
    """The register, to take from it: first what other cases of the State use, then the newest."""
    route = Route(access.editable_case(request.user, reference))
    if request.method == "POST":
        return taken(request, route)
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    offered = reading.found(reading.offered_to(route.case, request.user), words)
    page = Paginator(offered, PAGE).get_page(request.GET.get("page"))
    context = {
        "case": route.case,
        "route": route,
        "page": page,
        "filters": form,
        "back": step_address(route, "parties"),
        **neighbours(page, {"q": words}),
    }
    return render(request, "wizard/sources.html", context)


def taken(request, route: Route):
    """The source is in the case; its page asks for and against what it speaks."""
    revision = reading.readable_source(request.user, number(request.POST.get("source")))
    row = next_row(route, KINDS["evidence"])
    adopt(route, row, revision, by=request.user)
    messages.success(request, _("The source is in the case. Say for or against what it speaks."))
    return redirect(row_address(route, "evidence", row))


def number(text: str | None) -> int:
    """Raises Http404 for what is no number."""
    if text is None or not (text.isascii() and text.isdigit()):
        raise Http404
    return int(text)


@require_POST
def newest(request, reference, row):
    """Rely on the newest revision of a source."""
    route = Route(access.editable_case(request.user, reference))
    kept = row_of(route, row, is_registered=True)
    revision = reading.readable_source(request.user, kept.content["source"])
    try:
        take_newest(route, row, revision, seen_version=read_version(request), by=request.user)
        messages.success(request, _("The case relies on the newest revision."))
    except StaleAnswer:
        messages.warning(request, MOVED_ON)
    return redirect(row_address(route, "evidence", row))


@require_http_methods(["GET", "HEAD", "POST"])
def register(request, reference, row):
    """Put a source that was entered on the case into the register, for other cases too."""
    route = Route(access.editable_case(request.user, reference))
    kept = row_of(route, row, is_registered=False)
    form = SourceForm(request.POST or None, request.FILES or None, initial=initial(kept.content))
    if request.method == "POST" and form.is_valid():
        seen = read_version(request)
        try:
            with transaction.atomic():
                put_into_register(route, row, form.facts(), seen_version=seen, by=request.user)
        except StaleAnswer:
            form.add_error(None, MOVED_ON)
        else:
            messages.success(request, _("The source is in the register."))
            return redirect(row_address(route, "evidence", row))
    context = {"case": route.case, "form": form, "row": row, "version": kept.version}
    context["back"] = row_address(route, "evidence", row)
    return render(request, "wizard/register_source.html", context)


def row_of(route: Route, row: str, *, is_registered: bool) -> Answer:
    """A source of the case, of the register or not. Raises Http404."""
    kept = route.answers.get("evidence", row)
    if kept is None or kept.content is None or ("source" in kept.content) != is_registered:
        raise Http404
    return kept


def initial(content: dict[str, Any]) -> dict[str, Any]:
    known = {name: content[name] for name in COPIED if name in content}
    if known.get("source_class") not in {one.value for one in classes()}:
        known.pop("source_class", None)
    return known
