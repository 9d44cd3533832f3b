"""What follows on an act about people."""

from django.contrib import messages
from django.contrib.auth import get_user, logout
from django.shortcuts import redirect


def done(request, sentence: str, *where):
    """Say so and go on; whose own session has just ended goes to sign in again."""
    if get_user(request).is_anonymous:
        logout(request)
        where = ("sign-in",)
    messages.success(request, sentence)
    return redirect(*where)
