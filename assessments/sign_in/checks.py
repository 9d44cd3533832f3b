"""What Django's own deploy checks do not ask of signing in."""

from django.conf import settings
from django.core.checks import Error

SHARED = "assessments.sign_in.cache.TableCache"
ARGON2 = "django.contrib.auth.hashers.Argon2PasswordHasher"


def limits_are_shared(app_configs, **kwargs):
    """A cache of each process would let one try as often again at every other process."""
    if settings.CACHES["default"]["BACKEND"] == SHARED:
        return []
    hint = f"Set the backend of the default cache to {SHARED}."
    return [Error("Attempts are counted by each process alone.", hint=hint, id="attwizard.E020")]


def signing_in_is_safe(app_configs, **kwargs):
    """For `check --deploy`: cookies of this host alone, and passwords kept by Argon2id."""
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME")
    faults = [
        Error(f"{name} does not begin with __Host-.", id="attwizard.E021")
        for name in names
        if not getattr(settings, name).startswith("__Host-")
    ]
    if settings.PASSWORD_HASHERS[0] != ARGON2:
        faults.append(Error("Passwords are not kept by Argon2id.", id="attwizard.E022"))
    return faults
