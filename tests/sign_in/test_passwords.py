"""Passwords: which may be chosen, by whom, and those that are for one sign-in."""

import hashlib
import json

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import get_hasher, identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from assessments.models import Entry, User
from assessments.sign_in import breached, passwords
from tests.people import PASSWORD
from tests.sign_in.conftest import browser, sign_in

NEW = "herons wade where nobody looks"


def chosen(client, password=NEW, repeated=None):
    fields = {"password": password, "repeated": repeated or password}
    return client.post("/your-sign-in/password/", fields)


@pytest.mark.parametrize(
    "password",
    [
        NEW,
        "x7fk2mqp9wzt4hbn",
        "мы едем далеко на север",
        "我们明天早上一起去河边看白鹭飞过水面",
        "seven lowercase words and nothing else here",
        "847103956284710395",
        "long " * 13,
        f"{NEW} " * 8,
    ],
)
def test_any_long_password_of_ones_own_may_be_chosen(password, mina):
    validate_password(password, mina)


@pytest.mark.parametrize(
    "password",
    [
        "fourteen chars",  # one too few
        "correcthorsebatterystaple",
        "CorrectHorseBatteryStaple",
        "qwertyuiopasdfghjkl",
        "passwordpassword",
        "Password1234567!!",
        "iloveyouiloveyou",
        "111111111111111",
        "abababababababababab",
        "attwizard attwizard 1",
        "Export Control Authority 2026",
    ],
)
def test_what_others_have_used_or_is_made_of_it_is_refused(password, mina):
    with pytest.raises(ValidationError):
        validate_password(password, mina)


@pytest.mark.parametrize("password", ["wilhelmina.vonstein", "Wilhelmina von Stein 1"])
def test_a_password_like_ones_own_name_is_refused(password):
    person = User(username="wilhelmina.vonstein", name="Wilhelmina von Stein")

    with pytest.raises(ValidationError):
        validate_password(password, person)


def test_the_filter_holds_what_it_says():
    assert len(breached.marks()) // breached.SIZE > 330_000
    marks = [breached.marks()[n : n + 4] for n in range(0, len(breached.marks()), 4)]
    assert marks == sorted(set(marks))


def test_the_filter_is_made_of_lists(tmp_path, capsys):
    (tmp_path / "list").write_text("a password nobody has\nshort\nAnother Long Password\n")

    call_command("build_password_filter", tmp_path / "list", output=tmp_path / "filter")

    made = (tmp_path / "filter").read_bytes()
    assert len(made) == 8
    wanted = hashlib.sha256(b"another long password").digest()[:4]
    assert breached.is_in(made, wanted)
    assert "2 passwords" in capsys.readouterr().out


def test_passwords_are_kept_by_argon2id(settings):
    from attwizard import sign_in_settings

    settings.PASSWORD_HASHERS = sign_in_settings.PASSWORD_HASHERS
    kept = get_hasher().encode("x", get_hasher().salt())

    assert identify_hasher(kept).algorithm == "argon2"
    assert kept.startswith("argon2$argon2id$")


def test_a_password_is_changed_and_other_sessions_end(mina):
    here, there = browser(), browser()
    sign_in(here, mina)
    sign_in(there, mina)

    assert chosen(here).status_code == 302

    assert here.get("/cases/").status_code == 200
    assert there.get("/cases/").status_code == 302
    mina.refresh_from_db()
    assert mina.check_password(NEW)
    entry = Entry.objects.get(action="password_chosen")
    assert entry.actor == "mina"
    assert NEW not in entry.facts.body


