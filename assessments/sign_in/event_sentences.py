"""The events of signing in as sentences, made of facts and verbs in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb

SENTENCES: dict[str, str | Promise] = {
    Verb.SIGNED_IN: _("%(who)s signed in with %(method)s, from %(address)s."),
    Verb.SIGN_IN_FAILED: _(
        "Somebody could not sign in as %(name)s with %(method)s, from %(address)s."
    ),
    Verb.SIGN_IN_THROTTLED: _("Too many attempts from %(address)s were turned away."),
    Verb.SIGNED_OUT: _("%(who)s signed out, at %(address)s."),
    Verb.SESSION_ENDED: _("A session of %(name)s ended: %(reason)s."),
    Verb.PASSWORD_CHOSEN: _("%(who)s chose another password."),
    Verb.PASSWORD_GIVEN: _("%(who)s gave %(name)s a password for one sign-in."),
    Verb.FACTOR_ADDED: _("%(who)s added a second factor: %(kind)s."),
    Verb.FACTOR_REMOVED: _("%(who)s removed a second factor of %(name)s: %(kind)s."),
    Verb.RECOVERY_CODES_MADE: _("%(who)s made new recovery codes; the old ones are void."),
    Verb.STEP_UP_REFUSED: _("%(who)s could not confirm who they are, at %(address)s."),
    Verb.IDENTITY_LINKED: _("%(who)s linked the identity %(subject)s to %(name)s."),
    Verb.IDENTITY_UNLINKED: _("%(who)s took the identity %(subject)s from %(name)s."),
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


def sentence(verb: str, who: str, facts: Mapping[str, Any]) -> str:
    """One entry in words; `who` acted, by whatever name the reader is to be told."""
    return str(SENTENCES[verb]) % {
        "who": who,
        "name": facts.get("username") or (_("an unknown name") if "username" in facts else who),
        "address": facts.get("address", ""),
        "subject": facts.get("subject", ""),
        "method": METHODS.get(facts.get("method", ""), _("another means")),
        "reason": REASONS.get(facts.get("reason", ""), ""),
        "kind": KINDS.get(facts.get("kind", ""), ""),
    }
