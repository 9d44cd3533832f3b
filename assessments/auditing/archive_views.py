"""The records of a period as one archive: looked at before, downloaded, gone on with."""

import re
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.audit.trail import Verb, record_each
from assessments.cases import access
from assessments.cases.downloads import download, to_be_saved
from assessments.models import Record, Role, User

from .archive import Archive, TooMany, of_auditor
from .forms import ArchiveForm

RANGE = re.compile(r"bytes=(\d+)-(\d*)")


@require_safe
def page(request):
    """How many records the period has, how large the archive is, and the way to download it."""
    access.require(request.user, Role.AUDITOR)
    form = ArchiveForm(request.GET if "begin" in request.GET else None)
    found, too_many = None, ""
    if form.is_bound and form.is_valid():
        try:
            found = of_auditor(request.user, **form.period())
        except TooMany as refusal:
            too_many = refusal.sentence
    context = {
        "form": form,
        "archive": found,
        "too_many": too_many,
        "count": found and len(found.members) - 2,
        "address": found and f"{reverse('auditing:archive')}?{urlencode(form.period())}",
    }
    return render(request, "auditing/archive.html", context)


@require_safe
@download
def archive(request):
    """The archive, or the part of it that the browser still lacks."""
    access.require(request.user, Role.AUDITOR)
    form = ArchiveForm(request.GET)
    if not form.is_valid():
        raise BadRequest("An archive is asked for by the first and the last day of its period.")
    found = of_auditor(request.user, **form.period())
    start, end = asked_for(request, found)
    if start >= found.size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.size}"})
    take(found, start, end, by=request.user)
    is_part = (start, end) != (0, found.size)
    response = StreamingHttpResponse(
        found.part(start, end), content_type="application/zip", status=206 if is_part else 200
    )
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(end - start)
    response["ETag"] = f'"{found.tag}"'
    if is_part:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
    days = form.period()
    return to_be_saved(response, f"records-{days['begin']}-{days['end']}.zip")


def asked_for(request, found: Archive) -> tuple[int, int]:
    """The part that is asked for; the whole where the archive has become another one."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or request.headers.get("If-Range", f'"{found.tag}"') != f'"{found.tag}"':
        return 0, found.size
    start, last = int(asked[1]), asked[2]
    return start, min(found.size, int(last) + 1) if last else found.size


def take(found: Archive, start: int, end: int, *, by: User) -> None:
    """An entry for each case whose record is taken away, before a byte of it leaves."""
    keys = found.records_in(start, end)
    rows = Record.objects.filter(pk__in=keys).values_list("decision__case_id", "digest")
    facts = {case: {"page": "auditing:archive", "digest": digest} for case, digest in rows}
    record_each(Verb.DOWNLOADED, facts, by=by)
