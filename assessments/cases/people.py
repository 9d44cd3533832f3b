"""Add a person of the authority."""

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from assessments.audit.trail import Verb, record
from assessments.models import User
from assessments.sign_in.passwords import make_one_time


@transaction.atomic
def add_person(
    username: str, *, name: str, roles: Iterable[str], password: str, by: User | str
) -> User:
    """Somebody who may sign in. Raises ValidationError for a user name taken or a weak password.

    The password is for the first sign-in, at which they choose their own.

    `by` is a person, or the name of the command that was run.
    """
    person = User(username=username, name=name, roles=list(dict.fromkeys(roles)))
    person.set_password(password)
    make_one_time(person)
    person.full_clean()
    validate_password(password, person)
    person.save()
    record(Verb.PERSON_ADDED, None, by=by, username=username, name=name, roles=person.roles)
    return person
