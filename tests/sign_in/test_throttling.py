"""How often one may try, over all processes of the server; and that trying tells nothing."""

import json
import os
import re
import subprocess
import sys
import time

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.core.checks import run_checks
from django.db import connection

from assessments.models import Entry
from assessments.sign_in.cache import TableCache
from tests.people import PASSWORD
from tests.sign_in.conftest import add_app, browser, sign_in

WORKER = """
import sys
import django
from django.db import connection
django.setup()
connection.settings_dict["NAME"] = sys.argv[1]
from django.test import Client
from collections import Counter
statuses = Counter()
for number in range(int(sys.argv[2])):
    fields = {"username": "mina", "password": f"wrong {number}"}
    page = Client(SERVER_NAME="localhost").post("/sign-in/", fields)
    statuses["too many" if b"oo many" in page.content else page.status_code] += 1
print(dict(statuses))
"""


@pytest.mark.django_db(transaction=True)
def test_a_thousand_bad_sign_ins_over_four_workers_trip_the_limit(mina):
    database = connection.settings_dict["NAME"]
    command = [sys.executable, "-c", WORKER, database, "250"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    workers = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        for _n in range(4)
    ]
    said = "".join(worker.communicate(timeout=120)[0] for worker in workers)

    let_try = sum(int(n) for n in re.findall(r"200: (\d+)", said))
    refused = sum(int(n) for n in re.findall(r"'too many': (\d+)", said))
    assert let_try + refused == 1000
    assert let_try <= 30  # ten under one name in five minutes; the work takes a while
    failed = Entry.objects.filter(action="sign_in_failed").count()
    assert failed <= 30
    assert 1 <= Entry.objects.filter(action="sign_in_throttled").count() <= 4


def test_the_right_password_is_refused_too_while_there_were_too_many(mina):
    for number in range(10):
        browser().post("/sign-in/", {"username": "mina", "password": f"wrong {number}"})

    page = sign_in(browser(), mina)

    assert page.status_code == 200
    assert "Wait five minutes" in page.content.decode()


def test_codes_are_counted_as_well(mina):
    add_app(mina)
    client = browser()
    sign_in(client, mina)

    pages = [client.post("/sign-in/second-factor/", {"code": f"{n:06}"}) for n in range(12)]

    assert "Wait five minutes" in pages[-1].content.decode()


def test_confirming_is_counted_as_well(mina, as_person):
    client = as_person(mina)

    pages = [client.post("/sign-in/again/", {"password": f"wrong {n}"}) for n in range(21)]

    assert pages[-1].status_code == 429
    assert "Too many attempts" in pages[-1].content.decode()


@pytest.mark.parametrize(
    ("proxies", "claimed", "seen"),
    [
        (1, "6.6.6.6, 10.0.0.9", "10.0.0.9"),
        (1, "10.0.0.9", "10.0.0.9"),
        (0, "6.6.6.6", "127.0.0.1"),
    ],
)
def test_behind_a_proxy_the_address_that_it_saw_is_counted(mina, settings, proxies, claimed, seen):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    fields = {"username": "mina", "password": "wrong"}
    browser().post(
        "/sign-in/", fields, headers={"x-forwarded-for": claimed, "x-real-ip": "7.7.7.7"}
    )

    (entry,) = Entry.objects.filter(action="sign_in_failed")
    assert json.loads(entry.facts.body)["address"] == seen


def test_one_name_that_is_tried_out_leaves_the_others_alone(mina, omar):
    for number in range(11):
        browser().post("/sign-in/", {"username": "mina", "password": f"wrong {number}"})

    assert sign_in(browser(), omar).url == "/"


def test_a_name_that_is_there_and_one_that_is_not_get_the_same_page(mina):
    add_app(mina)

    def page(name):
        text = browser().post("/sign-in/", {"username": name, "password": "wrong"})
        token = re.compile(r'value="\w{64}"')
        return token.sub("", text.content.decode()).replace(name, "")

    assert page("mina") == page("nobody")


def test_somebody_who_may_no_longer_be_here_gets_the_same_page(mina, omar):
    type(omar).objects.filter(pk=omar.pk).update(is_active=False)

    page = browser().post("/sign-in/", {"username": "omar", "password": PASSWORD})

    assert page.status_code == 200
    assert "do not go together" in page.content.decode()


def test_it_takes_as_long_for_a_name_that_is_not_there(mina, settings):
    """By the hash of the password, which takes most of the time and is made in both cases."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    mina.set_password(PASSWORD)
    mina.save()

    def seconds(name):
        cache.clear()
        began = time.perf_counter()
        browser().post("/sign-in/", {"username": name, "password": "wrong"})
        return time.perf_counter() - began

    seconds("mina"), seconds("nobody")
    known, unknown = (min(seconds(name) for _n in range(3)) for name in ("mina", "nobody"))

    assert abs(known - unknown) < 0.5 * max(known, unknown)


def test_what_is_typed_for_a_user_name_is_not_kept_unless_somebody_has_it(mina):
    browser().post("/sign-in/", {"username": "My Secret Password!", "password": "x"})
    browser().post("/sign-in/", {"username": "mina", "password": "another secret"})

    bodies = [e.facts.body for e in Entry.objects.filter(action="sign_in_failed").order_by("id")]
    assert [json.loads(body)["username"] for body in bodies] == ["", "mina"]
    assert "ecret" not in "".join(bodies)


@pytest.mark.django_db
class TestCache:
    """The table that stands for a cache."""

    def test_values_come_back_as_they_were_put_in(self):
        cache.set("key", [1.5, 2.25], 60)

        assert cache.get("key") == [1.5, 2.25]
        assert cache.get("another", "nothing") == "nothing"

    def test_the_first_to_add_wins(self):
        assert cache.add("key", 1, 60)
        assert not cache.add("key", 2, 60)
        assert cache.get("key") == 1

    def test_what_has_lapsed_is_gone_and_may_be_added_again(self):
        cache.set("key", 1, -1)

        assert cache.get("key") is None
        assert cache.add("key", 2, 60)
        assert cache.get("key") == 2

    def test_what_has_lapsed_is_swept_away(self):
        cache.set("old", 1, -1)
        cache.set("new", 1, 60)

        with connection.cursor() as cursor:
            cursor.execute("select cache_key from attwizard_cache")
            assert [key for (key,) in cursor.fetchall()] == [":1:new"]

    def test_it_is_deleted_touched_and_cleared(self):
        cache.set("key", 1, 60)
        assert cache.touch("key", None)
        assert cache.delete("key")
        assert not cache.delete("key")
        cache.set("key", 1, 60)
        cache.clear()
        assert cache.get("key") is None


def test_a_server_whose_processes_count_each_for_itself_does_not_start(settings):
    assert isinstance(cache._connections["default"], TableCache)
    assert configured.CACHES["default"]["BACKEND"].endswith("TableCache")
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    assert "attwizard.E020" in [fault.id for fault in run_checks(tags=["security"])]
