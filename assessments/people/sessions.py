"""The end of a person's sessions, when they leave or their roles change."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from assessments.models import User


def end_all(person: User, *, by: User) -> None:
    """Wherever the person is signed in, the next page asks them to sign in again."""
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