@pytest.mark.parametrize(
    ("password", "repeated", "sentence"),
    [
        ("too short", None, "at least 15"),
        (NEW, "herons wade where anybody looks", "The two passwords differ."),
        (PASSWORD, None, "Choose another one."),
        ("correcthorsebatterystaple", None, "others have used before"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_a_reason(
    password, repeated, sentence, mina, as_person
):
    page = chosen(as_person(mina), password, repeated)

    assert sentence in page.content.decode()
    mina.refresh_from_db()
    assert mina.check_password(PASSWORD)


def test_a_password_of_an_administrator_is_for_one_sign_in(mina, adam):
    given = passwords.give_one_time(mina, by=adam)
    client = browser()

    answer = client.post("/sign-in/", {"username": "mina", "password": given})
    assert answer.url == "/your-sign-in/password/"
    for address in ("/", "/cases/", "/your-sign-in/", "/your-sign-in/add/app/"):
        assert client.get(address).url == "/your-sign-in/password/", address
    assert chosen(client, given).status_code == 200  # it is not to be kept
    chosen(client)

    assert client.get("/cases/").status_code == 200
    assert browser().post("/sign-in/", {"username": "mina", "password": given}).status_code == 200


def test_a_given_password_lapses_and_ends_what_there_was(mina, adam, as_person, time_machine_at):
    before = as_person(mina)
    given = passwords.give_one_time(mina, by=adam)

    assert before.get("/cases/").status_code == 302
    assert sign_in(browser(), mina).status_code == 200  # the former one is void
    time_machine_at(days=8)
    assert browser().post("/sign-in/", {"username": "mina", "password": given}).status_code == 200


def test_given_passwords_differ_and_are_long_and_told_to_nobody_else(mina, adam):
    first, second = (passwords.give_one_time(mina, by=adam) for _n in range(2))

    assert first != second
    letters = len(first.replace("-", ""))
    assert len(passwords.LETTERS) ** letters >= 2**128
    assert not any(first in e.facts.body for e in Entry.objects.all())


def test_a_given_password_does_not_get_round_the_second_factor(mina, adam):
    from tests.sign_in.conftest import add_app

    add_app(mina)
    given = passwords.give_one_time(mina, by=adam)

    answer = browser().post("/sign-in/", {"username": "mina", "password": given})

    assert answer.url == "/sign-in/second-factor/"


def test_whoever_is_added_by_a_command_chooses_their_own_password_first(tmp_path, db):
    (tmp_path / "password").write_text("given for one sign-in only\n")
    call_command("add_person", "vera", name="Vera", role=["officer"],
                 password_file=tmp_path / "password")  # fmt: skip
    client = browser()

    fields = {"username": "vera", "password": "given for one sign-in only"}

    assert client.post("/sign-in/", fields).url == "/your-sign-in/password/"


def test_factors_are_taken_away_by_a_command_that_asks_how_the_person_is_known(mina):
    from tests.sign_in.conftest import add_app

    add_app(mina)
    with pytest.raises(CommandError, match="--because"):
        call_command("reset_sign_in", "mina", factors=True)
    assert Authenticator.objects.exists()

    call_command("reset_sign_in", "mina", factors=True, because="Mina came to the desk.")

    taken = [json.loads(e.facts.body) for e in Entry.objects.filter(action="factor_removed")]
    assert {fact["reason"] for fact in taken} == {"Mina came to the desk."}


def test_a_password_is_changed_only_right_after_the_present_one_was_given(mina, time_machine_at):
    client = browser()
    sign_in(client, mina)
    time_machine_at(minutes=6)

    assert chosen(client).status_code == 403
    assert User.objects.get(pk=mina.pk).check_password(PASSWORD)
    client.post("/sign-in/again/", {"password": PASSWORD})
    assert chosen(client).status_code == 302


def test_a_password_of_ones_own_holds_for_good(mina, time_machine_at):
    time_machine_at(days=5 * 366)

    assert sign_in(browser(), mina).url == "/"


def test_a_command_gives_a_new_sign_in_to_somebody_who_lost_theirs(mina, capsys):
    call_command("reset_sign_in", "mina", factors=True, because="Mina came to the desk.")

    given = capsys.readouterr().out.split()[-1]
    answer = browser().post("/sign-in/", {"username": "mina", "password": given})
    assert answer.url == "/your-sign-in/password/"
    assert User.objects.get(username="mina").one_time_until
