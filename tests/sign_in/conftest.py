"""Signing in as in production, and second factors for the tests."""

import importlib.util
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from tests.people import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def in_earnest(settings, monkeypatch):
    """The settings of a server in earnest, of which the browser is reached over TLS."""
    monkeypatch.delenv("ATTWIZARD_DEMONSTRATION", raising=False)
    spec = importlib.util.find_spec("attwizard.sign_in_settings")
    found = importlib.util.module_from_spec(spec)  # read once more, beside what is in force
    spec.loader.exec_module(found)
    for name, value in vars(found).items():
        if name.isupper() and name not in ("AUTH_USER_MODEL", "PASSWORD_HASHERS"):
            setattr(settings, name, value)
    settings.SECURE_HSTS_SECONDS = 3600
    return settings


def code_at(moment, secret=SECRET):
    """What the app shows at a time."""
    return format_hotp_value(hotp_value(secret, int(moment) // 30))


def add_app(person):
    """The person has an authenticator app, whose secret the tests know, and recovery codes."""
    TOTP.activate(person, SECRET)
    return RecoveryCodes.activate(person).get_unused_codes()


class Secure(Client):
    """A browser that speaks TLS."""

    def generic(self, *args, **more):
        return super().generic(*args, **more | {"secure": True})


def browser():
    return Secure(headers={"user-agent": "A browser"})


def sign_in(client, person, *, code="", **more):
    """The password, and the code if one is given: the last answer."""
    fields = {"username": person.username, "password": PASSWORD, **more}
    answer = client.post("/sign-in/", fields)
    return client.post("/sign-in/second-factor/", {"code": code}) if code else answer


@pytest.fixture
def time_machine_at(time_machine):
    """`time_machine_at(seconds=301)`: so much later than at the call before."""
    moment = datetime.now(UTC)
    time_machine.move_to(moment, tick=False)

    def later(**more):
        nonlocal moment
        moment += timedelta(**more)
        time_machine.move_to(moment, tick=False)
        return moment.timestamp()

    return later
