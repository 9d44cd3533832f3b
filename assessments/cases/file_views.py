"""Files of a case: put one on it, take one off, download one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import access
from .downloads import download as download_view
from .downloads import sent
from .forms import FileForm
from .once import once
from .opening import add_file, remove_file

# Shown by the browser's own reader after the download; anything else is only ever bytes.
HARMLESS = frozenset({"application/pdf", "image/jpeg", "image/png", "text/plain"})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def add(request, reference):
    case = access.editable_case(request.user, reference)
    form = FileForm(request.POST or None, request.FILES or None, case=case)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        add_file(
            case,
            by=request.user,
            name=file.name,
            kind=form.cleaned_data["kind"],
            content_type=file.content_type,
            body=file.read(),
        )
        messages.success(request, _("The file is on the case: %(name)s") % {"name": file.name})
        return redirect("cases:files", reference)
    files = case.attachments.filter(removed_at=None).select_related("added_by")
    return render(request, "cases/files.html", {"case": case, "form": form, "files": files})


@require_POST
@once
def remove(request, reference, file):
    case = access.editable_case(request.user, reference)
    attachment = get_object_or_404(case.attachments.filter(removed_at=None), pk=file)
    remove_file(attachment, by=request.user)
    messages.success(request, _("The file is off the case: %(name)s") % {"name": attachment.name})
    return redirect("cases:files", reference)


@require_safe
@download_view
def download(request, reference, file):
    """The bytes as they were put in, always as a download, never opened in our pages."""
    case = access.visible_case(request.user, reference)
    files = case.attachments.filter(removed_at=None).select_related("stored")
    attachment = get_object_or_404(files, pk=file)
    kind = attachment.content_type
    return sent(
        bytes(attachment.stored.body),
        name=attachment.name,
        content_type=kind if kind in HARMLESS else "application/octet-stream",
    )
