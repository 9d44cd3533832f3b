"""Where django-allauth asks this application: words, refusals, and what happens at sign-in."""

import base64
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import events, onward, single_sign_on, step_up
from .people import PeopleOfTheAuthority

UNKNOWN_ADDRESS = "0.0.0.0"
WRONG = gettext_lazy(
    "This user name and password do not go together, or may not sign in. Small and capital letters"
    " differ; a password that an administrator gave is good for some days only."
)
TOO_MANY = gettext_lazy(
    "There were too many attempts. Wait five minutes, then try again; nothing is blocked for good."
)
WRONG_CODE = gettext_lazy(
    "This was not accepted. A code is good for half a minute, and only once: wait for the next one."
)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by user name; nobody signs up, and no mail is sent."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_stages(self):
        return ["assessments.sign_in.stages.SecondFactor"]

    def get_client_ip(self, request):
        try:
            return super().get_client_ip(request)
        except PermissionDenied:  # the server listens on a socket, and no proxy said
            return UNKNOWN_ADDRESS

    def add_message(self, request, level, message_template=None, *args, message=None, **kwargs):
        """Only sentences of our own."""
        if message:
            messages.add_message(request, level, message)

    def validation_error(self, code, *args):
        if code in ("too_many_login_attempts", "rate_limited"):
            events.throttled(self.request, action=code)
        return super().validation_error(code, *args)

    def authentication_failed(self, request, **credentials):
        if not request.user.is_authenticated:  # whoever confirms who they are is told apart
            name = credentials.get("username", "")
            events.sign_in_failed(request, username=name, method="password")

    def pre_login(self, request, user, **kwargs):
        """By whatever means: only somebody who may be here."""
        if PeopleOfTheAuthority().user_can_authenticate(user):
            return None
        clear_login(request)
        events.sign_in_failed(request, username=user.username, method="")
        messages.error(request, WRONG)
        return redirect("sign-in")

    def login(self, request, user):
        super().login(request, user)
        events.signed_in(request, method=step_up.method_of_sign_in(request))

    def post_login(self, request, user, **kwargs):
        return onward.after_sign_in(request, super().post_login(request, user, **kwargs))

    def is_reauthentication_required(self, *, app, **kwargs):
        return not step_up.is_fresh(self.request, sign_in_counts=True)

    def get_reauthentication_methods(self, user):
        return [
            {"id": "again", "description": _("Confirm that it is you"), "url": reverse("again")}
        ]

    def send_mail(self, template_prefix, email, context):
        """There is no mail: nobody's account has an address."""


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are kept encrypted, by a key made of the signing key."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
    }

    def encrypt(self, text):
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user, type):
        return _("Passkey")

    def get_public_key_credential_rp_entity(self):
        return {**super().get_public_key_credential_rp_entity(), "name": settings.AUTHORITY_NAME}


def cipher() -> MultiFernet:
    """Former signing keys still open what they locked."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(derived(key)) for key in keys])


def derived(key: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"attwizard.factors")
    return base64.urlsafe_b64encode(made.derive(key.encode()))


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Single sign-on: only for an identity that an administrator linked beforehand."""

    def pre_social_login(self, request, sociallogin):
        single_sign_on.require(request, sociallogin)

    def on_authentication_error(self, request, provider, error=None, exception=None, **kwargs):
        single_sign_on.refuse(request, single_sign_on.NOT_PROVEN)

    def get_requests_session(self):
        """Where the provider sends us on to somewhere else, we do not go."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def authenticate_by_email(self, login):
        return None

    def is_open_for_signup(self, request, sociallogin):
        return False
