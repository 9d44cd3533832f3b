"""What is done to a case as a whole: withdraw it, hand it over."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.sign_in import step_up

from . import access
from .comments import ENDED, may_be_noted, write_note
from .forms import HandOverForm, NoteForm, WithdrawForm, other_officers
from .handing_over import hand_over
from .once import once
from .opening import withdraw_case
from .refusals import NotMovable
from .status import MOVES, Status


@require_http_methods(["GET", "HEAD", "POST"])
@once
def withdraw(request, reference):
    case = access.own_clean_case(request.user, reference)
    if Status.WITHDRAWN not in MOVES[Status(case.status)]:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_case(case, by=request.user, because=form.cleaned_data["because"])
        messages.success(request, _("The case is withdrawn. It stays as it was, to be read."))
        return redirect("wizard:case", reference)
    return render(request, "cases/withdraw.html", {"case": case, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def hand_over_case(request, reference):
    case = own_editable_case(request, reference)
    form = HandOverForm(request.POST or None, people=other_officers(case))
    if request.method == "POST" and form.is_valid():
        colleague = form.cleaned_data["colleague"]
        hand_over(case, to=colleague, by=request.user, because=form.cleaned_data["because"])
        sentence = _("%(reference)s is now the case of %(name)s.")
        messages.success(request, sentence % {"reference": reference, "name": colleague.name})
        return redirect("cases:mine")
    return render(request, "cases/hand_over.html", {"case": case, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def notes(request, reference):
    """What colleagues say to one another about the case; all who may see it may read and write."""
    case = access.visible_case(request.user, reference)
    is_open = may_be_noted(case)
    form = NoteForm(request.POST or None) if is_open else None
    if request.method == "POST":
        if form is None:
            raise NotMovable(ENDED)
        if form.is_valid():
            step_up.require_if_carried(request)
            write_note(case, **form.cleaned_data, by=request.user)
            return redirect("cases:notes", reference)
    written = case.notes.select_related("written_by")
    return render(request, "cases/notes.html", {"case": case, "form": form, "notes": written})


def own_editable_case(request, reference):
    """Also for whoever has an interest in it: they give it away."""
    case = access.own_case(request.user, reference)
    if not case.is_editable:
        raise Http404
    return case
