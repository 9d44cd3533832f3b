"""Nothing typed is lost: a page posted without a session comes back after sign-in.

Each page on which one writes says, signed, whose it is (`whose`). A post that arrives without that
person's session is answered by the sign-in page, which carries the fields, signed; once the same
person has signed in, they go to the view they were meant for, with `keep` beside them: the wizard
keeps a draft of them and confirms nothing, an act of the review asks first (step_up.py). Files are
not carried, and no other address is.
"""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from assessments.models import User

from . import door

WHOSE, KEPT, STASH = "attwizard.whose", "attwizard.kept", "attwizard.kept"
HOURS = 24
LEFT_OUT = ("csrfmiddlewaretoken", "whose", "keep")
DRAFTS = frozenset(f"wizard:{name}" for name in ("step", "rows", "rows_of", "row", "recommend"))
ACTS = frozenset({"wizard:submit", "review:return", "review:sign_off", "review:decide"})


class Typed(NamedTuple):
    """What a person typed, and where it was to go."""

    person: int
    path: str
    fields: dict[str, list[str]]


def whose_token(user: User) -> str:
    """The signed key of a person, for the hidden field `whose`."""
    return signing.Signer(salt=WHOSE).sign(str(user.pk))


def person_of(request: HttpRequest) -> int | None:
    """Whose page was posted; None if it does not say so, or is none that is carried."""
    if request.method != "POST" or not is_carried(match_of(request.path_info)):
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


def is_carried(match: ResolverMatch | None) -> bool:
    return match is not None and match.view_name in DRAFTS | ACTS


def write(person: int, request: HttpRequest) -> str:
    """What was posted, signed and compressed, for a page to carry."""
    fields = {name: values for name, values in request.POST.lists() if name not in LEFT_OUT}
    return signing.dumps([person, request.path_info, fields], salt=KEPT, compress=True)


def read(text: str) -> Typed | None:
    """What a page carried; None for nothing, for what is old, and for what is forged."""
    try:
        typed = Typed(*signing.loads(text, salt=KEPT, max_age=HOURS * 3600))
    except signing.BadSignature:
        return None
    return typed if is_carried(match_of(typed.path)) else None


def stash(request: HttpRequest, text: str) -> None:
    """Put what a page carried into the session, for the steps between the password and being in."""
    if read(text):
        request.session[STASH] = text


def unstash(request: HttpRequest) -> Typed | None:
    """Take it out again; what is another person's is dropped, and that is said."""
    typed = read(request.session.pop(STASH, ""))
    if typed is not None and typed.person != request.user.pk:
        messages.warning(
            request,
            _("What another person had typed in this browser was not kept. It is theirs."),
        )
        return None
    return typed


def deliver(request: HttpRequest, typed: Typed, *, keep: bool = True) -> HttpResponse:
    """Hand the fields to the page they were meant for: to be kept there, or carried out.

    Where the case has moved on, or the person may no longer, the text is shown to be copied.
    """
    match = match_of(typed.path)
    request.POST = posted_again(typed.fields, keep=keep)
    request.path = request.path_info = typed.path
    request.resolver_match = match
    request.carried = typed
    return match.func(request, *match.args, **match.kwargs)


def posted_again(fields: dict[str, list[str]], *, keep: bool) -> QueryDict:
    again = QueryDict(mutable=True)
    for name, values in fields.items():
        again.setlist(name, values)
    if keep:
        again["keep"] = "1"
    return again


def shown_to_copy(request: HttpRequest) -> HttpResponse | None:
    """The texts that could not be delivered; None where none were carried."""
    typed = getattr(request, "carried", None)
    if typed is None:
        return None
    return render(request, "sign_in/typed.html", {"texts": texts_of(typed)}, status=409)


def texts_of(typed: Typed) -> list[str]:
    """What was written in words, without the choices that stand beside it."""
    return [text for values in typed.fields.values() for text in values if " " in text.strip()]


class SignInRequired(LoginRequiredMiddleware):
    """Every page asks for sign-in; what was typed meanwhile goes through it."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is None and request.user.is_authenticated:
            person = person_of(request)
            if person not in (None, request.user.pk):  # somebody else signed in meanwhile
                return ask_to_sign_in(request, person)
        return answer

    def process_exception(self, request, exception):
        return shown_to_copy(request) if isinstance(exception, Http404) else None

    def handle_no_permission(self, request, view_func):
        person = person_of(request)
        if person is not None:
            return ask_to_sign_in(request, person)
        if read(request.POST.get("kept", "")):  # a page that itself carried what was typed
            return door.page(request, kept=request.POST["kept"], status=403)
        if request.method not in ("GET", "HEAD"):  # an address that only takes posts leads nowhere
            return redirect("sign-in")
        return super().handle_no_permission(request, view_func)


def csrf_failure(request, reason=""):
    """A page older than the last sign-in: its fields too go through the sign-in page."""
    person = person_of(request)
    if person is not None:
        return ask_to_sign_in(request, person)
    if read(request.POST.get("kept", "")):  # the sign-in page itself was the older one
        return door.page(request, kept=request.POST["kept"], status=403)
    context = {"message": _("The page was open since before the last sign-in. Load it again.")}
    return render(request, "403.html", context, status=403)


def ask_to_sign_in(request: HttpRequest, person: int) -> HttpResponse:
    """The sign-in page with the fields in it, as 403: the post was not carried out."""
    return door.page(request, kept=write(person, request), status=403)
