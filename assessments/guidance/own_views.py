"""Pages of the authority's own notes and of the Treaty's text: read by all, kept by editors."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.cases import access
from assessments.models import OwnGuidance, Role
from assessments.reference import editions

from .entries import title
from .forms import ChangeOwnForm, NewOwnForm, TreatyTextForm
from .own import change_own, every_version, in_force, publish_own, withdraw_own, write_own
from .treaty import last_texts, load_text, name_of

SHOWN_FAULTS = 100


@require_safe
def own(request):
    """Every note with its versions, place by place; what waits is published or withdrawn here."""
    edition, today = editions.current(), timezone.localdate()
    now = {one.pk for one in in_force()}
    is_editor = request.user.has_role(Role.EDITOR)
    publishes = is_editor or request.user.has_role(Role.ADMINISTRATOR)
    notes = [
        {"title": title(edition, place), "versions": versions(rows, now, today)}
        for (place, _note), rows in groupby(every_version(), key=lambda one: (one.place, one.note))
    ]
    context = {"notes": notes, "is_editor": is_editor, "publishes": publishes}
    return render(request, "guidance/own.html", context)


def versions(rows, now, today):
    """Each version with where it stands."""
    return [{"version": one, "stands": stands(one, now, today)} for one in rows]


def stands(one: OwnGuidance, now: set[int], today) -> str:
    """waits, withdrawn, now, later or past."""
    if one.withdrawn_at:
        return "withdrawn"
    if not one.published_at:
        return "waits"
    if one.pk in now:
        return "now"
    return "later" if one.from_on > today else "past"


@require_http_methods(["GET", "HEAD", "POST"])
def write(request):
    """A new note or question."""
    access.require(request.user, Role.EDITOR)
    initial = {"place": request.GET.get("place", "")}
    form = NewOwnForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        write_own(given["place"], given["kind"], form.wording(), by=request.user)
        return to_be_published(request)
    return render(request, "guidance/own_write.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, version):
    """The next version of a note, beginning with the words of this one."""
    access.require(request.user, Role.EDITOR)
    old = get_object_or_404(OwnGuidance, pk=version)
    form = ChangeOwnForm(request.POST if request.method == "POST" else None, version=old)
    if request.method == "POST" and form.is_valid():
        change_own(old, form.wording(), by=request.user)
        return to_be_published(request)
    context = {"form": form, "old": old, "title": title(editions.current(), old.place)}
    return render(request, "guidance/own_write.html", context)


def to_be_published(request):
    messages.success(
        request, _("It is written. Another register editor or an administrator has to publish it.")
    )
    return redirect("guidance:own")


@require_POST
def publish(request, version):
    access.require(request.user, Role.EDITOR, Role.ADMINISTRATOR)
    publish_own(get_object_or_404(OwnGuidance, pk=version), by=request.user)
    messages.success(request, _("It is published, and stands beside the question from its day on."))
    return redirect("guidance:own")


@require_POST
def withdraw(request, version):
    access.require(request.user, Role.EDITOR)
    withdraw_own(get_object_or_404(OwnGuidance, pk=version), by=request.user)
    messages.success(request, _("It is withdrawn."))
    return redirect("guidance:own")


@require_http_methods(["GET", "HEAD", "POST"])
def treaty_text(request):
    """Which texts are loaded, from which source; a register editor loads another."""
    if request.method == "POST":
        access.require(request.user, Role.EDITOR)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TreatyTextForm(*posted)
    if posted and form.is_valid():
        made = load_text(form.content, form.cleaned_data["file"], by=request.user)
        words = _("The text is loaded, and stands beside the questions: %(language)s.")
        messages.success(request, words % {"language": name_of(made.language)})
        return redirect("guidance:treaty_text")
    context = {
        "form": form,
        "faults": form.faults[:SHOWN_FAULTS],
        "more_faults": max(0, len(form.faults) - SHOWN_FAULTS),
        "texts": [{"text": one, "language": name_of(one.language)} for one in last_texts()],
        "is_editor": request.user.has_role(Role.EDITOR),
    }
    return render(request, "guidance/treaty_text.html", context)
