"""No page of django-allauth's own is ever shown; each of ours says what it is, and is safe."""

import json
import pathlib
import time

import allauth
import pytest
from allauth import urls as their_urls
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from django.urls.resolvers import RegexPattern, RoutePattern, URLPattern

from assessments.audit.trail import Verb
from assessments.models import Entry
from assessments.sign_in import event_sentences, factors, sessions, single_sign_on
from assessments.sign_in.urls import urlpatterns
from tests.people import PASSWORD
from tests.sign_in.conftest import add_app, browser, code_at, sign_in

THEIRS = pathlib.Path(allauth.__file__).parent / "templates"
OF_SIGN_IN = [pattern.name for pattern in urlpatterns]


def patterns(found, before=""):
    """Every address of allauth, as a path with something in the place of each variable."""
    for one in found:
        path = before + filled(one.pattern)
        if isinstance(one, URLPattern):
            yield one.name, path
        else:
            yield from patterns(one.url_patterns, path)


def filled(pattern):
    if isinstance(pattern, RoutePattern):
        return "/".join("1" if "<" in part else part for part in str(pattern).split("/"))
    assert isinstance(pattern, RegexPattern)
    return "authority/" if "provider_id" in str(pattern) else "x/"


ADDRESSES = list(patterns(their_urls.urlpatterns))


def test_there_are_addresses_of_theirs_to_look_at():
    assert len(ADDRESSES) > 30
    assert {"account_signup", "mfa_reauthenticate", "usersessions_list"} < {
        n for n, _p in ADDRESSES
    }


@pytest.mark.django_db
def test_every_address_of_theirs_is_ours_or_is_not_there(mina, as_person):
    for client in (Client(), as_person(mina)):
        for prefix in ("/", "/accounts/"):
            found = {path for _name, path in ADDRESSES if there(client, prefix + path)}
            assert found == set()


def there(client, path):
    return client.get(path).status_code != 404


@pytest.mark.parametrize("name", sorted({name for name, _path in ADDRESSES if name}))
def test_every_name_of_theirs_is_a_view_of_ours_or_none(name):
    try:
        address = reverse(name, args=["authority"] if "openid" in name else [])
    except NoReverseMatch:
        return
    assert resolve(address).func.__module__.startswith("assessments.sign_in.")


def test_no_template_of_theirs_can_be_found():
    theirs = {str(path.relative_to(THEIRS)) for path in THEIRS.rglob("*.html")}
    assert len(theirs) > 60

    for name in theirs - {"429.html"}:
        with pytest.raises(TemplateDoesNotExist):
            get_template(name)


def test_every_address_of_ours_is_reached_by_somebody_signed_in_or_says_why_not(mina, as_person):
    client = as_person(mina)
    statuses = {
        name: client.get(reverse(name, args=args_of(name))).status_code for name in set(OF_SIGN_IN)
    }

    assert set(statuses.values()) <= {200, 302, 404, 405}, statuses


def args_of(name):
    if name == "remove-factor":
        return [1]
    return ["x"] if name.startswith("openid") else []


OPEN = {
    "sign-in",
    "account_login",
    "sign-in-passkey",
    "mfa_authenticate",
    "openid_connect_login",
    "openid_connect_callback",
    "sign-out",
    "set_language",
}


def test_only_the_ways_in_are_open_to_everybody():
    for name, view in views(get_resolver().url_patterns):
        asks = getattr(view, "login_required", True)
        assert asks is (name not in OPEN), name


def views(found):
    for one in found:
        if isinstance(one, URLPattern):
            yield one.name, one.callback
        else:
            yield from views(one.url_patterns)


def test_no_address_knows_other_methods(mina, as_person):
    client = as_person(mina)
    for name in sorted(set(OF_SIGN_IN) - {"mfa_authenticate"}):  # not for whoever is signed in
        for method in ("put", "delete", "patch", "trace"):
            answer = getattr(client, method)(reverse(name, args=args_of(name)))
            assert answer.status_code == 405, (name, method)


@pytest.mark.parametrize("address", ["https://else.example/", "//else.example", "javascript:x"])
def test_nobody_is_sent_elsewhere(address, mina, as_person):
    fields = {"username": "mina", "password": PASSWORD, "next": address}

    assert Client().post("/sign-in/", fields).url == "/"
    answer = as_person(mina).post("/sign-in/again/", {"password": PASSWORD, "next": address})
    assert answer.url == "/your-sign-in/"


def test_every_event_is_told_in_a_sentence_without_a_secret(mina, adam, as_person):
    codes = add_app(mina)
    client = browser()
    browser().post("/sign-in/", {"username": "mina", "password": "secret one"})
    for number in range(12):
        browser().post("/sign-in/", {"username": "nobody", "password": f"secret {number}"})
    sign_in(client, mina, code=codes[0])
    client.post("/sign-in/again/", {"password": "secret two"})
    new = "herons wade alone"
    client.post("/your-sign-in/password/", {"password": new, "repeated": new})
    client.post("/your-sign-in/recovery-codes/")
    client.get("/your-sign-in/add/app/")
    client.post("/sign-out/")
    factors.take_away(mina, by=adam)
    again = as_person(type(mina).objects.get(pk=mina.pk))
    secret = again.get("/your-sign-in/add/app/").context["secret"].replace(" ", "")
    again.post("/your-sign-in/add/app/", {"code": code_at(time.time(), secret)})
    single_sign_on.link(mina, "x-1", by=adam)
    single_sign_on.unlink(mina, "x-1", by=adam)
    sessions.end_all(mina, by="manage.py")

    entries = Entry.objects.select_related("facts").order_by("id")
    verbs = {entry.action for entry in entries}
    assert verbs == set(event_sentences.HAPPENED)
    assert set(event_sentences.HAPPENED) <= set(Verb)
    told = [event_sentences.happened(e.action, json.loads(e.facts.body)) for e in entries]
    assert all(sentence and "%(" not in sentence for sentence in told)
    everything = " ".join([*told, *(entry.facts.body for entry in entries)])
    for hidden in ("secret", new, secret, *codes):
        assert hidden not in everything
