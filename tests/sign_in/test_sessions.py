"""How long a session lasts, what ends it, its cookies, and where one is signed in."""

import json
from datetime import UTC, datetime

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.test import Client
from django.urls import reverse

from assessments.models import Entry, Role
from assessments.sign_in import sessions
from assessments.sign_in.kept import whose_token
from tests.builders import make_case
from tests.people import PASSWORD, become
from tests.sign_in.conftest import browser, sign_in


def ended():
    return [json.loads(e.facts.body) for e in Entry.objects.filter(action="session_ended")]


def is_in(client):
    return client.get("/cases/").status_code == 200


def test_a_session_ends_after_half_an_hour_without_activity(mina, as_person, time_machine_at):
    client = as_person(mina)

    time_machine_at(minutes=29)
    assert is_in(client)
    time_machine_at(minutes=29)
    assert is_in(client)
    time_machine_at(minutes=31)

    assert not is_in(client)
    assert ended()[0]["reason"] == "idle"
    assert "because nothing was done for a while" in client.get("/sign-in/").content.decode()
    assert "because nothing was done" not in client.get("/sign-in/").content.decode()


def test_a_session_ends_after_ten_hours_whatever_one_does(mina, as_person, time_machine_at):
    client = as_person(mina)

    for _quarter in range(40 - 1):
        time_machine_at(minutes=15)
        assert is_in(client)
    time_machine_at(minutes=16)

    assert not is_in(client)
    assert ended()[0]["reason"] == "absolute"


def test_asking_how_long_is_left_is_no_activity_and_autosave_is(mina, as_person, time_machine_at):
    case = make_case("s04", mina)
    address = reverse("wizard:step", args=[case.reference, "6-1"])
    client = as_person(mina)

    time_machine_at(minutes=20)
    assert client.get("/sign-in/left/").json() == {"idle": 600, "whole": 34800}
    fields = {"wizard-current_step": "6-1", "autosave": "1", "whose": whose_token(mina)}
    client.post(address, fields | {"6-1-reason": "Typed."})
    assert client.get("/sign-in/left/").json()["idle"] == 1800
    time_machine_at(minutes=20)
    client.get("/sign-in/left/")
    time_machine_at(minutes=11)

    assert not is_in(client)


def test_staying_signed_in_works_as_a_plain_form_too(mina, as_person, time_machine_at):
    client = as_person(mina)
    time_machine_at(minutes=29)

    answer = client.post("/sign-in/stay/", headers={"referer": "http://testserver/decided/"})

    assert answer.url == "http://testserver/decided/"
    assert client.post("/sign-in/stay/", headers={"referer": "https://else.example/"}).url == "/"
    assert client.post("/sign-in/stay/", headers={"accept": "application/json"}).status_code == 204
    time_machine_at(minutes=29)
    assert is_in(client)


def test_the_page_says_when_the_whole_session_is_about_to_end(mina, as_person, time_machine_at):
    client = as_person(mina)
    for _quarter in range(39):
        time_machine_at(minutes=15)
        assert is_in(client)
    assert 'data-ends="whole" hidden' in client.get("/cases/").content.decode()
    end = time_machine_at(minutes=11) + 4 * 60

    page = client.get("/cases/").content.decode()

    assert 'data-ends="whole" hidden' not in page
    assert f"signed out at {datetime.fromtimestamp(end, UTC):%H:%M}, whatever" in page


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "argon2$another"}], ids=str)
def test_sessions_end_at_once_when_somebody_changes(change, mina, as_person):
    client = as_person(mina)
    assert is_in(client)

    type(mina).objects.filter(pk=mina.pk).update(**change)

    assert not is_in(client)


@pytest.mark.parametrize("roles", [[Role.OFFICER, Role.SUPERVISOR], []], ids=str)
def test_sessions_end_at_once_with_other_roles(roles, mina, as_person):
    client = as_person(mina)
    assert is_in(client)

    become(mina, *roles)

    assert not is_in(client)


def test_an_administrator_ends_all_sessions_of_a_person(mina, omar, adam, as_person):
    first, second, other = as_person(mina), browser(), as_person(omar)
    sign_in(second, mina)

    sessions.end_all(mina, by=adam)

    assert not is_in(first)
    assert not is_in(second)
    assert is_in(other)
    assert ended()[0] == {"reason": "administrator", "username": "mina"}


def test_ones_own_sessions_are_listed_and_ended(mina):
    here, there, third = browser(), browser(), browser()
    for one in (here, there, third):
        sign_in(one, mina)
    page = here.get("/your-sign-in/").content.decode()
    assert page.count("127.0.0.1") == 3
    assert page.count("A browser") == 3

    key = UserSession.objects.get(session_key=there.session.session_key).pk
    here.post("/your-sign-in/sessions/end/", {"session": key})
    assert [is_in(one) for one in (here, there, third)] == [True, False, True]
    here.post("/your-sign-in/sessions/end/")

    assert [is_in(one) for one in (here, there, third)] == [True, False, False]


