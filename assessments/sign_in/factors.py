"""Second factors, added and removed by their owner, or taken away by an administrator."""

from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.totp.internal.flows import activate_totp
from allauth.mfa.webauthn.internal.flows import add_authenticator
from django.db import transaction
from django.http import HttpRequest

from assessments.audit.trail import Verb, record
from assessments.models import User

from . import enrolment, events, sessions


@transaction.atomic
def add_app(request: HttpRequest, form) -> list[str]:
    """The recovery codes that came with it, if it is the first factor."""
    authenticator, codes = activate_totp(request, form)
    TOTP(authenticator).validate_code(form.cleaned_data["code"])  # it is used up
    events.tell(Verb.FACTOR_ADDED, request, by=request.user, kind="totp")
    return shown_once(codes)


@transaction.atomic
def add_passkey(request: HttpRequest, form) -> list[str]:
    given = form.cleaned_data
    _authenticator, codes = add_authenticator(request, given["name"], given["credential"])
    events.tell(Verb.FACTOR_ADDED, request, by=request.user, kind="webauthn", name=given["name"])
    return shown_once(codes)


@transaction.atomic
def new_codes(request: HttpRequest) -> list[str]:
    codes = generate_recovery_codes(request)
    events.tell(Verb.RECOVERY_CODES_MADE, request, by=request.user)
    return shown_once(codes)


def shown_once(codes: Authenticator | None) -> list[str]:
    """The codes themselves, marked as seen."""
    if codes is None:
        return []
    wrapped = codes.wrap()
    wrapped.mark_as_viewed()
    return wrapped.get_unused_codes()


def is_last(person: User, authenticator: Authenticator) -> bool:
    others = Authenticator.objects.filter(user=person, type__in=enrolment.FACTORS)
    return not others.exclude(pk=authenticator.pk).exists()


@transaction.atomic
def remove(request: HttpRequest, authenticator: Authenticator) -> None:
    """One's own; the recovery codes go with the last one."""
    kind, name = authenticator.type, str(authenticator)
    delete_and_cleanup(request, authenticator)
    request.session.pop(enrolment.ENROLLED, None)
    events.tell(Verb.FACTOR_REMOVED, request, by=request.user, kind=kind, name=name)


@transaction.atomic
def take_away(person: User, *, by: User | str, because: str = "") -> None:
    """All factors of somebody who has lost them: who may be here is asked anew."""
    for authenticator in Authenticator.objects.filter(user=person):
        kind, name = authenticator.type, str(authenticator)
        authenticator.delete()
        record(
            Verb.FACTOR_REMOVED,
            None,
            by=by,
            username=person.username,
            kind=kind,
            name=name,
            reason=because,
        )
    sessions.end_all(person, by=by)
