"""Named people: Mina assesses, Sofia decides, Li and Helen sign off, Ana audits, Adam administers.

Edith keeps the registers. Omar is an officer of another unit: a stranger to Mina's cases.
"""

import pytest
from django.test import Client

from assessments.models import Role, User
from tests.database import as_owner

PASSWORD = "open sesame, said the officer"
PEOPLE = {
    "mina": (Role.OFFICER,),
    "omar": (Role.OFFICER,),
    "sofia": (Role.SUPERVISOR,),
    "simon": (Role.SUPERVISOR,),
    "li": (Role.LEGAL,),
    "helen": (Role.HEAD,),
    "ana": (Role.AUDITOR,),
    "edith": (Role.EDITOR,),
    "adam": (Role.ADMINISTRATOR,),
    "amina": (Role.ADMINISTRATOR,),
}


def person(username: str) -> User:
    return made(username, *PEOPLE[username])


def made(username: str, *roles: Role, **more) -> User:
    """Somebody with roles that nobody was asked for: only the owner of the tables may do this."""
    with as_owner():
        return User.objects.create_user(
            username, PASSWORD, name=username.title(), roles=list(roles), **more
        )


def become(person: User, *roles: Role) -> None:
    """Other roles from now on, likewise."""
    with as_owner():
        person.roles = list(roles)
        person.save(update_fields=["roles"])


@pytest.fixture
def mina(db):
    return person("mina")


@pytest.fixture
def omar(db):
    return person("omar")


@pytest.fixture
def sofia(db):
    return person("sofia")


@pytest.fixture
def simon(db):
    return person("simon")


@pytest.fixture
def li(db):
    return person("li")


@pytest.fixture
def helen(db):
    return person("helen")


@pytest.fixture
def edith(db):
    return person("edith")


@pytest.fixture
def ana(db):
    return person("ana")


@pytest.fixture
def adam(db):
    return person("adam")


@pytest.fixture
def amina(db):
    return person("amina")


@pytest.fixture
def as_person():
    """`as_person(mina)` is a browser in which Mina has signed in."""

    def signed_in(user):
        browser = Client()
        browser.force_login(user)
        return browser

    return signed_in
