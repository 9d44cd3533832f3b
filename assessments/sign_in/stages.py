"""The step between the password and being in: the second factor of whoever has one."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage


class SecondFactor(AuthenticateStage):
    """Not after single sign-on, whose provider has asked for it (`single_sign_on.require`)."""

    def _should_handle(self, request):
        records = get_authentication_records(request, self.login.user)
        if any(record["method"] == "socialaccount" for record in records):
            return False
        return super()._should_handle(request)
