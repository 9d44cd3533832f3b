"""What every answer says to the browser, and what a server in earnest insists on."""

import html
import json
import logging
import os
import subprocess
import sys

import gunicorn
import pytest
from cryptography.fernet import InvalidToken
from django.conf import settings as configured
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import clear_url_caches
from django.urls import path as address
from gunicorn.config import Config
from gunicorn.http.errors import InvalidHeader, UnsupportedTransferCoding
from gunicorn.http.parser import RequestParser

from assessments.sign_in.adapters import FactorAdapter
from attwizard import environment
from attwizard import urls as addresses
from tests.builders import make_case
from tests.project.source import ROOT
from tests.project.test_deploying import EARNEST, OF_TESTS

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}
# Asks a server in earnest, which needs no database for it; in a process of its own.
ASKED = """
import json, sys, django
django.setup()
from django.test import Client
browser = Client(SERVER_NAME="att.example", raise_request_exception=False)
for path, secure, headers in json.loads(sys.argv[1]):
    answer = browser.get(path, secure=secure, headers=headers)
    print(json.dumps([answer.status_code, dict(answer.headers)]))
"""


def ask_in_earnest(*asked, **more):
    """Status and headers of each answer to `(path, is over TLS, headers)`."""
    around = {k: v for k, v in os.environ.items() if not k.startswith(OF_TESTS)}
    around |= EARNEST | {"DJANGO_SETTINGS_MODULE": "attwizard.settings"} | more
    around["ATTWIZARD_DATABASE"] = "none"
    command = [sys.executable, "-c", ASKED, json.dumps(asked)]
    said = subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    return [json.loads(line) for line in said.stdout.splitlines()]


@pytest.fixture
def faulty(monkeypatch):
    """One more address, whose page fails with something that nobody should read."""

    def fail(request):
        raise RuntimeError("password=correct horse; select * from people")

    monkeypatch.setattr(addresses, "urlpatterns", [*addresses.urlpatterns, address("fails/", fail)])
    clear_url_caches()
    yield "/fails/"
    clear_url_caches()


@pytest.fixture
def answers(settings, mina, as_person, faulty):
    """Of every sort: pages, what is not there, what fails, a form, a picture, a style sheet."""
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    inside = as_person(mina)
    inside.raise_request_exception = False
    case = f"/cases/{make_case('s04', mina).reference}/"
    paths = ["/", "/cases/", case, f"{case}export/", f"{case}x.css", "/nowhere/", faulty]
    paths += ["/guidance/", "/your-sign-in/add/app/picture/", "/sign-in/left/", "/sign-in/"]
    found = {path: inside.get(path) for path in paths}
    found |= {f"without: {path}": Client().get(path) for path in ("/", "/nowhere/", "/sign-in/")}
    found["forged"] = Client(enforce_csrf_checks=True).post("/i18n/setlang/")
    found |= {path: Client().get(path) for path in ("/static/css/app.css", "/static/mark.svg")}
    yield found
    for answer in found.values():
        answer.close()


def test_every_answer_says_what_the_browser_may_load_and_who_may_frame_it(answers):
    for path, answer in answers.items():
        assert not POLICY - set(answer.get("Content-Security-Policy", "").split("; ")), path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Referrer-Policy"] == "same-origin", path
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", path


def test_no_answer_is_meant_for_pages_of_others(answers):
    for path, answer in answers.items():
        assert not [name for name in answer.headers if name.startswith("Access-Control-")], path


def test_no_answer_tells_a_version(answers):
    for path, answer in answers.items():
        assert not {"Server", "X-Powered-By", "Via"} & set(answer.headers), path
    assert not any(letter.isdigit() for letter in gunicorn.SERVER)


def test_every_page_of_somebody_signed_in_has_the_way_out(answers):
    pages = [answer for path, answer in answers.items() if is_of_somebody(path, answer)]

    assert len(pages) >= 5
    for page in pages:
        assert 'action="/sign-out/"' in page.content.decode(), page.request["PATH_INFO"]


def is_of_somebody(path, answer):
    inside = not path.startswith(("without: ", "/static/", "forged", "/fails/", "/sign-in/"))
    return inside and answer["Content-Type"].startswith("text/html") and answer.status_code != 302


def test_every_answer_with_words_in_it_says_how_they_are_written(answers):
    for path, answer in answers.items():
        kind, _semicolon, charset = answer.get("Content-Type", "").partition(";")
        if kind.startswith("text/") or kind.endswith("xml"):
            assert charset.replace('"', "").strip() == "charset=utf-8", path
        else:
            assert kind == "application/json", path


def test_what_is_no_page_is_kept_nowhere_and_shows_no_page(answers):
    deceiving = next(answer for path, answer in answers.items() if path.endswith("x.css"))

    assert deceiving.status_code == 404
    for path, answer in answers.items():
        if not path.startswith("/static/"):
            assert "no-store" in answer["Cache-Control"], path


@pytest.mark.parametrize(
    "path", ["/.git/config", "/static/", "/static/../attwizard/settings.py", "/.env", "/manage.py"]
)
def test_nothing_but_named_files_is_served(settings, client, db, path):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True

    assert client.get(path).status_code == 404


def test_what_is_served_as_a_file_is_style_script_or_picture():
    kinds = {path.suffix for path in (ROOT / "static").rglob("*") if path.is_file()}

    assert kinds == {".css", ".js", ".svg", ".txt"}  # the last is a licence


