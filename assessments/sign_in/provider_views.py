"""To the identity provider, and back from it."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from . import kept, single_sign_on, throttling
from .door_views import leave_session_of_another, next_address

NOT_AS_EXPECTED = (RequestException, KeyError, TypeError, ValueError)


@login_not_required
@require_POST
def leave(request, provider_id):
    """To the provider, with what was typed left in the session."""
    if refused := throttling.refused(request, "login"):
        return refused
    adapter = adapter_for(request, provider_id)
    leave_session_of_another(request)
    kept.stash(request, request.POST.get("kept", ""))
    try:
        provider = adapter.get_provider()
        return provider.redirect(request, process="login", next_url=next_address(request))
    except NOT_AS_EXPECTED:
        return refused_page(request, single_sign_on.NOT_REACHED, status=503)


@login_not_required
@require_safe
def back(request, provider_id):
    """From the provider; an answer that names another issuer is not taken."""
    adapter = adapter_for(request, provider_id)
    if request.GET.get("iss", settings.OIDC_ISSUER).rstrip("/") != settings.OIDC_ISSUER:
        return refused_page(request, single_sign_on.NOT_PROVEN)
    try:
        return OAuth2CallbackView.adapter_view(adapter)(request)
    except NOT_AS_EXPECTED:
        return refused_page(request, single_sign_on.NOT_PROVEN)


def adapter_for(request, provider_id) -> single_sign_on.Adapter:
    adapter = single_sign_on.Adapter(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return adapter


def refused_page(request, sentence, *, status=403):
    try:
        single_sign_on.refuse(request, sentence, status=status)
    except ImmediateHttpResponse as refusal:
        return refusal.response
