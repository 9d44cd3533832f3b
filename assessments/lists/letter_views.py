"""The register of letters of exemption."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cases import access
from assessments.cases.once import once
from assessments.cases.refusals import Refusal
from assessments.models import ExemptionLetter, LetterLine, Role

from .letter_forms import FIRST_LINES, EndForm, LetterForm, line_forms
from .letters import end_letter, is_standing, record_letter, with_left

LATEST = 200


def whole():
    """Letters with their lines and what is left of each."""
    lines = Prefetch("lines", with_left(LetterLine.objects.order_by("position")))
    return ExemptionLetter.objects.select_related("recorded_by", "ended_by").prefetch_related(lines)


@require_safe
def letters(request):
    """Every letter, the newest first, with what is left."""
    rows = [{"letter": one, "stands": is_standing(one)} for one in whole()[:LATEST]]
    context = {"rows": rows, "may_edit": request.user.has_role(Role.EDITOR)}
    return render(request, "lists/letters.html", context)


@require_safe
def letter(request, letter):
    """A letter, and how much was authorised under it. Whose cases these are is not told here."""
    shown = get_object_or_404(whole(), pk=letter)
    context = {
        "letter": shown,
        "stands": is_standing(shown),
        "may_end": request.user.has_role(Role.EDITOR) and shown.ended_on is None,
    }
    return render(request, "lists/letter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def record(request):
    """A new letter with its lines; it is not changed afterwards."""
    access.require(request.user, Role.EDITOR)
    data = request.POST or None
    form, lines = LetterForm(data), line_forms(data, rows_of(request))
    if data and "more" not in data and all([form.is_valid(), *(one.is_valid() for one in lines)]):
        covered = [one.line for one in lines if one.line]
        if not covered:
            lines[0].add_error("description", _("Say of at least one kind of item how much."))
        else:
            try:
                made = record_letter(lines=covered, by=request.user, **form.cleaned_data)
                messages.success(request, _("The letter is recorded."))
                return redirect("lists:letter", made.pk)
            except Refusal as refusal:
                form.add_error(None, str(refusal.sentence))
    if data and "more" in data:
        form.quiet = True
        for one in lines:
            one.quiet = True
    return render(request, "lists/record.html", {"form": form, "lines": lines})


def rows_of(request) -> int:
    given = request.POST.get("rows", "")
    rows = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else FIRST_LINES
    return rows + FIRST_LINES if "more" in request.POST else rows


@require_http_methods(["GET", "HEAD", "POST"])
@once
def end(request, letter):
    """End a letter before its last day."""
    access.require(request.user, Role.EDITOR)
    shown = get_object_or_404(ExemptionLetter, pk=letter)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        end_letter(shown, by=request.user, **form.cleaned_data)
        messages.success(request, _("The letter is ended, and the cases that name it are flagged."))
        return redirect("lists:letter", shown.pk)
    return render(request, "lists/end.html", {"letter": shown, "form": form})
