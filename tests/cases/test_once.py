"""A form that is sent twice, or fifty times at once, is done once and answered alike."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.urls import reverse

from assessments.models import Attachment, Case, Decision, Entry, SentForm, Submission
from tests.builders import make_case, recommend, submit
from tests.review.test_reviewing import PARTIAL, decision

PAGE = {"csrfmiddlewaretoken": "the token of this page"}
OTHER_PAGE = {"csrfmiddlewaretoken": "the token of the same page, shown again"}


def open_case(browser, page):
    return browser.post(reverse("cases:open"), {"interest": "none", **page})


def test_a_case_is_opened_once_by_one_page_and_again_by_another(mina, as_person):
    browser = as_person(mina)

    first, second = open_case(browser, PAGE), open_case(browser, PAGE)
    third = open_case(browser, OTHER_PAGE)

    assert first["Location"] == second["Location"] != third["Location"]
    assert Case.objects.count() == 2


def test_the_same_page_of_another_person_is_another_form(mina, omar, as_person):
    open_case(as_person(mina), PAGE)
    open_case(as_person(omar), PAGE)

    assert {case.officer for case in Case.objects.all()} == {mina, omar}


def test_a_second_submission_is_answered_like_the_first(mina, as_person):
    case = make_case("s04", mina)
    recommend(case, PARTIAL, by=mina)
    browser, address = as_person(mina), reverse("wizard:submit", args=[case.reference])

    first, second = browser.post(address, PAGE), browser.post(address, PAGE)

    assert (first.status_code, first["Location"]) == (302, second["Location"])
    assert Submission.objects.count() == 1


def test_a_page_that_was_refused_may_be_sent_again(mina, as_person):
    case = make_case("s04", mina)
    browser, address = as_person(mina), reverse("wizard:submit", args=[case.reference])
    assert browser.post(address, PAGE).status_code == 409
    recommend(case, PARTIAL, by=mina)

    assert browser.post(address, PAGE).status_code == 302
    assert Submission.objects.count() == 1


def test_another_file_under_the_same_name_is_another_form(mina, as_person):
    case = make_case("s04", mina)
    browser, address = as_person(mina), reverse("cases:files", args=[case.reference])

    for text in (b"one", b"one", b"two"):
        file = SimpleUploadedFile("letter.txt", text, content_type="text/plain")
        assert browser.post(address, {**PAGE, "kind": "other", "file": file}).status_code == 302

    assert [bytes(one.stored.body) for one in Attachment.objects.order_by("pk")] == [b"one", b"two"]


def test_what_was_sent_is_forgotten_after_a_week(mina, as_person, as_owner):
    open_case(as_person(mina), PAGE)
    with as_owner() as cursor:
        cursor.execute("update assessments_sentform set at = now() - interval '8 days'")

    open_case(as_person(mina), OTHER_PAGE)

    assert SentForm.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_twelve_decisions_sent_at_once_are_one_and_are_answered_alike(mina, sofia, as_person):
    submission = submit(make_case("s04", mina), PARTIAL, by=mina)
    address = reverse("review:decide", args=[submission.case.reference])
    browsers, start = [as_person(sofia) for _each in range(12)], threading.Barrier(12)

    def decide(browser):
        start.wait()
        try:
            return browser.post(address, {**decision(submission), **PAGE})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(decide, browsers))

    assert {(one.status_code, one["Location"]) for one in answers} == {
        (302, reverse("wizard:case", args=[submission.case.reference]))
    }
    assert Decision.objects.count() == 1
    assert Entry.objects.filter(action="declared", actor="sofia").count() == 1
