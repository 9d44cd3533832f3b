"""What somebody must do before anything else: choose a password of their own, add a factor."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Role, Substitution, User

from . import kept

FACTORS = [Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP]
ALWAYS = frozenset({Role.SUPERVISOR, Role.LEGAL, Role.HEAD, Role.ADMINISTRATOR})
ENROLLED = "attwizard.enrolled"
ASKED = "attwizard.factor_asked"

OPEN = frozenset({"sign-in", "sign-out", "set_language", "again", "stay", "session-left"})
OPEN_FOR = {
    "password": OPEN | {"password"},
    "second-factor": OPEN
    | {"second-factor", "add-app", "app-picture", "add-passkey", "recovery-codes", "carry-on"},
}


def is_required_of(person: User) -> bool:
    """Whether a role in which the person acts today asks for a second factor, or a setting."""
    if settings.REQUIRE_SECOND_FACTOR_FOR_ALL or person.has_role(*ALWAYS):
        return True
    if settings.REQUIRE_SECOND_FACTOR_FOR_AUDITORS and person.has_role(Role.AUDITOR):
        return True
    days = Substitution.objects.in_force(on=timezone.localdate())
    return days.filter(substitute=person, role__in=ALWAYS).exists()


def is_asked(request: HttpRequest) -> bool:
    """The same, looked up once a day of a session: roles given end the sessions."""
    day = str(timezone.localdate())
    if request.session.get(ASKED, ("", False))[0] != day:
        request.session[ASKED] = day, is_required_of(request.user)
    return request.session[ASKED][1]


def has_factor(request: HttpRequest) -> bool:
    """Asked of the database once a session: whoever takes a factor away ends the sessions."""
    if not request.session.get(ENROLLED):
        records = get_authentication_records(request, request.user)
        by_provider = any(record["method"] == "socialaccount" for record in records)
        request.session[ENROLLED] = by_provider or is_mfa_enabled(request.user, FACTORS)
    return request.session[ENROLLED]


def to_do(request: HttpRequest) -> str:
    """The name of the page to be dealt with first; "" where there is none.

    In a demonstration, whose password everybody knows, a second factor is offered and not asked.
    """
    if request.user.one_time_until is not None:
        return "password"
    if settings.DEMONSTRATION or has_factor(request) or not is_asked(request):
        return ""
    return "second-factor"


def remind(request: HttpRequest) -> None:
    """The offer that is made in a demonstration."""
    if settings.DEMONSTRATION and is_required_of(request.user) and not has_factor(request):
        messages.info(
            request,
            _(
                "Outside the demonstration your role needs a passkey or an authenticator app. Try"
                " it under “Your sign-in”, or go on without."
            ),
        )


class SignInComplete:
    """Middleware: until it is done, nothing else of the application is reached."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not request.user.is_authenticated:
            return None
        first = to_do(request)
        if not first or request.resolver_match.view_name in OPEN_FOR[first]:
            return None
        if kept.person_of(request) == request.user.pk:
            kept.stash(request, kept.write(request.user.pk, request))
        return redirect(first)
