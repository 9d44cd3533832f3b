"""Add a person of the authority, without roles: those are given by two administrators."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.audit.trail import Verb, record
from assessments.models import Unit, User
from assessments.sign_in.passwords import make_one_time

from .roles import require_administrator


@transaction.atomic
def add_person(
    username: str, *, name: str, password: str, by: User | str, unit: Unit | None = None
) -> User:
    """Somebody who may sign in. Raises ValidationError for a user name taken or a weak password.

    `by` is an administrator, or the name of the command that was run. The password is good for
    some days, and for choosing one's own at the first sign-in.
    """
    person = User(username=username, name=name, unit=unit)
    person.set_password(password)
    make_one_time(person)
    if isinstance(by, User):
        require_administrator(by)
    if unit and unit.closed_at:
        raise ValidationError({"unit": _("This unit is closed. Choose another.")})
    person.full_clean()
    validate_password(password, person)
    person.save()
    record(
        Verb.PERSON_ADDED,
        None,
        by=by,
        person=username,
        name=name,
        unit=unit.name if unit else "",
    )
    return person
