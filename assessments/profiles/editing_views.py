"""The editor's pages: a new profile, its draft part by part, publishing and discarding it."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.audit.digests import digest
from assessments.cases import access, places
from assessments.models import Profile, ProfileVersion, Role
from assessments.reference import editions
from assessments.sign_in import step_up
from assessments.sign_in.kept import whose_token

from .comparing import title
from .contents import free_row, lacking
from .forms import AddFormForm, FormForm, OpenForm, PublishForm, part_forms
from .showing import changes_of, is_invented, name_of, sections, shown
from .writing import (
    DraftMovedOn,
    discard,
    open_profile,
    part_of,
    publish,
    start_draft,
    write_part,
)

PLACES = {"step_1": "7.4.step_1", "step_3": "7.4.step_3"}
ROW = re.compile(r"(?P<code>[A-Z]{2}-\d+)(-(u\d*|\d+))?")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """A profile of a State or an end user; the one there is, if it has one already."""
    access.require(request.user, Role.EDITOR)
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        profile = open_profile(**form.cleaned_data, by=request.user)
        return redirect("profiles:profile" if is_idle(profile) else "profiles:draft", profile.pk)
    return render(request, "profiles/new.html", {"form": form})


def is_idle(profile: Profile) -> bool:
    return not profile.versions.filter(published_at=None).exists()


@require_POST
def start(request, profile):
    """Begin the next version, from the one in force."""
    access.require(request.user, Role.EDITOR)
    start_draft(get_object_or_404(Profile, pk=profile), by=request.user)
    return redirect("profiles:draft", profile)


def draft_of(request, profile: int) -> ProfileVersion:
    """The draft of a profile, for an editor. Raises Http404."""
    access.require(request.user, Role.EDITOR)
    drafts = ProfileVersion.objects.filter(published_at=None).select_related("profile")
    return get_object_or_404(drafts, profile=profile)


@require_http_methods(["GET", "HEAD"])
def draft(request, profile):
    """The parts of the draft, and a form of violence to add."""
    found = draft_of(request, profile)
    form = AddFormForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        row = free_row(found.profile, found.content, form.cleaned_data["code"])
        return redirect("profiles:form", profile, row)
    return render(request, "profiles/draft.html", {**draft_context(found), "form": form})


def draft_context(draft: ProfileVersion) -> dict:
    return {
        "draft": draft,
        "profile": draft.profile,
        "name": name_of(draft.profile),
        "is_invented": is_invented(draft.profile),
        "sections": sections(draft.content),
        "lacking": lacking(draft.profile, draft.content),
        "changes": changes_of(draft),
        "seen": digest(draft.content),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def part(request, profile, part):
    """Step 1 or step 3, as a whole."""
    found = draft_of(request, profile)
    form_class = part_forms(found.profile).get(part)
    if form_class is None:
        raise Http404
    said = found.content.get(part, {})
    form = form_class(request.POST or None, initial=said)
    page = {"title": places.title(PLACES[part]), "place": PLACES[part], "name": part}
    return answer(request, found, (part,), form, page)


@require_http_methods(["GET", "HEAD", "POST"])
def form(request, profile, row):
    """One form of violence; it leaves the profile by a button of its own."""
    found = draft_of(request, profile)
    match = ROW.fullmatch(row)
    if match is None or editions.current().form(match["code"]) is None:
        raise Http404
    if found.profile.is_of_state == ("-u" in row):
        raise Http404
    code, path = match["code"], ("forms", row)
    if request.method == "POST" and "remove" in request.POST:
        write_part(found, path, None, seen=request.POST.get("seen", ""), by=request.user)
        return redirect("profiles:draft", profile)
    said = part_of(found.content, path)
    kept = FormForm(request.POST or None, initial=said, code=code)
    page = {"title": title("form", code), "place": "7.4.step_1", "name": "form"}
    return answer(request, found, path, kept, {**page, "is_kept": bool(said)})


def answer(request, draft, path, form, page):
    """Save the part, or show it: with what is wrong, or beside what somebody saved meanwhile."""
    theirs = None
    if request.method == "POST" and form.is_valid():
        step_up.require_if_carried(request)
        try:
            seen = request.POST.get("seen", "")
            write_part(draft, path, form.said(), seen=seen, by=request.user)
            return redirect("profiles:draft", draft.profile_id)
        except DraftMovedOn:
            draft = draft_of(request, draft.profile_id)
            theirs = shown(page["name"], part_of(draft.content, path))
    moved_on = theirs is not None
    seen = digest(part_of(draft.content, path))
    if request.method == "POST" and not moved_on:
        seen = request.POST.get("seen", "")
    context = {
        "draft": draft,
        "profile": draft.profile,
        "name": name_of(draft.profile),
        "form": form,
        "page": page,
        "theirs": theirs,
        "moved_on": moved_on,
        "seen": seen,
        "whose": whose_token(request.user),
    }
    return render(request, "profiles/part.html", context, status=409 if moved_on else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def publish_draft(request, profile):
    """What is new, why, and until when it is good; then it is out."""
    found = draft_of(request, profile)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step_up.require_if_carried(request)
        seen = request.POST.get("seen", "")
        publish(found, **form.cleaned_data, seen=seen, by=request.user)
        messages.success(request, _("The version is published. Cases on an older one are flagged."))
        return redirect("profiles:profile", profile)
    context = {**draft_context(found), "form": form, "whose": whose_token(request.user)}
    if request.method == "POST":
        context["seen"] = request.POST.get("seen", "")
    return render(request, "profiles/publish.html", context)


@require_POST
def discard_draft(request, profile):
    """What is published stays; a profile without any version is no longer listed."""
    found = draft_of(request, profile)
    discard(found, seen=request.POST.get("seen", ""), by=request.user)
    messages.info(request, _("The draft is discarded."))
    return redirect("profiles:profiles")
