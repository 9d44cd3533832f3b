"""Passwords: chosen by the person alone; what an administrator gives is for one sign-in."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from assessments.audit.trail import Verb, record
from assessments.models import User

from . import events, sessions

# Letters and digits that are not taken for one another when they are read out or typed off.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """Six groups of five: 148 bits, to be read out or copied once."""
    return "-".join("".join(secrets.choice(LETTERS) for _n in range(5)) for _group in range(6))


def make_one_time(person: User) -> None:
    """Whatever password the person has now was given, so it is good for some days only."""
    person.one_time_until = timezone.now() + timedelta(days=settings.ONE_TIME_PASSWORD_DAYS)


@transaction.atomic
def give_one_time(person: User, *, by: User | str, because: str = "") -> str:
    """A password made here, to be told to the person once; the one they had is void.

    Second factors stay as they are: who gives a password cannot sign in with it in their place.
    """
    password = one_time_password()
    person.set_password(password)
    make_one_time(person)
    person.save(update_fields=["password", "one_time_until"])
    sessions.end_all(person, by=by)
    record(
        Verb.PASSWORD_GIVEN,
        None,
        by=by,
        person=person.username,
        name=person.name,
        reason=because,
    )
    return password


def choose(request: HttpRequest, password: str) -> None:
    """One's own, from now on; other sessions end, this one goes on under a new key."""
    person = request.user
    with transaction.atomic():
        person.set_password(password)
        person.one_time_until = None
        person.save(update_fields=["password", "one_time_until"])
        events.tell(Verb.PASSWORD_CHOSEN, request, by=person)
    sessions.end_others(request)
    key = request.session.session_key
    update_session_auth_hash(request, person)
    sessions.follow(request, key)
