"""The page of verification: how the ledger stands, against what it was held, and doing it again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.audit import anchors
from assessments.cases import access
from assessments.models import Role

from .anchor_forms import AnchorForm, PrintForm
from .verifying import known_anchors, remaining, verifications, verify_now


@require_http_methods(["GET", "HEAD", "POST"])
def verification(request):
    access.require(request.user, Role.AUDITOR)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnchorForm(*posted)
    if posted and form.is_valid():
        verify_now(by=request.user, anchors=form.cleaned_data["anchors"])
        messages.success(request, _("The ledger was read; the outcome is below."))
        return redirect("auditing:verification")
    asked = {"seq", "hash"} & request.GET.keys()
    printed = PrintForm(request.GET if asked else None)
    last = next(iter(verifications()), None)
    context = {
        "form": form,
        "printed": printed,
        "agrees": printed.agrees() if asked and printed.is_valid() else None,
        "last": last,
        "remaining": remaining(last),
        "anchors": known_anchors(),
        "keys": [
            {"id": name, "pem": anchors.public_pem(key)} for name, key in public_keys().items()
        ],
    }
    return render(request, "auditing/verification.html", context)


def public_keys():
    try:
        return anchors.trusted_keys()
    except anchors.AnchorTrouble:
        return {}
