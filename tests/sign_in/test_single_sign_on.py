"""Single sign-on against an identity provider that lies in every way that a test can think of."""

import json
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.management import call_command
from django.urls import reverse

from assessments.models import Entry, User
from assessments.sign_in import single_sign_on
from assessments.sign_in.kept import whose_token
from attwizard import environment
from tests.builders import make_case
from tests.sign_in.conftest import browser
from tests.sign_in.provider import CLIENT, OTHER_KEY, SUBJECT, Provider, signed

LEAVE, BACK = "/sign-in/with/authority/", "/sign-in/with/authority/back/"


@pytest.fixture
def provider(settings, monkeypatch, db):
    found = Provider()
    monkeypatch.setenv("OIDC_ID", CLIENT)
    monkeypatch.setenv("OIDC_SECRET", "between the two of us")
    settings.OIDC_ISSUER = found.issuer
    settings.SOCIALACCOUNT_PROVIDERS = environment.identity_provider(found.issuer)
    yield found
    found.stop()


@pytest.fixture
def linked(mina, adam):
    single_sign_on.link(mina, SUBJECT, by=adam)
    return mina


def leave(client, provider, **fields):
    """To the provider: what the address of its page asks for."""
    asked = parse_qs(urlsplit(client.post(LEAVE, fields).url).query)
    provider.challenge = asked.get("code_challenge", [""])[0]
    return {name: values[0] for name, values in asked.items()}


def come_back(client, provider, *, fields=None, **more):
    state = leave(client, provider, **(fields or {}))["state"]
    return client.get(BACK, {"code": "a code", "state": state, **more})


def is_in(client):
    return client.get("/cases/").status_code == 200


def test_a_linked_identity_signs_in(linked, provider):
    client = browser()
    asked = leave(client, provider)
    assert asked["scope"] == "openid"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"https://testserver{BACK}"

    answer = client.get(BACK, {"code": "a code", "state": asked["state"]})

    assert answer.url == "/"
    assert client.get("/cases/").context["person"] == linked
    assert provider.proved()
    entry = Entry.objects.get(action="signed_in")
    assert (entry.actor, json.loads(entry.facts.body)["method"]) == ("mina", "single_sign_on")


def test_the_sign_in_page_offers_it_and_may_send_the_browser_there(provider, client):
    page = client.get("/sign-in/")

    assert "Sign in with single sign-on" in page.content.decode()
    assert f"form-action 'self' {provider.issuer}" in page["Content-Security-Policy"]


def test_without_a_provider_there_is_no_such_page(client, db):
    assert "single sign-on" not in client.get("/sign-in/").content.decode()
    assert client.post(LEAVE).status_code == 404
    assert client.get(BACK).status_code == 404


def swapped(**changes):
    return lambda claims: claims | changes


def later(**changes):
    now = int(time.time())
    return swapped(**{name: now + seconds for name, seconds in changes.items()})


