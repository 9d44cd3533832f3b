"""The page that verifies a record: by the code printed on it, or by the file itself."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cases import access
from assessments.models import Record

from .codes import read_code
from .known import about_record, later_than, newer_than
from .seal_key import fingerprint, name_of, trusted_certificates
from .verify_forms import CodeForm, RecordFileForm
from .verifying import verify


@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    """Both forms; a file is looked at, and what was found is shown, not kept."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    typed = CodeForm(request.GET if "code" in request.GET else None)
    if typed.is_bound and typed.is_valid():
        return redirect("records:verified", typed.cleaned_data["code"])
    form, report = RecordFileForm(*sent), None
    if sent and form.is_valid():
        body = form.cleaned_data["file"].read()
        report = verify(body, trusted_certificates())
        report.findings += about_record(body, report)
    context = {"typed": typed, "form": form, "report": report, "keys": keys()}
    return render(request, "records/verify.html", context)


@require_safe
def by_code(request, code):
    """What is known of the record with this code; whose case it is only to who may see it."""
    found = read_code(code)
    if found and found != code:
        return redirect("records:verified", found)
    records = Record.objects.select_related("decision__case").defer("body", "decision__snapshot")
    made = records.filter(code=found).first() if found else None
    case = made and access.visible_cases(request.user).filter(pk=made.decision.case_id).first()
    context = {
        "asked": code,
        "made": made,
        "case": case,
        "later": made and later_than(made),
        "newer": made and newer_than(made),
        "typed": CodeForm(),
        "form": RecordFileForm(),
        "keys": keys(),
    }
    return render(request, "records/verify.html", context, status=200 if made else 404)


def keys() -> list[dict[str, str]]:
    """The certificates of the authority, to be compared by whoever holds a record."""
    return [
        {"name": name_of(one), "fingerprint": fingerprint(one)} for one in trusted_certificates()
    ]
