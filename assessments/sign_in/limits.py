"""How long a session lasts: so many minutes without activity, and so many hours in all.

Both are held by the server. A page that only asks how long is left is no activity.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from assessments.audit.trail import Verb

from . import events

BEGAN, SEEN, ENDED = "attwizard.began", "attwizard.seen", "attwizard.ended"
WARNING = 300  # seconds before the end, in which the page says so
COARSE = 60  # seconds in which another request is not written down


class Left(NamedTuple):
    """Seconds until the session ends: for want of activity, and whatever one does."""

    idle: float
    whole: float

    @property
    def reason(self) -> str:
        return "absolute" if self.whole <= 0 else "idle"

    @property
    def is_over(self) -> bool:
        return min(self) <= 0


def begin(sender, request: HttpRequest, user, **kwargs) -> None:
    """Receiver of Django's `user_logged_in`."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


def left(request: HttpRequest) -> Left:
    """A session that does not say when it began is over."""
    now, session = time.time(), request.session
    return Left(
        session.get(SEEN, 0) + settings.SESSION_IDLE_MINUTES * 60 - now,
        session.get(BEGAN, 0) + settings.SESSION_HOURS * 3600 - now,
    )


def saw(request: HttpRequest, *, at_once: bool = False) -> None:
    """The person did something. Written down once a minute, or at once."""
    coarse = min(COARSE, settings.SESSION_IDLE_MINUTES * 6)
    if at_once or time.time() - request.session.get(SEEN, 0) >= coarse:
        request.session[SEEN] = time.time()
        UserSession.objects.create_from_request(request)


def end(request: HttpRequest, *, reason: str) -> None:
    events.tell(Verb.SESSION_ENDED, request, by=request.user, reason=reason)
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
    request.session[ENDED] = reason  # for the sign-in page to say


def is_no_activity(view: Callable) -> Callable:
    """Marks a view that pages ask by themselves."""
    view.is_no_activity = True
    return view


class SessionLimits:
    """Middleware, before the one that asks for sign-in: what has lasted too long is over."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        if request.user.is_authenticated and (rest := left(request)).is_over:
            end(request, reason=rest.reason)
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.user.is_authenticated and not getattr(view_func, "is_no_activity", False):
            saw(request)


def notice(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the page needs to warn before the session ends."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {}
    rest = left(request)
    ends_at = timezone.now() + timedelta(seconds=rest.whole)
    return {
        "session_left": {
            "idle": int(settings.SESSION_IDLE_MINUTES * 60),
            "whole": int(rest.whole),
            "ends_at": ends_at,
            "warning": WARNING,
            "is_ending": rest.whole <= WARNING,
        }
    }
