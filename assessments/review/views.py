"""The pages of the reviewers: look, return, sign off, decide."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cases import access
from assessments.cases.comments import answer_comments, to_answer
from assessments.cases.declaring import declare
from assessments.cases.once import once
from assessments.cases.terms import ROLES
from assessments.models import Purpose, Role
from assessments.sign_in import step_up
from assessments.wizard.route import Route
from assessments.wizard.steps import PARTS
from assessments.wizard.xrayed import to_section, xrayed

from .deciding import decide_case
from .decision_page import decision_context, decision_form
from .forms import RepliesForm, ReturnForm, SignOffForm, VerdictsForm, WaiverReviewForm
from .remarking import remarked
from .returning import return_case
from .reviewing import review as reviewed
from .signing_off import sign_off as sign_off_submission
from .standing import SIGNERS, kinds_for, last_submission
from .verdicts import give_verdicts, given
from .waiving import review_waiver

ONWARD = {"decide": "review:decide", "return": "review:return"}


@require_http_methods(["GET", "HEAD", "POST"])
@once
def review(request, reference):
    """The whole submission on one page, what changed since the one before, a verdict a part."""
    if request.method == "POST":
        case = access.reviewable_case(request.user, reference)
    else:
        case = access.reviewable_case(request.user, reference, *access.REVIEWERS)
    submission, roles = last_submission(case), access.reviewing_hats(request.user, case)
    route = Route(case)
    posted = request.POST or None
    if "xray" in request.POST:
        posted = remarked(request.POST, xrayed(route, request.user, to_section))
    form = VerdictsForm(posted, parts=PARTS, given=given(submission))
    if request.method == "POST" and form.is_valid():
        step_up.require_if_carried(request)
        give_verdicts(submission, form.judged(), by=request.user)
        return redirect(ONWARD.get(request.POST.get("onward"), "review:review"), reference)
    context = {
        **reviewed(route, submission),
        "xrays": xrayed(route, request.user, to_section),
        "form": form,
        "may_decide": Role.SUPERVISOR in roles,
        "kinds": kinds_for(request.user, submission, roles),
        "only_changed": "changed" in request.GET,
    }
    for group in context["groups"]:
        group["verdict"] = form[f"verdict-{group['part']}"]
    return render(request, "review/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def comments(request, reference):
    """The officer answers what the reviewer wants mended."""
    case = access.editable_case(request.user, reference)
    verdicts = to_answer(case)
    if not verdicts:
        raise Http404
    form = RepliesForm(request.POST or None, verdicts=verdicts)
    if request.method == "POST" and form.is_valid():
        step_up.require_if_carried(request)
        answer_comments(case, form.words(), by=request.user)
        messages.success(request, _("Your answers are kept. The reviewer sees them."))
        return redirect("wizard:case", reference)
    pairs = [(one, PARTS[one.part], form[f"reply-{one.pk}"]) for one in verdicts]
    return render(request, "review/comments.html", {"case": case, "form": form, "pairs": pairs})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def return_for_changes(request, reference):
    case = access.reviewable_case(request.user, reference)
    submission = last_submission(case)
    to_mend = [one for one in given(submission).values() if not one.is_accepted]
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step_up.require_if_carried(request)
        return_case(submission, reasons=form.cleaned_data["reasons"], by=request.user)
        sentence = _("The case is returned to %(name)s.")
        messages.success(request, sentence % {"name": case.officer.name})
        return redirect("cases:to_review")
    context = {
        "case": case,
        "submission": submission,
        "form": form,
        "to_mend": [(PARTS[one.part], one.comment) for one in to_mend],
    }
    return render(request, "review/return.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def sign_off(request, reference, kind):
    if kind not in SIGNERS:
        raise Http404
    case = access.reviewable_case(request.user, reference, SIGNERS[kind])
    submission = last_submission(case)
    roles = access.reviewing_hats(request.user, case)
    if kind not in kinds_for(request.user, submission, roles):
        raise Http404
    form = SignOffForm(request.POST or None)
    if request.method == "POST" and tells_interest(request, case, form, Purpose.SIGN_OFF):
        return redirect("wizard:case", reference)
    if request.method == "POST" and form.is_valid():
        step_up.require(request)
        declare(case, purpose=Purpose.SIGN_OFF, by=request.user)
        reasons = form.cleaned_data["reasons"]
        sign_off_submission(submission, kind=kind, reasons=reasons, by=request.user)
        messages.success(request, _("Your sign-off is recorded, bound to this submission."))
        return redirect("review:review", reference)
    context = {"case": case, "submission": submission, "form": form, "role": ROLES[kind]}
    return render(request, "review/sign_off.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def decide(request, reference):
    """Item by item among what is permitted; the worker makes the record."""
    case = access.reviewable_case(request.user, reference)
    submission = last_submission(case)
    route = Route(case)
    form = decision_form(request.POST or None, route, submission, by=request.user)
    if request.method == "POST" and tells_interest(request, case, form, Purpose.DECIDE):
        return redirect("wizard:case", reference)
    if request.method == "POST" and form.is_valid():
        step_up.require(request)
        declare(case, purpose=Purpose.DECIDE, by=request.user)
        decide_case(
            submission,
            lines=form.lines(),
            undertakings=form.undertakings(),
            waivers=form.waivers(),
            by=request.user,
        )
        messages.success(request, _("The decision is recorded. Its record is being made."))
        return redirect("wizard:case", reference)
    return render(request, "review/decide.html", decision_context(route, submission, form))


def tells_interest(request, case, form, purpose):
    """Whether the form tells of an interest: that is recorded, whatever else is to be mended."""
    form.is_valid()
    if form.told:
        declare(case, purpose=purpose, by=request.user, interest=form.told)
        messages.warning(request, access.what_to_do(purpose))
    return bool(form.told)


@require_safe
def waivers(request):
    """Sign-offs that were waived for want of people, to be looked at by another person."""
    access.require(request.user, Role.SUPERVISOR, Role.HEAD, Role.AUDITOR)
    context = {"waivers": access.waivers(request.user), "today": timezone.localdate()}
    return render(request, "review/waivers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def look_at_waiver(request, waiver):
    found = get_object_or_404(access.waivers(request.user), pk=waiver)
    form = WaiverReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        review_waiver(found, review=form.cleaned_data["review"], by=request.user)
        messages.success(request, _("What you found is recorded."))
        return redirect("review:waivers")
    return render(request, "review/waiver.html", {"waiver": found, "form": form})