@pytest.mark.parametrize("key", ["0", "x", "9" * 5000, "-1"])
def test_what_is_no_session_of_ones_own_ends_nothing(key, mina, omar):
    here, other = browser(), browser()
    sign_in(here, mina)
    sign_in(other, omar)
    its = UserSession.objects.get(user=omar).pk

    for one in (key, str(its)):
        assert here.post("/your-sign-in/sessions/end/", {"session": one}).status_code == 302

    assert is_in(other)


def test_the_key_of_the_session_changes_at_sign_in(mina):
    client = browser()
    client.post("/sign-in/passkey/", {"options": "1"})  # whoever has not signed in has one too
    before = client.session.session_key

    sign_in(client, mina)

    assert client.session.session_key not in (None, before)


def test_the_key_of_the_session_is_long_and_of_nothing_else(mina, omar):
    keys = set()
    for person in (mina, mina, omar):
        client = browser()
        sign_in(client, person)
        keys.add(client.cookies["sessionid"].value)

    assert len(keys) == 3
    letters = VALID_KEY_CHARS
    assert all(set(key) <= set(letters) and len(letters) ** len(key) >= 2**128 for key in keys)


def test_the_key_of_the_session_changes_when_one_confirms_who_one_is(mina):
    client = browser()
    sign_in(client, mina)
    before = client.cookies["sessionid"].value

    client.post("/sign-in/again/", {"password": PASSWORD})

    assert client.cookies["sessionid"].value != before
    assert is_in(client)
    thief = Client()
    thief.cookies["sessionid"] = before
    assert not is_in(thief)
    assert UserSession.objects.get().session_key == client.session.session_key


def test_sessions_are_ended_only_right_after_confirming_who_one_is(mina, time_machine_at):
    here, there = browser(), browser()
    sign_in(here, mina)
    sign_in(there, mina)
    time_machine_at(minutes=6)

    page = here.post("/your-sign-in/sessions/end/")
    assert page.status_code == 403
    assert "Confirm that it is you" in page.content.decode()
    assert is_in(there)
    here.post("/sign-in/again/", {"password": PASSWORD})
    here.post("/your-sign-in/sessions/end/")

    assert not is_in(there)


def test_signing_out_ends_the_session_and_clears_the_browser(mina):
    client = browser()
    sign_in(client, mina)
    stolen = client.cookies["sessionid"].value

    answer = client.post("/sign-out/")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert not is_in(thief)
    assert not UserSession.objects.exists()
    assert Entry.objects.filter(action="signed_out", actor="mina").count() == 1


def test_whoever_signs_in_after_another_finds_nothing_of_theirs(mina, omar):
    client = browser()
    sign_in(client, mina)
    session = client.session
    session["of mina"] = True
    session.save()

    sign_in(client, omar)

    assert "of mina" not in client.session
    assert client.get("/cases/").context["person"] == omar


def cookies_of(client, *answers):
    return {name: morsel for answer in answers for name, morsel in answer.cookies.items()}


def test_in_earnest_every_cookie_is_of_this_host_alone(in_earnest, mina):
    client = browser()
    answers = [client.get("/sign-in/"), sign_in(client, mina)]
    answers += [client.get(address) for address in ("/", "/cases/", "/your-sign-in/", "/nowhere/")]
    answers += [client.post("/i18n/setlang/", {"language": "en", "next": "/"})]
    set_cookies = cookies_of(client, *answers)

    assert set(set_cookies) == {
        "__Host-sessionid",
        "__Host-csrftoken",
        "__Host-django_language",
    }
    for name, cookie in set_cookies.items():
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert cookie["path"] == "/", name
        assert cookie["domain"] == "", name
        assert len(name) + len(cookie.value) < 4096, name
    assert set_cookies["__Host-csrftoken"]["samesite"] == "Strict"
    assert set_cookies["__Host-sessionid"]["samesite"] == "Lax"


def test_a_session_ended_for_want_of_activity_keeps_what_was_typed(
    mina, as_person, time_machine_at
):
    case = make_case("s04", mina, change=lambda file: file["article_6"].pop("6.3"))
    address = reverse("wizard:step", args=[case.reference, "6-3"])
    client = as_person(mina)
    time_machine_at(minutes=31)
    fields = {
        "wizard-current_step": "6-3",
        "seen_version": "{}",
        "whose": whose_token(mina),
        "6-3-answer": "no_indication",
        "6-3-reason": "Typed.",
    }

    page = client.post(address, fields)
    assert page.status_code == 403
    carried = page.context["kept"]
    client.post("/sign-in/", {"username": "mina", "password": PASSWORD, "kept": carried})

    assert case.answers.get(step="6-3").draft["reason"] == ["Typed."]
