"""What `check --deploy` asks for beyond Django's own checks: each fault is found by its name."""

import copy

import pytest
from django.conf import settings as our_settings

from assessments.sign_in.checks import limits_are_shared, signing_in_is_safe
from attwizard.hardening import settings_are_hardened

CSP = our_settings.CONTENT_SECURITY_POLICY
LOOSE = {
    "inline scripts": {"script-src": ["'self'", "'unsafe-inline'"]},
    "another host": {"img-src": ["'self'", "https://cdn.example"]},
    "anything by default": {"default-src": ["'self'"]},
    "framed by ourselves": {"frame-ancestors": ["'self'"]},
}
FAULTS = {
    "attwizard.E020": {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy"}}},
    "attwizard.E021": {"SESSION_COOKIE_NAME": "sessionid"},
    "attwizard.E022": {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]},
    "attwizard.E023": {"DEMONSTRATION": True},
    "attwizard.E026": {"SESSION_HOURS": 25},
    "attwizard.E027": {"MFA_WEBAUTHN_USER_VERIFICATION": "preferred"},
    "attwizard.E028": {"DATA_UPLOAD_MAX_MEMORY_SIZE": None},
    "attwizard.E029": {"ADMINS": [("A", "a@example.org")]},
}


@pytest.fixture
def in_earnest(settings):
    """As on a server; the settings of the tests are those of a demonstration."""
    settings.DEMONSTRATION = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME"):
        setattr(settings, name, f"__Host-{getattr(settings, name)}")
    return settings


def found():
    checks = (limits_are_shared, signing_in_is_safe, settings_are_hardened)
    return [fault.id for check in checks for fault in check(None)]


def test_settings_in_earnest_have_no_fault(in_earnest):
    assert found() == []


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found(fault, in_earnest):
    for name, value in FAULTS[fault].items():
        setattr(in_earnest, name, value)

    assert found() == [fault]


@pytest.mark.parametrize("changes", LOOSE.values(), ids=LOOSE.keys())
def test_a_policy_that_is_too_wide_is_found(changes, in_earnest):
    policy = copy.deepcopy(CSP)
    policy["DIRECTIVES"] |= changes
    in_earnest.CONTENT_SECURITY_POLICY = policy

    assert found() == ["attwizard.E024"]


def test_a_policy_that_leaves_something_open_is_found(in_earnest):
    policy = copy.deepcopy(CSP)
    del policy["DIRECTIVES"]["base-uri"]
    in_earnest.CONTENT_SECURITY_POLICY = policy

    assert found() == ["attwizard.E024"]


@pytest.mark.parametrize(
    "change",
    [
        lambda those: [one for one in those if not one.endswith(".SessionLimits")],
        lambda those: [one for one in those if not one.endswith(".SignInComplete")],
        lambda those: list(reversed(those)),
    ],
    ids=["sessions without end", "no second factor", "another order"],
)
def test_a_request_that_passes_a_guard_is_found(change, in_earnest):
    in_earnest.MIDDLEWARE = change(in_earnest.MIDDLEWARE)

    assert found() == ["attwizard.E025"]


def test_a_session_is_not_idle_for_longer_than_it_lasts(in_earnest):
    in_earnest.SESSION_HOURS, in_earnest.SESSION_IDLE_MINUTES = 1, 61

    assert found() == ["attwizard.E026"]


def test_errors_are_not_mailed_by_the_log_either(in_earnest):
    handlers = {"mail": {"class": "django.utils.log.AdminEmailHandler"}}
    in_earnest.LOGGING = {**in_earnest.LOGGING, "handlers": handlers}

    assert found() == ["attwizard.E029"]
