"""What the browser and a passkey say to each other, on the pages that use one."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse

from assessments.models import User

UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValidationError, ValueError)


def are_asked_for(request: HttpRequest) -> bool:
    """Whether static/js/passkey.js asks for what the key is to sign."""
    return request.method == "POST" and "options" in request.POST


def to_sign(person: User | None) -> JsonResponse:
    """For signing in, or for confirming; anybody's key, if nobody is named."""
    return JsonResponse(auth.begin_authentication(person))


def to_make(person: User) -> JsonResponse:
    """For a new key, that asks for finger, face or PIN and is found without a user name."""
    return JsonResponse(auth.begin_registration(person, passwordless=True))


def holds(form: forms.Form) -> bool:
    """Whether what a passkey said is good. What the library cannot even read is refused too."""
    try:
        return form.is_valid()
    except UNREADABLE:
        form.add_error(None, get_adapter().validation_error("incorrect_code"))
        return False
