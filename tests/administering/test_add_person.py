"""`manage.py add_person`: the first administrator of an authority, and people without roles."""

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Entry, RoleGrant, User

LONG = "a long sentence nobody guesses"


def add(tmp_path, username="vera", password=LONG, **more):
    file = tmp_path / "password"
    file.write_text(f"{password}\nnot this line\n")
    call_command("add_person", username, name="Vera Vance", password_file=file, **more)


@pytest.mark.django_db
def test_the_first_administrator_is_made_by_the_command_and_recorded(tmp_path, capsys):
    add(tmp_path, role=["administrator"])

    vera = User.objects.get()
    assert vera.check_password(LONG)
    assert vera.roles == ["administrator"]
    assert not vera.is_demonstration
    assert list(Entry.objects.order_by("id").values_list("action", "actor")) == [
        ("person_added", "manage.py"),
        ("roles_by_command", "manage.py"),
    ]
    assert not [entry for entry in Entry.objects.all() if LONG in entry.facts.body]
    assert "Vera Vance may sign in as vera." in capsys.readouterr().out
    grant = RoleGrant.objects.get()
    assert (grant.proposed_by, grant.confirmed_by, grant.is_waived) == (None, None, False)


@pytest.mark.django_db
def test_once_there_is_an_administrator_the_command_gives_no_roles(tmp_path):
    add(tmp_path, role=["administrator"])

    with pytest.raises(CommandError, match="roles are given on the page “People”"):
        add(tmp_path, "omar", role=["officer"])
    assert User.objects.count() == 1

    add(tmp_path, "omar")
    assert User.objects.get(username="omar").roles == []


@pytest.mark.django_db
def test_several_first_roles_want_their_reason(tmp_path):
    roles = ["officer", "administrator"]
    with pytest.raises(CommandError, match="Say why one person is to hold several roles"):
        add(tmp_path, role=roles)

    add(tmp_path, role=roles, why_several="We are two.")

    assert RoleGrant.objects.get().why_several == "We are two."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "sentence"), [("short", "too short"), ("vera vance vera", "too similar")]
)
def test_a_weak_password_is_refused(password, sentence, tmp_path):
    with pytest.raises(CommandError, match=sentence):
        add(tmp_path, password=password)

    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_user_name_is_given_once(tmp_path):
    add(tmp_path)

    with pytest.raises(CommandError, match="has this user name already"):
        add(tmp_path)


@pytest.mark.django_db
def test_an_unknown_role_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(CommandError, match="invalid choice: 'king'.*officer"):
        call_command("add_person", "vera", "--name", "Vera", "--role", "king")


def test_a_password_that_cannot_be_read_is_said(tmp_path):
    missing = ["--password-file", str(tmp_path / "none")]

    with pytest.raises(CommandError, match="could not be read"):
        call_command("add_person", "vera", "--name", "Vera", "--role", "head", *missing)
