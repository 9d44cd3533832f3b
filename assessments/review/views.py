"""The pages of the reviewers: look, return, sign off, decide."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cases import access
from assessments.cases.terms import ROLES
from assessments.models import Role
from assessments.records.issuing import try_to_issue
from assessments.sign_in import step_up
from assessments.wizard.route import Route

from .deciding import decide_case
from .decision_page import decision_context, decision_form
from .forms import ReturnForm, SignOffForm
from .returning import return_case
from .reviewing import review as reviewed
from .signing_off import sign_off as sign_off_submission
from .standing import kinds_for, last_submission


@require_safe
def review(request, reference):
    """The whole submission on one page, with what changed since the one before."""
    case = access.reviewable_case(request.user, reference, *access.REVIEWERS)
    submission = last_submission(case)
    context = {
        **reviewed(Route(case), submission),
        "may_decide": request.user.has_role(Role.SUPERVISOR),
        "kinds": kinds_for(request.user, submission),
        "only_changed": "changed" in request.GET,
    }
    return render(request, "review/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def return_for_changes(request, reference):
    case = access.reviewable_case(request.user, reference)
    submission = last_submission(case)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step_up.require_if_carried(request)
        return_case(submission, reasons=form.cleaned_data["reasons"], by=request.user)
        sentence = _("The case is returned to %(name)s.")
        messages.success(request, sentence % {"name": case.officer.name})
        return redirect("cases:to_review")
    context = {"case": case, "submission": submission, "form": form}
    return render(request, "review/return.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request, reference, kind):
    case = access.reviewable_case(request.user, reference, Role.LEGAL, Role.HEAD)
    submission = last_submission(case)
    if kind not in kinds_for(request.user, submission):
        raise Http404
    form = SignOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step_up.require(request)
        reasons = form.cleaned_data["reasons"]
        sign_off_submission(submission, kind=kind, reasons=reasons, by=request.user)
        messages.success(request, _("Your sign-off is recorded, bound to this submission."))
        return redirect("review:review", reference)
    context = {"case": case, "submission": submission, "form": form, "role": ROLES[kind]}
    return render(request, "review/sign_off.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, reference):
    """Item by item among what is permitted; the record is made once the decision stands."""
    case = access.reviewable_case(request.user, reference)
    submission = last_submission(case)
    route = Route(case)
    form = decision_form(request.POST or None, route, submission)
    if request.method == "POST" and form.is_valid():
        step_up.require(request)
        decide_case(submission, lines=form.lines(), by=request.user)
        if try_to_issue(case, by=request.user):
            messages.success(request, _("The decision is recorded, and its record is made."))
        else:
            messages.warning(
                request,
                _("The decision is recorded. Its record could not be made; try that again below."),
            )
        return redirect("wizard:case", reference)
    return render(request, "review/decide.html", decision_context(route, submission, form))
