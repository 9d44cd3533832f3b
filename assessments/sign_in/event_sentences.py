"""The events of signing in, as sentences that follow the name of who did it."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb

HAPPENED: dict[str, str | Promise] = {
    Verb.SIGNED_IN: _("signed in with %(method)s, from %(address)s"),
    Verb.SIGN_IN_FAILED: _("turned away a sign-in as %(name)s with %(method)s, from %(address)s"),
    Verb.SIGN_IN_THROTTLED: _("turned away too many attempts from %(address)s"),
    Verb.SIGNED_OUT: _("signed out, at %(address)s"),
    Verb.SESSION_ENDED: _("ended a session of %(name)s: %(reason)s"),
    Verb.PASSWORD_CHOSEN: _("chose another password"),
    Verb.FACTOR_ADDED: _("added a second factor: %(kind)s"),
    Verb.FACTOR_REMOVED: _("removed a second factor of %(name)s: %(kind)s"),
    Verb.RECOVERY_CODES_MADE: _("made new recovery codes; the old ones are void"),
    Verb.STEP_UP_REFUSED: _("could not confirm who they are, at %(address)s"),
    Verb.IDENTITY_LINKED: _("linked the identity %(subject)s to %(name)s"),
    Verb.IDENTITY_UNLINKED: _("took the identity %(subject)s from %(name)s"),
}
METHODS: dict[str, str | Promise] = {
    "password": _("a password"),
    "password_and_code": _("a password and a code"),
    "password_and_passkey": _("a password and a passkey"),
    "passkey": _("a passkey"),
    "code": _("a code"),
    "single_sign_on": _("single sign-on"),
}
REASONS: dict[str, str | Promise] = {
    "idle": _("nothing was done for a while"),
    "absolute": _("it had lasted as long as one may"),
    "administrator": _("all were ended"),
    "own": _("ended from another one"),
}
KINDS: dict[str, str | Promise] = {
    "webauthn": _("a passkey"),
    "totp": _("an authenticator app"),
    "recovery_codes": _("recovery codes"),
}


def happened(verb: str, facts: Mapping[str, Any]) -> str:
    """An entry as a sentence that follows the name of who did it."""
    return str(HAPPENED[verb]) % {
        "name": facts.get("username") or _("an unknown name"),
        "address": facts.get("address", ""),
        "subject": facts.get("subject", ""),
        "method": METHODS.get(facts.get("method", ""), _("another means")),
        "reason": REASONS.get(facts.get("reason", ""), ""),
        "kind": KINDS.get(facts.get("kind", ""), ""),
    }
