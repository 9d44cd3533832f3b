"""Nothing typed is lost: a page of the wizard posted without a session comes back after sign-in.

Each such page says, signed, whose it is (`whose`). A post that arrives without that person's
session is answered by the sign-in page, which carries the fields, signed; once the same person has
signed in, they go to the view they were meant for, with `keep` beside them: kept as a draft, never
confirmed. Files are not carried, and no other address than the wizard's is.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from assessments.models import User

from . import signing_in

WHOSE, KEPT = "attwizard.whose", "attwizard.kept"
HOURS = 24
LEFT_OUT = ("csrfmiddlewaretoken", "whose")
ADDRESSES = frozenset({"step", "rows", "rows_of", "row", "recommend"})
CARRIED = frozenset({*LEFT_OUT, "seen_version", "wizard-current_step", "wizard_goto_step"})
CHOSEN = re.compile(r"[a-z0-9_.:-]*|[A-Z]{1,3}[0-9]*")  # the values of boxes, lists and buttons


class Typed(NamedTuple):
    """What a person typed, and where it was to go."""

    person: int
    address: str
    fields: dict[str, list[str]]


def whose_token(user: User) -> str:
    """The signed key of a person, for the hidden field `whose`."""
    return signing.Signer(salt=WHOSE).sign(str(user.pk))


def person_of(request: HttpRequest) -> int | None:
    """Whose page was posted; None if it does not say so, or is none of the wizard's."""
    if request.method != "POST" or not is_of_the_wizard(match_of(request.path_info)):
        return None
    try:
        return int(signing.Signer(salt=WHOSE).unsign(request.POST.get("whose", "")))
    except signing.BadSignature:
        return None


def match_of(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def is_of_the_wizard(match: ResolverMatch | None) -> bool:
    return match is not None and match.namespace == "wizard" and match.url_name in ADDRESSES


def write(person: int, request: HttpRequest) -> str:
    """What was posted, signed and compressed, for the sign-in page to carry."""
    fields = {name: values for name, values in request.POST.lists() if name not in LEFT_OUT}
    query = request.META.get("QUERY_STRING", "")
    address = f"{request.path_info}?{query}" if query else request.path_info
    return signing.dumps([person, address, fields], salt=KEPT, compress=True)


def read(text: str) -> Typed | None:
    """What the sign-in page carried; None for nothing, for what is old, and for what is forged."""
    try:
        typed = Typed(*signing.loads(text, salt=KEPT, max_age=HOURS * 3600))
    except signing.BadSignature:
        return None
    return typed if is_of_the_wizard(match_of(typed.address.partition("?")[0])) else None


def deliver(request: HttpRequest, typed: Typed):
    """Hand the fields to the page they were meant for, to be kept there as a draft.

    Raises Http404 where the person may not, or no longer.
    """
    path, _mark, query = typed.address.partition("?")
    match = match_of(path)
    request.POST, request.GET = posted_again(typed.fields), QueryDict(query)
    request.path = request.path_info = path
    request.resolver_match = match
    return match.func(request, *match.args, **match.kwargs)


def posted_again(fields: dict[str, list[str]]) -> QueryDict:
    again = QueryDict(mutable=True)
    for name, values in fields.items():
        again.setlist(name, values)
    again["keep"] = "1"
    return again


def texts_of(fields: Mapping[str, list[str]]) -> list[str]:
    """What was written among the fields posted: not what was chosen, nor what the page carried."""
    written = (values for name, values in fields.items() if name not in CARRIED)
    return [text for values in written for text in values if not CHOSEN.fullmatch(text.strip())]


def typed_page(request: HttpRequest, texts: list[str], *, status: int) -> HttpResponse:
    """The texts that no page takes up any more, to be copied."""
    return render(request, "cases/typed.html", {"texts": texts}, status=status)


class SignInRequired(LoginRequiredMiddleware):
    """Every page asks for sign-in; what was typed meanwhile goes through it."""

    def process_exception(self, request, exception):
        """A page that is gone since it was opened gives back what was typed on it, no more."""
        person = person_of(request)
        if not isinstance(exception, Http404) or person is None or person != request.user.pk:
            return None
        texts = texts_of(dict(request.POST.lists()))
        return typed_page(request, texts, status=404) if texts else None

    def process_view(self, request, view_func, view_args, view_kwargs):
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is None and request.user.is_authenticated:
            person = person_of(request)
            if person not in (None, request.user.pk):  # somebody else signed in meanwhile
                return ask_to_sign_in(request, person)
        return answer

    def handle_no_permission(self, request, view_func):
        person = person_of(request)
        if person is not None:
            return ask_to_sign_in(request, person)
        if request.method not in ("GET", "HEAD"):  # an address that only takes posts leads nowhere
            return redirect("sign-in")
        return super().handle_no_permission(request, view_func)


def csrf_failure(request, reason=""):
    """A page older than the last sign-in: its fields too go through the sign-in page."""
    person = person_of(request)
    if person is not None:
        return ask_to_sign_in(request, person)
    if read(request.POST.get("kept", "")):  # the sign-in page itself was the older one
        return sign_in_page(request, kept=request.POST["kept"])
    context = {"message": _("The page was open since before the last sign-in. Load it again.")}
    return render(request, "403.html", context, status=403)


def ask_to_sign_in(request: HttpRequest, person: int) -> HttpResponse:
    """The sign-in page with the fields in it, as 403: the post was not carried out."""
    return sign_in_page(request, kept=write(person, request))


def sign_in_page(request: HttpRequest, *, kept: str) -> HttpResponse:
    context = {
        "form": AuthenticationForm(request),
        "kept": kept,
        "next": "",
        **signing_in.demonstration(),
    }
    return render(request, "registration/sign_in.html", context, status=403)
