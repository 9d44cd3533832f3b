"""The forms that add a second factor."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import code_field


class AddAppForm(ActivateTOTPForm):
    """The secret stays the same from the picture to the code."""

    code = code_field(_("The code that the app shows now"))


class AddPasskeyForm(AddWebAuthnForm):
    """Always one that asks for finger, face or PIN, and is found without a user name."""

    name = forms.CharField(
        label=_("What you call it"),
        max_length=60,
        required=False,
        help_text=_("So that you know it again on the list: “Office computer”."),
    )
    passwordless = None  # asked for by `passkeys.to_make`, and looked after by the library

    def clean_credential(self):
        """The library takes nothing at all for a key that needs no proof."""
        credential = self.cleaned_data["credential"]
        if not isinstance(credential, dict):
            raise get_adapter().validation_error("incorrect_code")
        return credential
