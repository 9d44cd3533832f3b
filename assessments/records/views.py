"""Downloads: the record of a decision, and the copy marked DRAFT before it."""

import logging

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.cases import access
from assessments.cases.downloads import download, sent
from assessments.cases.once import once
from assessments.cases.refusals import Refusal
from assessments.models import Edition, Role
from assessments.sign_in import step_up
from assessments.wizard.route import Route
from assessments.wizard.snapshot import copy_of

from .correct_forms import CorrectionForm
from .correcting import correct_record, corrected, last_number
from .issuing import NoRecordYet, issue_record, issued
from .pdf import record_pdf
from .tasks import make_later
from .word import record_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
logger = logging.getLogger(__name__)


@require_safe
@download
def record(request, reference):
    """The bytes that were made once, for everybody who may see the decided case."""
    case = access.decided_case(request.user, reference)
    made = issued(case)
    if made is None:
        raise NoRecordYet
    return pdf(bytes(made.body), f"{case.reference}.pdf")


@require_safe
@download
def draft(request, reference):
    """Made from what is confirmed at this moment, and kept nowhere."""
    case = access.copyable_case(request.user, reference)
    body = record_pdf(copy_of(Route(case)), draft=True)
    return pdf(body, f"{case.reference}-DRAFT.pdf")


@require_POST
def issue(request, reference):
    """Make the record now, where the worker has not made it."""
    case = access.issuable_case(request.user, reference)
    try:
        issue_record(case, by=request.user)
        messages.success(request, _("The record is made."))
    except Refusal as refusal:
        logger.warning("The record of %s could not be made: %s", reference, refusal)
        messages.error(request, refusal.sentence)
    except Exception:
        logger.exception("The record of %s could not be made.", reference)
        messages.error(request, _("The record could not be made. Tell your administrator."))
    return redirect("wizard:case", reference)


def pdf(body: bytes, name: str):
    return sent(body, name=name, content_type="application/pdf")


@require_safe
def editions(request, reference):
    """Every record of the decision: for whom, which correction, and those that can be made."""
    case = access.decided_case(request.user, reference)
    made = list(case.decision.records.defer("body").order_by("-number", "edition"))
    number = last_number(case.decision)
    there = {one.edition for one in made if one.number == number}
    context = {
        "case": case,
        "records": made,
        "number": number,
        "missing": [one for one in Edition if one not in there],
        "may_correct": may_correct(request.user, case) and Edition.FULL in there,
    }
    return render(request, "records/editions.html", context)


@require_safe
@download
def edition(request, reference, code):
    """One record of the decision, by its code."""
    case = access.decided_case(request.user, reference)
    made = get_object_or_404(case.decision.records, code=code)
    name = case.reference if made.edition == Edition.FULL else f"{case.reference}-{made.edition}"
    return pdf(bytes(made.body), f"{name}-{made.number}.pdf")


@require_safe
@download
def word(request, reference):
    """The full record as a working copy to be edited; kept nowhere."""
    case = access.decided_case(request.user, reference)
    body = record_docx(corrected(case.decision, last_number(case.decision)))
    return sent(body, name=f"{case.reference}-WORKING-COPY.docx", content_type=DOCX)


@require_POST
def make_edition(request, reference, edition):
    """Make the record for other readers, or find the one there is."""
    case = access.decided_case(request.user, reference)
    if edition not in Edition.values:
        raise Http404
    issue_record(case, by=request.user, edition=edition)
    messages.success(request, _("The record is made."))
    return redirect("records:editions", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def correct(request, reference):
    """A supervisor who did not assess says what the record says wrongly; a new one tells it."""
    case = access.decided_case(request.user, reference)
    if not may_correct(request.user, case):
        raise Http404
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step_up.require(request)
        statements, reason = form.statements(), form.cleaned_data["reason"]
        correct_record(case, statements=statements, reason=reason, by=request.user)
        make_later(case)
        messages.success(request, _("The correction is recorded. Its record is being made."))
        return redirect("records:editions", reference)
    return render(request, "records/correct.html", {"case": case, "form": form})


def may_correct(person, case) -> bool:
    supervises = Role.SUPERVISOR in access.reviewing_hats(person, case)
    return supervises and not access.worked_on(person, case)
