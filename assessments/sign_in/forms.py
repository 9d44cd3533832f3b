"""The forms of signing in."""

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from assessments.models import User

LONGEST = 256


def password_field(label, autocomplete: str, **more) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=LONGEST, **more)


def code_field(label) -> forms.CharField:
    widget = forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    )
    return forms.CharField(label=label, widget=widget, max_length=40)


class SignInForm(forms.Form):
    """User name and password; which of them is wrong is not said."""

    username = forms.CharField(
        label=_("User name"),
        max_length=User._meta.get_field("username").max_length,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = password_field(_("Password"), "current-password")

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user = request, None

    def clean(self):
        given = super().clean()
        if not self.errors:
            adapter = get_adapter()
            self.user = adapter.authenticate(self.request, **given)
            if self.user is None:
                raise adapter.validation_error("username_password_mismatch")
        return given


class CodeForm(AuthenticateForm):
    """A code of the app, or a recovery code, once."""

    code = code_field(_("Code from your authenticator app, or a recovery code"))


class ChosenPasswordForm(forms.Form):
    """A password that one chooses for oneself."""

    password = password_field(
        _("New password"),
        "new-password",
        help_text=_(
            "At least 15 characters. Several words are easy to keep in mind; spaces and every"
            " script are welcome."
        ),
    )
    repeated = password_field(_("The same again"), "new-password")

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.person)
        if self.person.check_password(password):
            raise forms.ValidationError(_("This is the password you have. Choose another one."))
        return password

    def clean(self):
        given = super().clean()
        if "password" in given and given["password"] != given.get("repeated"):
            self.add_error("repeated", _("The two passwords differ. Write the same twice."))
        return given
