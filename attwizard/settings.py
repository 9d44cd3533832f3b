"""The settings, in the order of Django's own documentation. README.md lists the environment."""

import pathlib

import csp.constants
import django.forms
from django.utils.translation import gettext_lazy as _

from . import environment
from .database_settings import *
from .operation_settings import *
from .proof_settings import *
from .sign_in_settings import *

BASE_DIR = pathlib.Path(__file__).resolve().parent.parent
RUN_DIR = BASE_DIR / ".run"

# Demonstration mode is set by `python3 -m attwizard run`: its accounts exist nowhere else, and it
# speaks plain HTTP to this machine alone. sign_in_settings.py asks for it too.
DEMONSTRATION = environment.truth("ATTWIZARD_DEMONSTRATION")
AUTHORITY_NAME = environment.text("AUTHORITY_NAME", default="Export Control Authority")
# "Today" in the law is today where the authority sits; what is stored is in UTC.
AUTHORITY_TIME_ZONE = environment.time_zone("AUTHORITY_TIME_ZONE", default="UTC")
RETENTION_YEARS = environment.number("RETENTION_YEARS", default=10, at_least=10)  # Article 12(4)

# Debugging
DEBUG = environment.truth("DEBUG")

# File uploads and forms
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # never to disk
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a page of rows has some for each of hundreds
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Globalization
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "assessments" / "locale"]
FORMAT_MODULE_PATH = "attwizard.formats"
# A language is offered once it is translated.
LANGUAGES = environment.translated(
    [
        ("ar", _("Arabic")),
        ("en", _("English")),
        ("es", _("Spanish")),
        ("fr", _("French")),
        ("ru", _("Russian")),
        ("zh-hans", _("Chinese")),
    ],
    source=LANGUAGE_CODE,
    folder=LOCALE_PATHS[0],
)
USE_I18N = True
USE_TZ = True
TIME_ZONE = AUTHORITY_TIME_ZONE

# HTTP
ALLOWED_HOSTS = (
    ["localhost", "127.0.0.1"]
    if DEMONSTRATION
    else environment.names("ALLOWED_HOSTS", meaning="the host names of this server")
)
MIDDLEWARE = [
    "assessments.operations.health.Health",
    "assessments.operations.access_log.Logged",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "assessments.sign_in.limits.SessionLimits",
    "assessments.sign_in.kept.SignInRequired",
    "assessments.sign_in.enrolment.SignInComplete",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "assessments.sign_in.step_up.StepUpAsked",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "assessments.cases.witness.Witnessed",
    "assessments.cases.refusals.RefusalsShown",
    "assessments.cases.middleware.EveryPage",
]
WSGI_APPLICATION = "attwizard.wsgi.application"

# Models
INSTALLED_APPS = [
    "assessments.apps.AssessmentsConfig",
    "attwizard.apps.AttwizardConfig",
    "formtools",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

# Security. In demonstration mode there is no TLS to insist on.
SECRET_KEY = environment.secret_key(demonstration=DEMONSTRATION, folder=RUN_DIR)
SECRET_KEY_FALLBACKS = environment.former_secret_keys()
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.constants.NONE],
        **{
            f"{kind}-src": [csp.constants.SELF]
            for kind in ("script", "style", "img", "font", "connect")
        },
        "form-action": [csp.constants.SELF],
        "base-uri": [csp.constants.NONE],
        "frame-ancestors": [csp.constants.NONE],
        "object-src": [csp.constants.NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_SECONDS = 0 if DEMONSTRATION else 365 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not DEMONSTRATION
if environment.truth("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # browsers preload no names of internal servers
X_FRAME_OPTIONS = "DENY"
# Templates
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # No others: a page of a library that we have none of our own for is never shown.
        "DIRS": [BASE_DIR / "templates", pathlib.Path(django.forms.__path__[0]) / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "assessments.cases.context.frame",
                "assessments.sign_in.limits.notice",
            ],
        },
    }
]

# URLs
ROOT_URLCONF = "attwizard.urls"

# Auth, messages, sessions, cookies: sign_in_settings.py

# Work done beside requests, by `manage.py procrastinate worker`
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["assessments.records.tasks", "assessments.records.copying"]

# Static files
STATIC_URL = "static/"
STATIC_ROOT = environment.folder("STATIC_ROOT", default=RUN_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".svg": "image/svg+xml; charset=utf-8"}
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    **environment.archive(),
}
