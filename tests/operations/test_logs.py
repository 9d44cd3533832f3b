"""The log as JSON: enough to find what went wrong, and nothing that anybody typed."""

import io
import json
import logging
import subprocess
import sys

import pytest
from django.test import Client

from assessments.operations.logs import JsonLines
from tests.builders import make_case

CANARY = "canary7Kq2"


@pytest.fixture
def lines():
    """`lines()`: what was logged so far, as the handler of a server in earnest writes it."""
    written = io.StringIO()
    handler, access = logging.StreamHandler(written), logging.getLogger("attwizard.access")
    handler.setFormatter(JsonLines())
    loggers = [logging.getLogger(), logging.getLogger("django")]
    before = access.level
    access.setLevel(logging.INFO)
    for one in loggers:
        one.addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    for one in loggers:
        one.removeHandler(handler)
    access.setLevel(before)


def test_a_request_is_a_line_with_its_page_person_status_and_time(lines, mina, as_person):
    response = as_person(mina).get(f"/cases/?search={CANARY}")

    (line,) = lines()
    assert (line["event"], line["page"], line["status"]) == ("request", "cases:mine", 200)
    assert (line["method"], line["person"]) == ("GET", mina.pk)
    assert line["ms"] > 0
    assert line["request"] == response["X-Request-ID"]
    assert line["time"].endswith("+00:00")


def test_no_word_of_a_case_no_query_and_no_name_is_logged(lines, mina, omar, as_person):
    """Not when a page is read, nor refused, nor searched for, nor when somebody cannot sign in."""

    def tell(file):
        file["title"] = f"{CANARY} rifles"

    case = make_case("s04", mina, change=tell)
    officer = as_person(mina)
    assert CANARY in officer.get(f"/cases/{case.reference}/").content.decode()
    officer.get("/cases/", {"search": CANARY, CANARY: "x"})
    officer.get(f"/{CANARY}/")
    officer.post(f"/cases/{case.reference}/notes/", {"text": CANARY})
    assert as_person(omar).get(f"/cases/{case.reference}/").status_code == 404
    officer.post("/sign-in/", {"username": CANARY, "password": CANARY})
    officer.get("/", headers={"host": f"{CANARY}.example", "user-agent": CANARY})

    assert {line["event"] for line in lines()} >= {"request", "refused"}
    assert len(lines()) >= 8
    assert CANARY not in json.dumps(lines())
    assert mina.name not in json.dumps(lines())


def test_an_error_is_logged_with_its_way_through_the_program_and_not_its_words(
    lines, mina, as_person, monkeypatch
):
    """Errors of the database quote the row, others what they could not read."""

    def broken(*arguments):
        try:
            raise ValueError(f"{CANARY} is no number")
        except ValueError as fault:
            raise RuntimeError(f"{CANARY} was refused") from fault

    monkeypatch.setattr("assessments.cases.access.work_list", broken)
    officer = as_person(mina)
    officer.raise_request_exception = False

    assert officer.get(f"/cases/?{CANARY}").status_code == 500
    fault, request = lines()
    assert (fault["status"], request["status"]) == (500, 500)
    assert fault["error"] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert "broken" in fault["way"][-1]
    assert fault["request"] == request["request"]
    assert CANARY not in json.dumps(lines())


def test_a_probe_leaves_no_line_but_when_something_has_changed(lines, db):
    for _probe in range(3):
        Client().get("/healthz")
    ready = Client()
    assert {ready.get("/readyz").status_code for _probe in range(3)} == {503}

    assert [line["event"] for line in lines()] == ["readiness"]


def test_libraries_are_logged_without_their_arguments(lines):
    logging.getLogger("django.request").error("Not Found: %s", CANARY)
    logging.getLogger("weasyprint").warning(f"Ignored {CANARY}")

    django, library = lines()
    assert django["event"] == "Not Found: %s"
    assert library["event"].startswith("test_logs:")
    assert CANARY not in json.dumps(lines())


def test_gunicorn_speaks_the_same_language():
    program = (
        "from gunicorn.config import Config; from assessments.operations.logs import ServerLog;"
        f"ServerLog(Config()).error('Error handling request %s', '/?{CANARY}')"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        env={"LOG_FORMAT": "json"},
        capture_output=True,
        text=True,
        check=True,
    )

    line = json.loads(said.stderr)
    assert (line["logger"], line["event"]) == ("gunicorn.error", "Error handling request %s")
    assert CANARY not in said.stderr