def test_a_server_in_earnest_is_reached_over_tls_alone():
    plain, over_tls = ask_in_earnest(["/sign-in/", False, {}], ["/", True, {}], BEHIND_TLS_PROXY="")

    assert plain[0] == 301
    assert plain[1]["Location"] == "https://att.example/sign-in/"
    assert over_tls[0] == 302
    told = over_tls[1]["Strict-Transport-Security"].split("; ")
    assert int(told[0].removeprefix("max-age=")) >= 365 * 24 * 3600
    assert told[1] == "includeSubDomains"
    assert not POLICY - set(plain[1]["Content-Security-Policy"].split("; "))


def test_what_a_browser_forges_in_the_place_of_a_proxy_is_not_believed():
    host = {"X-Forwarded-Host": "else.example", "X-Forwarded-Server": "else.example"}
    claimed = ["/sign-in/", False, {"X-Forwarded-Proto": "https", **host}]

    (without_a_proxy,) = ask_in_earnest(claimed, BEHIND_TLS_PROXY="false")

    assert without_a_proxy[0] == 301
    assert without_a_proxy[1]["Location"] == "https://att.example/sign-in/"


def test_another_name_of_the_server_than_its_own_is_refused(db):
    assert Client(SERVER_NAME="else.example").get("/sign-in/").status_code == 400


def test_a_fault_tells_the_person_nothing_and_the_log_everything(faulty, mina, as_person, caplog):
    browser = as_person(mina)
    browser.raise_request_exception = False

    with caplog.at_level(logging.ERROR, "django.request"):
        page = browser.get(faulty)

    assert page.status_code == 500
    for secret in ("correct horse", "RuntimeError", "Traceback", "select *"):
        assert secret not in page.content.decode()
    (said,) = [one for one in caplog.records if one.name == "django.request"]
    assert "RuntimeError: password=correct horse" in logging.Formatter().format(said)
    assert browser.get("/cases/").status_code == 200


def test_a_line_of_the_log_is_one_line_and_says_when_with_its_distance_to_utc(client, db, caplog):
    formatting = configured.LOGGING["formatters"]["line"]
    formatter = logging.Formatter(formatting["format"], formatting["datefmt"], formatting["style"])

    with caplog.at_level(logging.WARNING, "django.request"):
        client.get("/nowhere%0a2026-01-01T00:00:00+0000 ERROR django: forged/")

    (said,) = [one for one in caplog.records if one.name == "django.request"]
    (line,) = formatter.format(said).splitlines()
    assert line[10] == "T"
    assert line[19] in "+-"
    assert line[20:24].isdigit()


def test_what_is_logged_goes_to_one_place_and_to_nobody_by_mail():
    used = {handler["class"] for handler in configured.LOGGING["handlers"].values()}

    assert used == {"logging.StreamHandler"}
    assert configured.ADMINS == configured.MANAGERS == []


@pytest.mark.parametrize(
    "typed", ["%(name)s %s {0.__class__}", "{{ 7|add:35 }} {% debug %}", "' or 1=1 --", ".* [ \\"]
)
def test_what_is_typed_is_never_a_format_a_template_a_query_or_a_pattern(mina, as_person, typed):
    case = make_case("s04", mina)
    browser = as_person(mina)
    browser.post(f"/cases/{case.reference}/notes/", {"words": typed, "interest": "none"})

    page = browser.get(f"/cases/{case.reference}/notes/")
    found = browser.get("/cases/", {"q": typed})

    assert page.context["notes"][0].words == typed
    assert typed in html.unescape(page.content.decode())
    assert case.reference not in found.content.decode()


def test_what_stands_in_the_address_is_not_taken_for_what_was_posted(mina):
    answer = Client().post("/sign-in/?username=mina&password=x&next=//else.example")

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"username", "password"}


def test_a_fresh_installation_has_nobody_who_might_sign_in(db, django_user_model):
    assert not django_user_model.objects.exists()


@pytest.mark.parametrize(
    "lengths",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Content-Length: +5\r\n",
    ],
)
def test_a_request_of_two_lengths_is_refused(lengths):
    sent = [b"POST /sign-in/ HTTP/1.1\r\nHost: att.example\r\n" + lengths + b"\r\n0\r\n\r\nGET /x"]

    with pytest.raises((InvalidHeader, UnsupportedTransferCoding)):
        next(RequestParser(Config(), iter(sent), ("127.0.0.1", 1)))


def test_a_former_key_is_read_from_its_file_and_opens_what_it_locked(
    monkeypatch, tmp_path, settings
):
    (tmp_path / "former").write_text("the key of last year\n")
    monkeypatch.setenv("SECRET_KEY_FALLBACK_FILES", str(tmp_path / "former"))
    settings.SECRET_KEY = "the key of last year"
    locked = FactorAdapter().encrypt("a secret")

    settings.SECRET_KEY = "the key of this year"
    settings.SECRET_KEY_FALLBACKS = environment.former_secret_keys()

    assert settings.SECRET_KEY_FALLBACKS == ["the key of last year"]
    assert FactorAdapter().decrypt(locked) == "a secret"


def test_what_is_locked_is_not_altered_unnoticed():
    adapter = FactorAdapter()
    locked = adapter.encrypt("a secret")

    assert locked != adapter.encrypt("a secret")
    for place in range(0, len(locked) - 2, 7):
        other = "A" if locked[place] != "A" else "B"
        with pytest.raises(InvalidToken):
            adapter.decrypt(locked[:place] + other + locked[place + 1 :])


def test_a_former_key_that_is_not_there_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY_FALLBACK_FILES", str(tmp_path / "gone"))

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FALLBACK_FILES cannot be read"):
        environment.former_secret_keys()
