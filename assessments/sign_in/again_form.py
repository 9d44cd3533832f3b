"""The form in which somebody who is signed in confirms who they are."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import User

from .forms import CodeForm, code_field, password_field


class AgainForm(forms.Form):
    """The password, and a code from whoever has a second factor."""

    password = password_field(_("Password"), "current-password")
    code = code_field(CodeForm.base_fields["code"].label)

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.authenticator = person, None
        if not is_mfa_enabled(person):
            del self.fields["code"]

    @classmethod
    def of(cls, person: User, data=None):
        """None for somebody who has no password and signs in through a provider."""
        return cls(data, person=person) if person.has_usable_password() else None

    def clean(self):
        """The code is looked at only beside the right password: looking uses it up."""
        given = super().clean()
        if self.errors:
            return given
        if not get_adapter().reauthenticate(self.person, given["password"]):
            self.add_error("password", _("This is not your password. Try again."))
        elif "code" in self.fields:
            self.look_at_code(given["code"])
        return given

    def look_at_code(self, code: str) -> None:
        looked_at = CodeForm({"code": code}, user=self.person)
        if looked_at.is_valid():
            self.authenticator = looked_at.authenticator
        for error in looked_at.errors.get("code", ()):
            self.add_error("code", error)

    def save(self) -> None:
        """One record that says both, so that neither alone is ever taken for the whole."""
        factor = self.authenticator.type if self.authenticator else None
        if self.authenticator:
            post_authentication(context.request, self.authenticator)
        record_authentication(
            context.request, self.person, "password", reauthenticated=True, factor=factor
        )
