"""The register: its list, a profile with its versions, one version to read and print."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.models import Profile, ProfileVersion, Role

from .forms import SearchForm
from .showing import LISTED, is_invented, listed, name_of, sections, told, versions_of


@require_safe
def profiles(request):
    """All profiles, by State and end user."""
    form = SearchForm(request.GET)
    form.is_valid()
    is_editor = request.user.has_role(Role.EDITOR)
    found = listed(
        q=form.cleaned_data.get("q", ""),
        state=form.cleaned_data.get("state", ""),
        with_drafts=is_editor,
    )
    context = {
        "form": form,
        "profiles": found,
        "is_cut": len(found) == LISTED,
        "is_editor": is_editor,
    }
    return render(request, "profiles/profiles.html", context)


@require_safe
def profile(request, profile):
    """What is in force, and what each version changed in the one before."""
    found = get_object_or_404(Profile, pk=profile)
    is_editor = request.user.has_role(Role.EDITOR)
    versions = list(versions_of(found))
    if not versions and not is_editor:
        raise Http404
    context = {
        "profile": found,
        "name": name_of(found),
        "is_invented": is_invented(found),
        "versions": told(versions),
        "newest": versions[0] if versions else None,
        "is_editor": is_editor,
        "draft": is_editor and found.versions.filter(published_at=None).first(),
    }
    return render(request, "profiles/profile.html", context)


@require_safe
def version(request, profile, number):
    """One published version, to be read and printed."""
    published = ProfileVersion.objects.published().select_related("profile", "published_by")
    found = get_object_or_404(published, profile=profile, number=number)
    newest = versions_of(found.profile).first()
    context = {
        "profile": found.profile,
        "version": found,
        "name": name_of(found.profile),
        "is_invented": is_invented(found.profile),
        "sections": sections(found.content),
        "newer": newest if newest != found else None,
    }
    return render(request, "profiles/version.html", context)
