"""Nothing typed is lost: a page posted without a session comes back after sign-in.

Each page on which one writes says, signed, whose it is (`whose`). A post that arrives without that
person's session is answered by the sign-in page, which carries the fields, signed; once the same
person has signed in, they go to the view they were meant for, with `keep` beside them: the wizard
keeps a draft of them and confirms nothing, an act of the review asks first (step_up.py). Files are
not carried, and no other address is: what was written on another form, or signed with a key that is
no longer known, is given back at once, to be copied by whoever sits there.
"""

import re
from collections.abc import Mapping
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
ACTS = frozenset(
    {
        "cases:notes",
        "profiles:form",
        "profiles:part",
        "profiles:publish",
        "requests:act",
        "requests:edit",
        "requests:new",
        "review:comments",
        "review:decide",
        "review:return",
        "review:review",
        "review:sign_off",
        "screening:match",
        "wizard:submit",
    }
)
CARRIED = frozenset(
    {*LEFT_OUT, "seen_version", "considered.shown", "wizard-current_step", "wizard_goto_step"}
)
SECRET = re.compile("password|code|credential")  # in the names of fields: never shown
CHOSEN = re.compile(r"[a-z0-9_.:-]*|[A-Z]{1,3}[0-9]*")  # the values of boxes, lists and buttons


class Typed(NamedTuple):
    """What a person typed, and where it was to go."""

    person: int
    address: str
    fields: dict[str, list[str]]

    @property
    def path(self) -> str:
        """The address without what follows its question mark."""
        return self.address.partition("?")[0]


def whose_token(user: User) -> str:
    """The signed key of a person, for the hidden field `whose`."""
    return signing.Signer(salt=WHOSE).sign(str(user.pk))


def person_of(request: HttpRequest) -> int | None:
    """Whose page was posted; None if it does not say so, or is none that is carried."""
    if request.method != "POST" or not is_carried(request.resolver_match):
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
    query = request.META.get("QUERY_STRING", "")
    address = f"{request.path_info}?{query}" if query else request.path_info
    return signing.dumps([person, address, fields], salt=KEPT, compress=True)


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
    query = typed.address.partition("?")[2]
    match = match_of(typed.path)
    request.POST, request.GET = posted_again(typed.fields, keep=keep), QueryDict(query)
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


def texts_of(fields: Mapping[str, list[str]]) -> list[str]:
    """What was written among the fields posted: not what was chosen, nor what the page carried."""
    written = (values for name, values in fields.items() if name not in CARRIED)
    return [text for values in written for text in values if not CHOSEN.fullmatch(text.strip())]


def typed_page(request: HttpRequest, texts: list[str], *, status: int) -> HttpResponse:
    """The texts that no page takes up any more, to be copied."""
    return render(request, "sign_in/typed.html", {"texts": texts}, status=status)


def shown_to_copy(request: HttpRequest) -> HttpResponse | None:
    """The texts that could not be delivered; None where none were carried."""
    typed = getattr(request, "carried", None)
    return typed_page(request, texts_of(typed.fields), status=409) if typed else None


class SignInRequired(LoginRequiredMiddleware):
    """Every page asks for sign-in; what was typed meanwhile goes through it."""

    def process_exception(self, request, exception):
        """A page that is gone since it was opened gives back what was typed on it, no more."""
        if not isinstance(exception, Http404):
            return None
        if carried := shown_to_copy(request):
            return carried
        person = person_of(request)
        if person is None or person != request.user.pk:
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
        if read(request.POST.get("kept", "")):  # a page that itself carried what was typed
            return door.page(request, kept=request.POST["kept"], status=403)
        if back := given_back(request):
            return back
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
    if back := is_from_here(request) and given_back(request):
        return back
    context = {"message": _("The page was open since before the last sign-in. Load it again.")}
    return render(request, "403.html", context, status=403)


def ask_to_sign_in(request: HttpRequest, person: int) -> HttpResponse:
    """The sign-in page with the fields in it, as 403: the post was not carried out."""
    return door.page(request, kept=write(person, request), status=403)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of ours sent it, as browsers say of each post: nobody else's text is shown."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def given_back(request: HttpRequest) -> HttpResponse | None:
    """The texts of a post that cannot be carried through the sign-in; None where there are none."""
    fields = {name: values for name, values in request.POST.lists() if not SECRET.search(name)}
    texts = texts_of(fields)
    context = {"texts": texts, "next": request.path}
    return render(request, "sign_in/not_sent.html", context, status=403) if texts else None
