"""The settings of signing in: with what, how often, how long. README.md lists the environment."""

from . import environment

DEMONSTRATION = environment.truth("ATTWIZARD_DEMONSTRATION")
# A cookie of this name is taken only over TLS, from this host alone, for all of it.
HOST_ONLY = "" if DEMONSTRATION else "__Host-"

# People and their passwords
AUTH_USER_MODEL = "assessments.User"
AUTHENTICATION_BACKENDS = ["assessments.sign_in.people.PeopleOfTheAuthority"]
VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name"]},
    },
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "assessments.sign_in.breached.NotBreached"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "cases:home"
LOGOUT_REDIRECT_URL = "sign-in"
ONE_TIME_PASSWORD_DAYS = 7
ACCOUNT_ADAPTER = "assessments.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; allauth asks all the same
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300

# Second factors
MFA_ADAPTER = "assessments.sign_in.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 0
MFA_TOTP_ISSUER = "attwizard"
MFA_RECOVERY_CODE_DIGITS = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
REQUIRE_SECOND_FACTOR_FOR_ALL = environment.truth("REQUIRE_SECOND_FACTOR_FOR_ALL")
REQUIRE_SECOND_FACTOR_FOR_AUDITORS = environment.truth(
    "REQUIRE_SECOND_FACTOR_FOR_AUDITORS", default=True
)

# Single sign-on: there is one provider, and none without OIDC_ISSUER.
OIDC_ISSUER = environment.text("OIDC_ISSUER", default="").rstrip("/")
OIDC_ACR = environment.words("OIDC_ACR", default="")
OIDC_AMR = environment.words("OIDC_AMR", default="mfa")
SOCIALACCOUNT_ADAPTER = "assessments.sign_in.adapters.IdentityAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = environment.identity_provider(OIDC_ISSUER)

# How often. The counts are kept where all processes of the server find them.
CACHES = {
    "default": {
        "BACKEND": "assessments.sign_in.cache.TableCache",
        "LOCATION": "attwizard_cache",
        "KEY_PREFIX": "",
    }
}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,10/5m/key",
    "reauthenticate": "20/m/user",
    "change_password": "5/m/user",
}
MFA_RATE_LIMITS = {"webauthn_login": "20/m/ip"}
# The proxy adds the address it was called from at the end of X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.truth("BEHIND_TLS_PROXY") else 0

# How long
SESSION_IDLE_MINUTES = environment.number("SESSION_IDLE_MINUTES", default=30, at_least=6)
SESSION_HOURS = environment.number("SESSION_HOURS", default=10, at_least=1)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = f"{HOST_ONLY}sessionid"
SESSION_COOKIE_SECURE = not DEMONSTRATION
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# The other two cookies
CSRF_COOKIE_NAME = f"{HOST_ONLY}csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = not DEMONSTRATION
CSRF_FAILURE_VIEW = "assessments.sign_in.kept.csrf_failure"
LANGUAGE_COOKIE_NAME = f"{HOST_ONLY}django_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = not DEMONSTRATION
