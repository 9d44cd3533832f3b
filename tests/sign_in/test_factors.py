"""Second factors: added, asked for at sign-in, used once, removed, and who must have one."""

import json
import re
import time
from datetime import date

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from assessments.models import Entry, RoleGrant
from assessments.people.granting import confirm_grant
from assessments.people.substituting import name_substitute
from assessments.sign_in import factors
from tests.people import PASSWORD
from tests.sign_in.conftest import SECRET, add_app, browser, code_at, sign_in

NOON = "2026-11-25 12:00:05Z"


def told(verb):
    return [json.loads(e.facts.body) for e in Entry.objects.filter(action=verb)]


def secret_on(page):
    return re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page.content.decode())[1].replace(" ", "")


def test_an_app_is_added_and_its_recovery_codes_are_shown_once(mina, as_person):
    client = as_person(mina)
    secret = secret_on(client.get("/your-sign-in/add/app/"))

    page = client.post("/your-sign-in/add/app/", {"code": code_at(time.time(), secret)})

    codes = re.findall(r"<li><code[^>]*>(\d{10})</code>", page.content.decode())
    assert len(codes) == 10
    assert not any(code in client.get("/your-sign-in/").content.decode() for code in codes)
    assert [fact["kind"] for fact in told("factor_added")] == ["totp"]
    assert secret not in json.dumps(told("factor_added"))


