"""Single sign-on by OpenID Connect: an identity counts that an administrator linked beforehand."""

import time
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.models import User

from . import events, sessions

PROVIDER = "authority"
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"})
CLAIMS = ["iss", "sub", "aud", "exp", "iat"]
LEEWAY = 30  # seconds by which the two clocks may differ

NOT_PROVEN = _(
    "The identity provider did not prove who you are. Try again; if it happens again, tell your"
    " administrator when it did."
)
NOT_REACHED = _(
    "The identity provider cannot be reached. Sign in with your user name, or try again later."
)
TOO_WEAK = _(
    "The identity provider let you in without a second factor, which is not enough here. Sign in"
    " there with your second factor, then try again."
)
NOT_LINKED = _(
    "The identity provider knows you, but here nobody is linked to that identity. Ask an"
    " administrator to link it to your user name."
)


class Adapter(OpenIDConnectOAuth2Adapter):
    """The token is looked at whole, its signature too, whatever channel it came by."""

    @property
    def redirect_uri_protocol(self):
        return self.request.scheme

    def _decode_id_token(self, app, id_token):
        try:
            return claims_of(id_token, config=self.openid_config, client_id=app.client_id)
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as fault:
            raise OAuth2Error("The token does not hold.") from fault

    def complete_login(self, request, app, token, **kwargs):
        if not isinstance(kwargs["response"].get("id_token"), str):
            raise OAuth2Error("There is no token.")
        return super().complete_login(request, app, token, **kwargs)


def claims_of(token: str, *, config: dict[str, Any], client_id: str) -> dict[str, Any]:
    """What the token says. Raises PyJWTError, KeyError, TypeError or ValueError if it is not good.

    The issuer is the one of the settings: what the provider says of itself has to agree.
    """
    if config["issuer"] not in (settings.OIDC_ISSUER, f"{settings.OIDC_ISSUER}/"):
        raise jwt.InvalidIssuerError
    key = key_of(jwt.get_unverified_header(token), config["jwks_uri"])
    claims = jwt.decode(
        token,
        key,
        algorithms=[key.algorithm_name] if key.algorithm_name in ALGORITHMS else [],
        audience=client_id,
        issuer=config["issuer"],
        leeway=LEEWAY,
        options={"require": CLAIMS},
    )
    if claims.get("azp", client_id) != client_id or not claims["sub"]:
        raise jwt.InvalidAudienceError
    return claims


def key_of(header: dict[str, Any], address: str) -> jwt.PyJWK:
    """The key that the token names, which is for the algorithm that the token names."""
    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
    answer.raise_for_status()
    keys = jwt.PyJWKSet.from_dict(answer.json())
    key = keys[header["kid"]]
    if key.algorithm_name != header["alg"]:
        raise jwt.InvalidAlgorithmError
    return key


def require(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """Raises ImmediateHttpResponse with a page unless this identity may sign in here."""
    if sociallogin.state.get("process") != "login":  # nobody links an identity to themselves
        refuse(request, NOT_LINKED)
    if not is_strong(sociallogin.account.extra_data.get("id_token", {})):
        refuse(request, TOO_WEAK)
    if not sociallogin.is_existing:
        refuse(request, NOT_LINKED, subject=sociallogin.account.uid)


def is_strong(claims: dict[str, Any]) -> bool:
    """Signed in lately enough, and in one of the ways that the settings name."""
    methods = claims.get("amr")
    shown = set(methods) if isinstance(methods, list) else set()
    if settings.OIDC_AMR and not shown & set(settings.OIDC_AMR):
        return False
    if settings.OIDC_ACR and claims.get("acr") not in settings.OIDC_ACR:
        return False
    at = claims.get("auth_time", claims.get("iat"))
    lately = time.time() - settings.SESSION_HOURS * 3600
    return isinstance(at, int) and at > lately


def refuse(request: HttpRequest, sentence, *, subject: str = "", status: int = 403) -> None:
    events.sign_in_failed(request, username="", method="single_sign_on")
    context = {"sentence": sentence, "subject": subject}
    raise ImmediateHttpResponse(render(request, "sign_in/refused.html", context, status=status))


@transaction.atomic
def link(person: User, subject: str, *, by: User | str) -> None:
    """From now on this identity at the provider is this person, and nobody else."""
    SocialAccount.objects.create(user=person, provider=PROVIDER, uid=subject)
    record(Verb.IDENTITY_LINKED, None, by=by, username=person.username, subject=subject)


@transaction.atomic
def unlink(person: User, subject: str, *, by: User | str) -> None:
    """No longer; who is signed in by it is out."""
    SocialAccount.objects.filter(user=person, provider=PROVIDER, uid=subject).delete()
    record(Verb.IDENTITY_UNLINKED, None, by=by, username=person.username, subject=subject)
    sessions.end_all(person, by=by)


def is_linked(subject: str) -> bool:
    return SocialAccount.objects.filter(provider=PROVIDER, uid=subject).exists()
