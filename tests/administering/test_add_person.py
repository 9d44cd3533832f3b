"""Adding a person of the authority."""

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Entry, User

LONG = "a long sentence nobody guesses"


def add(tmp_path, username="vera", password=LONG, **more):
    file = tmp_path / "password"
    file.write_text(f"{password}\nnot this line\n")
    call_command("add_person", username, name="Vera Vance", role=["supervisor"],
                 password_file=file, **more)  # fmt: skip


@pytest.mark.django_db
def test_a_person_is_added_and_the_ledger_says_so(tmp_path, capsys):
    add(tmp_path)

    vera = User.objects.get()
    assert vera.check_password(LONG)
    assert vera.roles == ["supervisor"]
    assert not vera.is_demonstration
    entry = Entry.objects.get()
    assert (entry.action, entry.actor) == ("person_added", "manage.py")
    assert LONG not in entry.facts.body
    assert "Vera Vance may sign in as vera." in capsys.readouterr().out


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

    with pytest.raises(CommandError, match="already exists"):
        add(tmp_path)


@pytest.mark.django_db
def test_an_unknown_role_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(CommandError, match="invalid choice: 'king'.*officer"):
        call_command("add_person", "vera", "--name", "Vera", "--role", "king")


def test_a_password_that_cannot_be_read_is_said(tmp_path):
    missing = ["--password-file", str(tmp_path / "none")]

    with pytest.raises(CommandError, match="could not be read"):
        call_command("add_person", "vera", "--name", "Vera", "--role", "head", *missing)