LIES = {
    "for another client": swapped(aud="another"),
    "for several, and another asked": swapped(aud=[CLIENT, "another"], azp="another"),
    "for nobody": swapped(aud=None),
    "by another issuer": swapped(iss="https://another.example"),
    "by nobody": swapped(iss=None),
    "expired": later(exp=-60),
    "without an end": swapped(exp=None),
    "of the future": later(iat=3600, auth_time=3600, nbf=3600),
    "without a time": swapped(iat=None),
    "of nobody": swapped(sub=None),
    "of an empty name": swapped(sub=""),
    "of a number": swapped(sub=7),
    "without amr": swapped(amr=None),
    "amr is a text": swapped(amr="mfa"),
    "amr is empty": swapped(amr=[]),
    "amr too weak": swapped(amr=["pwd"]),
    "signed in long ago": later(auth_time=-11 * 3600),
    "signed in at a text": swapped(auth_time="now"),
    "of somebody else": swapped(sub="somebody-else"),
    "of another writing": swapped(sub=SUBJECT.upper()),
    "expired at a text": swapped(exp="tomorrow"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_token_that_does_not_hold_is_refused(lie, linked, provider):
    provider.change = lie
    client = browser()

    page = come_back(client, provider)

    assert page.status_code == 403
    assert "You are not signed in" in page.content.decode()
    assert not is_in(client)
    assert Entry.objects.filter(action="sign_in_failed").count() == 1


def shared_secret(claims):
    """By the secret of the client, with the name of the provider's public key."""
    head = {"alg": "HS256", "kid": "one", "typ": "JWT"}
    api = jwt.PyJWS()
    return api.encode(
        json.dumps(claims).encode(), b"between the two of us, long enough", "HS256", head
    )


FORGERIES = {
    "unsigned": lambda claims: jwt.encode(claims, None, algorithm="none", headers={"kid": "one"}),
    "by another key": lambda claims: signed(claims, key=OTHER_KEY),
    "by a key nobody knows": lambda claims: signed(claims, key=OTHER_KEY, kid="two"),
    "without the name of a key": lambda claims: jwt.encode(claims, OTHER_KEY, algorithm="RS256"),
    "by a shared secret": shared_secret,
    "by another algorithm": lambda claims: signed(claims, alg="RS512"),
    "changed afterwards": lambda claims: signed(claims)[:-8] + "AAAAAAAA",
    "no token": lambda claims: "",
    "not a token": lambda claims: "x.y.z",
    "a number": lambda claims: 7,
    "a list": lambda claims: [signed(claims)],
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_token_is_refused(forge, linked, provider):
    provider.make = forge
    client = browser()

    assert come_back(client, provider).status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize(
    "description",
    [{"issuer": "https://another.example"}, {"jwks_uri": "http://127.0.0.1:9/"}, {"issuer": None}],
    ids=str,
)
def test_a_provider_that_says_another_name_of_itself_is_refused(description, linked, provider):
    client = browser()
    state = leave(client, provider)["state"]
    provider.description = description

    assert client.get(BACK, {"code": "a code", "state": state}).status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize(
    "answer",
    [{"state": "another"}, {"state": ""}, {"iss": "https://another.example"}],
    ids=str,
)
def test_an_answer_to_another_question_is_refused(answer, linked, provider):
    client = browser()
    asked = leave(client, provider)

    page = client.get(BACK, {"code": "a code", "state": asked["state"]} | answer)

    assert page.status_code in (302, 403)
    assert not is_in(client)


def test_an_answer_is_taken_once(linked, provider):
    client = browser()
    state = leave(client, provider)["state"]
    client.get(BACK, {"code": "a code", "state": state})
    client.post("/sign-out/")

    assert client.get(BACK, {"code": "a code", "state": state}).status_code == 403


def test_whoever_breaks_off_at_the_provider_is_told(linked, provider):
    client = browser()
    state = leave(client, provider)["state"]

    page = client.get(BACK, {"error": "access_denied", "state": state})

    assert page.status_code == 403
    assert "You are not signed in" in page.content.decode()


def test_an_identity_that_nobody_linked_is_told_what_to_ask_for(mina, provider):
    page = come_back(browser(), provider)

    assert page.status_code == 403
    assert "nobody is linked to that identity" in page.content.decode()
    assert SUBJECT in page.content.decode()
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_nobody_is_found_by_an_address_of_mail(mina, provider):
    provider.change = swapped(
        email="mina@testserver", email_verified=True, preferred_username="mina"
    )

    assert come_back(browser(), provider).status_code == 403


def test_nobody_links_an_identity_to_themselves(mina, provider, as_person):
    client = as_person(mina)
    answer = client.post(f"{LEAVE}?process=connect", {"process": "connect"})
    state = parse_qs(urlsplit(answer.url).query)["state"][0]

    page = client.get(BACK, {"code": "a code", "state": state})

    assert page.status_code == 403
    assert not SocialAccount.objects.exists()


def test_acr_is_asked_for_by_setting(linked, provider, settings):
    settings.OIDC_ACR = ["highest"]
    assert come_back(browser(), provider).status_code == 403

    settings.OIDC_ACR = ["highest", "high"]
    assert come_back(browser(), provider).status_code == 302


def test_somebody_who_may_no_longer_be_here_is_not_let_in(linked, provider):
    User.objects.filter(pk=linked.pk).update(is_active=False)
    client = browser()

    assert come_back(client, provider).url == "/sign-in/"
    assert not is_in(client)


def test_a_provider_that_is_down_is_said_and_the_other_way_stays(linked, provider):
    provider.stop()

    page = browser().post(LEAVE)

    assert page.status_code == 503
    assert "cannot be reached" in page.content.decode()


@pytest.mark.parametrize("path", ["/keys", "/token", "/.well-known/openid-configuration"])
def test_a_provider_that_sends_us_elsewhere_is_not_followed(path, linked, provider):
    client = browser()
    provider.moved = path

    answer = client.post(LEAVE)
    if answer.status_code == 302:
        state = parse_qs(urlsplit(answer.url).query)["state"][0]
        answer = client.get(BACK, {"code": "a code", "state": state})

    assert answer.status_code in (403, 503)
    assert not is_in(client)
    assert not provider.elsewhere


def test_no_token_is_kept(linked, provider):
    client = browser()
    come_back(client, provider)

    assert is_in(client)
    assert not SocialToken.objects.exists()
    assert "eyJ" not in json.dumps(dict(client.session))  # how every token begins


def test_the_certificate_of_the_provider_is_checked():
    with get_adapter().get_requests_session() as session:
        assert session.verify is True


def test_it_is_a_second_factor_where_one_is_required(sofia, adam, provider, settings):
    settings.DEMONSTRATION = False
    single_sign_on.link(sofia, SUBJECT, by=adam)

    assert come_back(browser(), provider).url == "/"


def test_it_does_not_confirm_an_act(linked, provider, settings):
    settings.DEMONSTRATION = False
    User.objects.filter(pk=linked.pk).update(password="!")
    client = browser()
    come_back(client, provider)
    address = reverse("wizard:submit", args=[make_case("s04", linked).reference])

    page = client.post(address)

    assert page.status_code == 403
    assert "you need a passkey as well" in page.content.decode()


def test_what_was_typed_goes_through_the_provider_too(linked, provider):
    case = make_case("s04", linked, change=lambda file: file["article_6"].pop("6.3"))
    client = browser()
    fields = {
        "wizard-current_step": "6-3",
        "seen_version": "{}",
        "whose": whose_token(linked),
        "6-3-answer": "no_indication",
        "6-3-reason": "Typed for half an hour.",
    }
    page = client.post(reverse("wizard:step", args=[case.reference, "6-3"]), fields)

    answer = come_back(client, provider, fields={"kept": page.context["kept"]})
    assert answer.url == "/sign-in/on/"
    assert "Go on with it" in client.get("/sign-in/on/").content.decode()
    client.post("/sign-in/on/")

    assert case.answers.get(step="6-3").draft["reason"] == ["Typed for half an hour."]


def test_an_identity_is_one_persons_and_is_taken_back(mina, omar, provider, capsys):
    call_command("link_identity", "mina", SUBJECT)
    client = browser()
    assert come_back(client, provider).url == "/"
    with pytest.raises(Exception, match="linked already"):
        call_command("link_identity", "omar", SUBJECT)

    call_command("link_identity", "mina", SUBJECT, undo=True)

    assert come_back(browser(), provider).status_code == 403
    assert not is_in(client)
    verbs = Entry.objects.filter(action__startswith="identity").values_list("action", flat=True)
    assert list(verbs) == ["identity_linked", "identity_unlinked"]
