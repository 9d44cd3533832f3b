"""When the database is away, people are told so, and have what they typed."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse

from assessments.wizard import posting
from tests.builders import make_case

GONE = OperationalError("server closed the connection unexpectedly")


@pytest.fixture
def browser(mina):
    browser = Client(raise_request_exception=False)
    browser.force_login(mina)
    return browser


@pytest.fixture
def step(mina):
    return reverse("wizard:step", args=[make_case("s04", mina).reference, "scope"])


def failing(fault):
    def save(*args, **kwargs):
        raise fault

    return save


@pytest.mark.parametrize("fault", [GONE, InterfaceError("the connection is closed")])
def test_who_was_saving_is_told_that_it_is_uncertain_and_has_the_text(
    fault, browser, step, monkeypatch
):
    monkeypatch.setattr(posting, "keep_considered", failing(fault))

    answer = browser.post(
        step, {"wizard-current_step": "scope", "scope-reason": "All are <listed>."}
    )

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "no-store" in answer["Cache-Control"]
    assert "It is not certain whether what you sent was saved." in answer.text
    assert "All are &lt;listed&gt;." in answer.text
    assert "csrf" not in answer.text


def test_who_was_reading_is_told_that_nothing_is_lost(browser, step, monkeypatch):
    monkeypatch.setattr("assessments.wizard.views.AssessmentWizard.show", failing(GONE))

    answer = browser.get(step)

    assert answer.status_code == 503
    assert "Nothing that you had saved is lost." in answer.text


def test_a_session_that_could_not_be_saved_is_no_bad_request(browser, step, monkeypatch):
    monkeypatch.setattr("django.contrib.sessions.models.Session.save", failing(GONE))

    answer = browser.get(step)

    assert answer.status_code == 503


def test_a_bad_request_is_still_one(browser, step):
    assert browser.post(step, {"wizard-current_step": "another"}).status_code == 400


def test_a_fault_of_ours_is_still_a_fault(browser, step, monkeypatch):
    monkeypatch.setattr(posting, "keep_considered", failing(ValueError("no such thing")))

    answer = browser.post(step, {"wizard-current_step": "scope"})

    assert answer.status_code == 500
    assert "Something failed on our side" in answer.text


def test_the_page_asks_the_database_nothing(browser, step, monkeypatch, django_assert_num_queries):
    from assessments.cases.outage import failed

    request = browser.get(step).wsgi_request
    with django_assert_num_queries(0):
        try:
            raise GONE
        except OperationalError:
            assert failed(request).status_code == 503
