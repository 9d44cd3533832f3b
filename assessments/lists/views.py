"""The lists, their entries as of a day, and loading a list."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cases import access
from assessments.cases.refusals import Refusal
from assessments.models import ListFile, ListLoad, ListSource, Role

from .asking import editions, end_of, found, sizes
from .forms import EntryFilter, ListFileForm, LoadForm
from .loading import Preview, keep_file, load_list, preview
from .reading import read_list

PAGE = 50
SHOWN_FAULTS = 100
SHOWN_CHANGES = 200


@require_safe
def lists(request):
    """Every list with its day, its next check, and whether that has passed."""
    today = timezone.localdate()
    numbers = sizes(timezone.now())
    rows = [
        {"load": load, "size": numbers.get(load.source_id, 0), "is_stale": load.is_stale(today)}
        for load in editions()
    ]
    return render(request, "lists/lists.html", {"rows": rows, "may_edit": is_editor(request)})


def is_editor(request) -> bool:
    return request.user.has_role(Role.EDITOR)


@require_safe
def entries(request, key):
    """The entries of a list as of a day, those with the words and of the State asked for."""
    source = get_object_or_404(ListSource, key=key)
    form = EntryFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    at = end_of(form.day)
    asked = {name: wanted.get(name) or "" for name in ("q", "state", "on")}
    number = page_number(request)
    first = PAGE * (number - 1)
    matching = found(source, at=at, q=asked["q"], state=asked["state"])
    rows = list(matching[first : first + PAGE + 1])
    load = source.loads.filter(loaded_at__lte=at).order_by("-number").first()
    context = {
        "source": source,
        "load": load,
        "is_stale": load is not None and load.is_stale(timezone.localdate()),
        "filters": form,
        "day": form.day,
        "count": matching.count(),
        "entries": rows[:PAGE],
        "earlier": number > 1 and urlencode({**asked, "page": number - 1}),
        "later": len(rows) > PAGE and urlencode({**asked, "page": number + 1}),
        "loads": source.loads.select_related("loaded_by")[:PAGE],
    }
    return render(request, "lists/entries.html", context)


def page_number(request) -> int:
    given = request.GET.get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


@require_safe
def entry(request, key, entry):
    """An entry, and all that the list has said under its key."""
    shown = get_object_or_404(ListSource, key=key).entries.filter(pk=entry)
    shown = shown.select_related("source").first()
    if shown is None:
        raise Http404
    history = shown.source.entries.filter(key=shown.key).order_by("-since")
    edition = shown.source.loads.filter(loaded_at__lte=shown.since).order_by("-number").first()
    context = {"entry": shown, "history": history, "load": edition, "today": timezone.localdate()}
    return render(request, "lists/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    """A file to be loaded: kept, and shown with what it would change, before anything is."""
    access.require(request.user, Role.EDITOR)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ListFileForm(*posted)
    if posted and form.is_valid():
        try:
            preview(form.content)
            return redirect("lists:load", keep_file(form.cleaned_data["file"]).digest)
        except Refusal as refusal:
            form.add_error(None, str(refusal.sentence))
    context = {
        "form": form,
        "faults": form.faults[:SHOWN_FAULTS],
        "more_faults": max(0, len(form.faults) - SHOWN_FAULTS),
    }
    return render(request, "lists/upload.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def load(request, digest):
    """What a file would change, and the button that changes it."""
    access.require(request.user, Role.EDITOR)
    file = get_object_or_404(ListFile, digest=digest)
    content = read_list(bytes(file.body))
    shown = preview(content)
    form = LoadForm(request.POST or None, ends_many=shown.ends_many)
    if request.method == "POST" and form.is_valid():
        made = load_list(
            content,
            file,
            by=request.user,
            seen=seen_number(request),
            may_end_many=bool(form.cleaned_data.get("may_end_many")),
        )
        messages.success(request, said(made))
        return redirect("lists:entries", made.source.key)
    as_of = date.fromisoformat(content["as_of"])
    context = {"content": content, "as_of": as_of, "form": form, "shown": shown, **changes(shown)}
    return render(request, "lists/load.html", context)


def seen_number(request) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


def said(made: ListLoad) -> str:
    flagged = made.flags.count()
    if flagged:
        return _("The list is loaded. Cases flagged because it touches them: %(number)s.") % {
            "number": flagged
        }
    return _("The list is loaded. It touches no case that is open.")


def changes(shown: Preview) -> dict[str, object]:
    """What is added, changed and ended, as far as a page holds it."""
    return {
        "added": shown.added[:SHOWN_CHANGES],
        "changed": [
            {"before": old, "after": new, "fields": differing(old, new)}
            for old, new in shown.changed[:SHOWN_CHANGES]
        ],
        "ended": shown.ended[:SHOWN_CHANGES],
        "is_cut": max(len(shown.added), len(shown.changed), len(shown.ended)) > SHOWN_CHANGES,
    }


def differing(old, new) -> list[str]:
    """The names of the fields of which the file says something else."""
    return [name for name, value in new.items() if getattr(old, name) != value]
