"""The pages of requests: those of a case, one of them, its letter, what is done, those out."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cases import access
from assessments.cases.downloads import download, sent
from assessments.cases.once import once
from assessments.cases.refusals import NotMovable
from assessments.models import Act, Case, InformationRequest, Role
from assessments.models.requests import DRAFT
from assessments.sign_in import step_up

from . import asking, listing
from .forms import FORMS, DraftForm, RequestForm
from .letters import introduction, text_of
from .templates import PLACES

SHOWN = 25
USUAL_DAYS = 30  # for an answer, until the officer says otherwise
HEADS = {
    Act.SENT: gettext_lazy("Record that the request was sent"),
    Act.REMINDED: gettext_lazy("Record a reminder"),
    Act.ANSWERED: gettext_lazy("Record the answer"),
    Act.UNANSWERED: gettext_lazy("Close the request as not answered"),
    Act.WITHDRAWN: gettext_lazy("Withdraw the request"),
}
DONE = {
    Act.SENT: gettext_lazy("It is recorded that the request was sent. It is not changed any more."),
    Act.REMINDED: gettext_lazy("The reminder is recorded."),
    Act.ANSWERED: gettext_lazy("The answer is recorded."),
    Act.UNANSWERED: gettext_lazy("The request is closed: asked, not answered."),
    Act.WITHDRAWN: gettext_lazy("The request is withdrawn."),
}


@require_safe
def out(request):
    """What was asked and is not answered yet, in the cases that the person may see."""
    access.require(request.user, Role.OFFICER, *access.REVIEWERS)
    page = Paginator(listing.out_of(request.user), SHOWN).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "today": timezone.localdate(),
        "newer": page.has_previous() and f"?page={page.previous_page_number()}",
        "older": page.has_next() and f"?page={page.next_page_number()}",
    }
    return render(request, "requests/out.html", context)


@require_safe
def requests(request, reference):
    """All requests on a case; all who may see it read them."""
    case = access.visible_case(request.user, reference)
    context = {
        "case": case,
        "requests": listing.of_case(case),
        "may_ask": access.rights(request.user, case).may_edit,
        "today": timezone.localdate(),
    }
    return render(request, "requests/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def new(request, reference):
    """Whom to ask about what; then on to the words, which come from the templates."""
    case = access.editable_case(request.user, reference)
    due_on = timezone.localdate() + timedelta(days=USUAL_DAYS)
    places = [place for place in request.GET.getlist("place") if place in PLACES]
    first = {"due_on": due_on, "stops_clock": True, "places": places}
    form = RequestForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        step_up.require_if_carried(request)
        said = form.said()
        words = introduction(case, said["addressee"])
        made = asking.draft(case, {**said, "introduction": words}, by=request.user)
        return redirect("requests:edit", reference, made.number)
    return render(request, "requests/new.html", {"case": case, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def edit(request, reference, number):
    """The wording of a draft. Nothing typed is lost where somebody changed it meanwhile."""
    case = access.editable_case(request.user, reference)
    found = of(case, number)
    if found.stands != DRAFT:
        raise NotMovable(asking.MOVED_ON)
    form = DraftForm(request.POST or None, draft=found)
    if request.method == "POST" and form.is_valid():
        step_up.require_if_carried(request)
        try:
            seen = read_version(request)
            asking.change(found, form.said(), seen_version=seen, by=request.user)
        except asking.ChangedMeanwhile:
            found = of(case, number)
            form.add_error(
                None,
                _(
                    "Somebody changed this draft since you opened it. What you typed stands below;"
                    " continue to put it in the place of theirs."
                ),
            )
        else:
            page = "requests:edit" if form.has_new_places else "requests:request"
            return redirect(page, reference, number)
    return render(request, "requests/edit.html", {"case": case, "asked": found, "form": form})


def read_version(request) -> int:
    seen = request.POST.get("seen_version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else 0


@require_safe
def show(request, reference, number):
    """One request: its letter, what was done with it, and what may be done now."""
    case = access.visible_case(request.user, reference)
    found = of(case, number)
    context = {
        "case": case,
        "asked": found,
        "text": text_of(found, timezone.localdate()),
        "acts": found.acts.select_related("by").prefetch_related("files"),
        "possible": offered(request.user, case, found),
        "follows": found.stands == Act.ANSWERED and access.rights(request.user, case).may_edit,
        "today": timezone.localdate(),
    }
    return render(request, "requests/request.html", context)


@require_safe
def letter(request, reference, number):
    """The words alone, to be printed."""
    case = access.visible_case(request.user, reference)
    found = of(case, number)
    text = text_of(found, timezone.localdate())
    return render(request, "requests/letter.html", {"case": case, "asked": found, "text": text})


@require_safe
@download
def text(request, reference, number):
    """The words as plain text, to be put into a letter or a message elsewhere."""
    case = access.visible_case(request.user, reference)
    words = text_of(of(case, number), timezone.localdate())
    name = f"{reference}-{number}.txt"
    return sent(words, name=name, content_type="text/plain; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def act(request, reference, number, kind):
    """Record that it was sent, reminded of, answered, not answered, withdrawn."""
    if kind not in FORMS:
        raise Http404
    seen = access.editable_case if kind == Act.SENT else access.followed_case
    case = seen(request.user, reference)
    found = of(case, number)
    if kind not in asking.possible(found, case):
        raise NotMovable(asking.MOVED_ON)
    form = FORMS[kind](request.POST or None, request=found)
    if request.method == "POST" and form.is_valid():
        step_up.require_if_carried(request)
        asking.act(found, Act(kind), by=request.user, **form.said())
        messages.success(request, DONE[kind])
        return redirect("requests:request", reference, number)
    context = {"case": case, "asked": found, "form": form, "kind": kind, "head": HEADS[kind]}
    return render(request, "requests/act.html", context)


def of(case: Case, number: int) -> InformationRequest:
    """A request of the case as it stands. Raises Http404."""
    found = get_object_or_404(InformationRequest.objects.told().filter(case=case), number=number)
    found.case = case
    return found


def offered(user, case: Case, request: InformationRequest) -> list[tuple[str, str]]:
    """What this person may do with it now, each with its words."""
    may = access.rights(user, case)
    follows = may.works_on and not may.is_interested
    if case.status == "submitted" and may.must_declare:
        follows = False
    if not follows:
        return []
    passed = request.due_on < timezone.localdate()
    return [
        (kind, HEADS[kind])
        for kind in asking.possible(request, case)
        if kind != Act.UNANSWERED or passed
    ]
