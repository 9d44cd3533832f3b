"""The sessions of a person: listed, and ended."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from assessments.audit.trail import Verb, record
from assessments.models import User

from . import events


@transaction.atomic
def end_all(person: User, *, by: User | str = events.SERVICE) -> None:
    """Wherever the person is signed in: the next request asks for sign-in again."""
    person.sessions_ended_at = timezone.now()
    person.save(update_fields=["sessions_ended_at"])
    for session in UserSession.objects.filter(user=person):
        session.end()
    record(Verb.SESSION_ENDED, None, by=by, username=person.username, reason="administrator")


def own(request: HttpRequest) -> list[UserSession]:
    """Those that still hold, the one at hand first."""
    found = UserSession.objects.purge_and_list(request.user)
    return sorted(found, key=lambda one: (not one.is_current(), -one.last_seen_at.timestamp()))


def end_others(request: HttpRequest, *, key: str = "") -> int:
    """End one of one's other sessions, or all of them; how many there were."""
    others = [one for one in own(request) if not one.is_current() and key in ("", str(one.pk))]
    for session in others:
        session.end()
    if others:
        events.tell(
            Verb.SESSION_ENDED,
            request,
            by=request.user,
            username=request.user.username,
            reason="own",
            number=len(others),
        )
    return len(others)


def renew(request: HttpRequest) -> None:
    """Whoever has the former key of this session, and did not confirm, is out."""
    former = request.session.session_key
    request.session.cycle_key()
    follow(request, former)


def follow(request: HttpRequest, former: str) -> None:
    """The session at hand has another key now: it stays on the list as the same one."""
    UserSession.objects.filter(session_key=former).delete()
    UserSession.objects.create_from_request(request)