def test_the_picture_for_the_app_says_the_same_secret_and_has_no_style(mina, as_person):
    client = as_person(mina)
    client.get("/your-sign-in/add/app/")

    picture = client.get("/your-sign-in/add/app/picture/")

    assert picture["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert b"<style" not in picture.content
    assert b"style=" not in picture.content


def test_a_wrong_code_adds_nothing(mina, as_person):
    client = as_person(mina)
    client.get("/your-sign-in/add/app/")

    page = client.post("/your-sign-in/add/app/", {"code": "000000"})

    assert "not accepted" in page.content.decode()
    assert not Authenticator.objects.exists()


def test_secrets_are_not_readable_in_the_database(mina):
    add_app(mina)

    assert SECRET not in json.dumps(list(Authenticator.objects.values_list("data", flat=True)))


def test_the_password_alone_does_not_let_in_somebody_with_an_app(mina):
    add_app(mina)
    client = browser()

    assert sign_in(client, mina).url == "/sign-in/second-factor/"
    assert client.get("/cases/").status_code == 302
    assert sign_in(client, mina, code=code_at(time.time())).url == "/"
    assert client.get("/cases/").status_code == 200
    assert told("signed_in")[-1]["method"] == "password_and_code"


def test_nobody_reaches_the_second_factor_without_the_password(mina):
    add_app(mina)

    answer = browser().post("/sign-in/second-factor/", {"code": code_at(time.time())})

    assert answer.url == "/sign-in/"


def test_a_code_works_once(mina):
    add_app(mina)
    code = code_at(time.time())

    assert sign_in(browser(), mina, code=code).status_code == 302
    again = sign_in(browser(), mina, code=code)

    assert again.status_code == 200
    assert "only once" in again.content.decode()
    assert told("sign_in_failed")[-1] | {"address": ""} == {
        "address": "",
        "method": "code",
        "username": "mina",
    }


def test_the_code_that_added_the_app_is_used_up(mina, as_person):
    client = as_person(mina)
    code = code_at(time.time(), secret_on(client.get("/your-sign-in/add/app/")))
    client.post("/your-sign-in/add/app/", {"code": code})

    assert sign_in(browser(), mina, code=code).status_code == 200


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_code_of_the_half_minute_before_or_after_is_refused(mina, seconds):
    add_app(mina)

    assert sign_in(browser(), mina, code=code_at(time.time() + seconds)).status_code == 200


def test_a_recovery_code_lets_in_once(mina):
    code = add_app(mina)[0]

    assert sign_in(browser(), mina, code=code).url == "/"
    assert sign_in(browser(), mina, code=code).status_code == 200


def test_new_recovery_codes_make_the_old_ones_void(mina, as_person):
    old = add_app(mina)[0]

    page = as_person(mina).post("/your-sign-in/recovery-codes/").content.decode()

    assert old not in page
    assert sign_in(browser(), mina, code=old).status_code == 200
    assert len(told("recovery_codes_made")) == 1


def test_somebody_without_a_factor_has_no_recovery_codes(mina, as_person):
    assert as_person(mina).post("/your-sign-in/recovery-codes/").status_code == 404


def test_a_factor_of_another_person_is_not_there(mina, omar, as_person):
    add_app(mina)
    key = Authenticator.objects.get(type="totp").pk

    assert as_person(omar).post(f"/your-sign-in/{key}/remove/").status_code == 404


def test_a_factor_is_removed_with_its_recovery_codes(mina, as_person):
    add_app(mina)
    key = Authenticator.objects.get(type="totp").pk

    as_person(mina).post(f"/your-sign-in/{key}/remove/")

    assert not Authenticator.objects.exists()
    assert told("factor_removed")[0]["kind"] == "totp"


def test_the_last_factor_of_whoever_must_have_one_stays(sofia, as_person):
    add_app(sofia)
    key = Authenticator.objects.get(type="totp").pk

    page = as_person(sofia).post(f"/your-sign-in/{key}/remove/")

    assert "Add another first." in page.content.decode()
    assert Authenticator.objects.filter(pk=key).exists()


def test_an_administrator_takes_lost_factors_away_and_ends_the_sessions(mina, adam, as_person):
    add_app(mina)
    client = as_person(mina)

    factors.take_away(mina, by=adam)

    assert client.get("/cases/").status_code == 302
    assert not Authenticator.objects.exists()
    assert {fact["kind"] for fact in told("factor_removed")} == {"totp", "recovery_codes"}


@pytest.mark.parametrize(
    ("who", "first"),
    [
        ("mina", ""),
        ("sofia", "/your-sign-in/add/"),
        ("li", "/your-sign-in/add/"),
        ("helen", "/your-sign-in/add/"),
        ("adam", "/your-sign-in/add/"),
        ("ana", "/your-sign-in/add/"),
    ],
)
def test_in_earnest_some_roles_reach_nothing_before_they_have_a_second_factor(
    in_earnest, request, who, first
):
    client = browser()

    answer = sign_in(client, request.getfixturevalue(who))

    assert answer.url == (first or "/")
    if first:
        for address in ("/", "/cases/", "/decided/", "/standards/", "/your-sign-in/"):
            assert client.get(address).url == first, address
        assert client.get("/your-sign-in/add/app/").status_code == 200
        assert client.post("/sign-out/").url == "/sign-in/"


def test_whoever_decides_for_a_supervisor_needs_what_a_supervisor_needs(
    in_earnest, mina, sofia, adam, amina
):
    june = (date(2026, 6, 1), date(2026, 6, 30))
    with time_machine.travel("2026-05-04 09:00Z"):
        name_substitute(sofia, substitute=mina, role="supervisor", days=june, reason="-", by=adam)
        confirm_grant(RoleGrant.objects.get(), by=amina)

    with time_machine.travel("2026-05-31 23:45Z") as clock:
        client = browser()
        assert sign_in(client, mina).url == "/"
        assert client.get("/cases/").status_code == 200
        clock.move_to("2026-06-01 00:10Z")
        assert client.get("/").url == "/your-sign-in/add/"


def test_by_setting_everybody_needs_one_and_auditors_do_not(in_earnest, mina, ana):
    in_earnest.REQUIRE_SECOND_FACTOR_FOR_AUDITORS = False
    assert sign_in(browser(), ana).url == "/"

    in_earnest.REQUIRE_SECOND_FACTOR_FOR_ALL = True
    assert sign_in(browser(), mina).url == "/your-sign-in/add/"


def test_once_it_is_added_the_application_is_open(in_earnest, sofia):
    client = browser()
    sign_in(client, sofia)
    secret = secret_on(client.get("/your-sign-in/add/app/"))

    client.post("/your-sign-in/add/app/", {"code": code_at(time.time(), secret)})

    assert client.post("/sign-in/on/").url == "/"
    assert client.get("/review/").status_code == 200


def test_in_a_demonstration_it_is_offered_and_one_goes_on_without(sofia):
    client = Client()
    client.post("/sign-in/", {"username": "sofia", "password": PASSWORD})

    assert "or go on without" in client.get("/review/").content.decode()
    assert client.get("/review/").status_code == 200
    assert "Go on without" in client.get("/your-sign-in/add/").content.decode()


def test_factors_change_only_right_after_confirming_who_one_is(mina, as_person, settings):
    client = as_person(mina)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0

    for address in ("/your-sign-in/add/app/", "/your-sign-in/add/passkey/"):
        page = client.get(address)
        assert page.status_code == 403
        assert "Confirm that it is you" in page.content.decode()
        assert f'name="next" value="{address}"' in page.content.decode()


def test_passkeys_are_asked_for_with_finger_face_or_pin(mina, as_person):
    asked = as_person(mina).post("/your-sign-in/add/passkey/", {"options": "1"}).json()

    chosen = asked["publicKey"]["authenticatorSelection"]
    assert chosen["userVerification"] == "required"
    assert chosen["residentKey"] == "required"
    to_sign = Client().post("/sign-in/passkey/", {"options": "1"}).json()
    assert to_sign["publicKey"]["userVerification"] == "required"


ODD = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=9), st.just("bWluYQ"))
PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
ANSWERS = st.dictionaries(st.sampled_from(PARTS), ODD)
CREDENTIALS = st.one_of(
    ODD,
    st.lists(ODD, max_size=2),
    st.fixed_dictionaries(
        {},
        optional={
            "id": ODD,
            "rawId": ODD,
            "type": st.one_of(ODD, st.just("public-key")),
            "response": st.one_of(ODD, ANSWERS),
            "clientExtensionResults": st.one_of(ODD, ANSWERS),
            "authenticatorAttachment": ODD,
        },
    ),
)


@given(credential=CREDENTIALS)
@example(credential={"response": {"userHandle": 1}})
@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_malformed_passkey_is_refused_without_an_error(passkey_pages, credential):
    for client, address in passkey_pages:
        cache.clear()
        client.post(address, {"options": "1"})

        page = client.post(address, {"credential": json.dumps(credential)})

        assert page.status_code in (200, 403), address
    assert not Authenticator.objects.filter(type="webauthn").exists()


@pytest.fixture
def passkey_pages(mina, omar, as_person):
    """Every page that takes what a passkey says."""
    add_app(mina)
    half_in = browser()
    sign_in(half_in, mina)
    return [
        (browser(), "/sign-in/passkey/"),
        (half_in, "/sign-in/second-factor/"),
        (as_person(omar), "/your-sign-in/add/passkey/"),
        (as_person(omar), "/sign-in/again/"),
    ]
