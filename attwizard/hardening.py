"""For `check --deploy`: what Django's own checks do not ask of settings in earnest."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

LARGEST_REQUEST = 16 * 1024 * 1024
NOBODY, OURSELVES = {"'none'"}, {"'none'", "'self'"}
SHUT = ("default-src", "object-src", "base-uri", "frame-ancestors")
FIRST_TO_LAST = (
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "assessments.sign_in.limits.SessionLimits",
    "assessments.sign_in.kept.SignInRequired",
    "assessments.sign_in.enrolment.SignInComplete",
    "assessments.sign_in.step_up.StepUpAsked",
    "assessments.cases.witness.Witnessed",
    "assessments.cases.middleware.EveryPage",
)
LONGEST_SESSION = 24  # hours
MAILS = "django.utils.log.AdminEmailHandler"


@register(Tags.security, deploy=True)
def settings_are_hardened(app_configs: Any, **kwargs: Any) -> list[Error]:
    return [
        Error(sentence, id=code)
        for faults in (of_the_demonstration, of_pages, of_sessions, of_uploads, of_mail)
        for code, sentence in faults()
    ]


def of_the_demonstration() -> Iterator[tuple[str, str]]:
    if settings.DEMONSTRATION:
        yield "attwizard.E023", "This is a demonstration: plain HTTP, and passwords in the README."


def of_pages() -> Iterator[tuple[str, str]]:
    """Where pages may take anything from, and what every request goes through."""
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    taken = {name: set(map(str, policy.get(name, ["*"]))) for name in (*policy, *SHUT)}
    loose = [name for name, sources in taken.items() if not sources <= OURSELVES]
    loose += [name for name in SHUT if taken[name] != NOBODY]
    if loose:
        named = ", ".join(sorted(set(loose)))
        yield "attwizard.E024", f"The Content-Security-Policy is too wide in {named}."
    there = [name for name in settings.MIDDLEWARE if name in FIRST_TO_LAST]
    if there != list(FIRST_TO_LAST):
        missing = ", ".join(set(FIRST_TO_LAST) - set(there)) or "their order is another"
        yield "attwizard.E025", f"What guards every request is not as it must be: {missing}."


def of_sessions() -> Iterator[tuple[str, str]]:
    """How long one lasts, and that a second factor is a real one."""
    hours, minutes = settings.SESSION_HOURS, settings.SESSION_IDLE_MINUTES
    if hours > LONGEST_SESSION or minutes > hours * 60:
        yield (
            "attwizard.E026",
            f"A session lasts longer than {LONGEST_SESSION} hours, or its minutes without activity"
            " are longer than its hours. Lower SESSION_HOURS or SESSION_IDLE_MINUTES.",
        )
    is_asked = settings.MFA_WEBAUTHN_USER_VERIFICATION == "required"
    if not is_asked or not {"webauthn", "totp"} <= set(settings.MFA_SUPPORTED_TYPES):
        yield (
            "attwizard.E027",
            "A second factor is a passkey that verifies its user, or an authenticator app.",
        )


def of_uploads() -> Iterator[tuple[str, str]]:
    """A request is bounded, and nothing of one is ever written to a disk."""
    largest, held = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    if not largest or largest > LARGEST_REQUEST or held < largest:
        yield (
            "attwizard.E028",
            "A request is not larger than 16 MB, and is held in memory: mend"
            " DATA_UPLOAD_MAX_MEMORY_SIZE and FILE_UPLOAD_MAX_MEMORY_SIZE.",
        )


def of_mail() -> Iterator[tuple[str, str]]:
    """Django would mail what was typed, and to whom it is sent is no officer."""
    handlers = settings.LOGGING.get("handlers", {}).values()
    if settings.ADMINS or settings.MANAGERS or MAILS in {one.get("class") for one in handlers}:
        yield "attwizard.E029", "Errors would be mailed, with what people typed. Set no ADMINS."
