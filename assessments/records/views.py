"""Downloads: the record of a decision, and the copy marked DRAFT before it."""

import logging

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.cases import access
from assessments.cases.downloads import download, sent
from assessments.cases.refusals import Refusal
from assessments.wizard.route import Route
from assessments.wizard.snapshot import copy_of

from .issuing import NoRecordYet, issue_record, issued
from .pdf import record_pdf

logger = logging.getLogger(__name__)


@require_safe
@download
def record(request, reference):
    """The bytes that were made once, for everybody who may see the decided case."""
    case = access.decided_case(request.user, reference)
    made = issued(case.decision)
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
