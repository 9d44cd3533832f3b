"""Strangers are told that there is nothing here; tests/access holds the matrix of who may what."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Record
from assessments.review.deciding import Line
from tests.builders import decide_case, issued, make_case, submit

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
Y, N, R = 200, 404, 302  # open, not there, led elsewhere


@pytest.fixture
def cases(mina, sofia):
    """Mina's draft, what she submitted, and what was decided."""
    decided = make_case("s04", mina)
    lines = {item: Line(outcome, "R") for item, outcome in PARTIAL.items()}
    decision = decide_case(submit(decided, PARTIAL, by=mina), lines=lines, by=sofia)
    issued(decision, b"%PDF", sofia)
    submitted = make_case("s04", mina)
    submit(submitted, PARTIAL, by=mina)
    return {"draft": make_case("s04", mina), "submitted": submitted, "decided": decided}


PAGES = ("wizard:case", "wizard:answers", "review:decide", "records:draft")


@pytest.mark.parametrize("name", PAGES)
def test_nobody_sees_anything_without_signing_in(name, db):
    address = reverse(name, args=["2026-00001"])

    response = Client().get(address)

    assert response.status_code == 302
    assert response.url == f"{reverse('sign-in')}?next={address}"


def test_a_case_that_is_not_there_and_one_that_is_not_ones_own_look_alike(cases, omar, as_person):
    browser = as_person(omar)

    own = browser.get(reverse("wizard:case", args=[cases["draft"].reference]))
    none = browser.get(reverse("wizard:case", args=["2026-99999"]))

    assert own.status_code == none.status_code == 404
    token = re.compile(rb'value="\w{64}"')
    assert token.sub(b"", own.content) == token.sub(b"", none.content)


def test_a_colleague_sees_and_edits_but_neither_hands_over_nor_withdraws(cases, omar, as_person):
    case, browser = cases["draft"], as_person(omar)
    case.colleagues.add(omar)

    def status(name):
        return browser.get(reverse(name, args=[case.reference])).status_code

    pages = ("wizard:case", "wizard:recommend", "cases:files")
    assert [status(name) for name in pages] == [Y, R, R]
    browser.post(reverse("cases:declare", args=[case.reference]), {"interest": "none"})
    assert [status(name) for name in pages] == [Y] * 3
    assert [status(name) for name in ("cases:hand_over", "cases:colleagues")] == [N, Y]
    assert status("cases:withdraw") == N


def test_no_answer_of_the_application_is_stored_by_a_browser(cases, mina, as_person):
    for address in (reverse("cases:mine"), reverse("wizard:case", args=[cases["draft"].reference])):
        assert "no-store" in as_person(mina).get(address)["Cache-Control"]
    assert "no-store" in Client().get(reverse("sign-in"))["Cache-Control"]


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("mina", "cases:mine"),
        ("sofia", "cases:to_review"),
        ("li", "cases:to_review"),
        ("ana", "cases:decided"),
        ("adam", "people:people"),
    ],
)
def test_the_first_page_is_where_the_work_of_the_person_begins(who, name, request, as_person):
    response = as_person(request.getfixturevalue(who)).get("/")

    assert response.url == reverse(name)


def test_the_record_is_served_as_it_was_made(cases, ana, as_person):
    response = as_person(ana).get(reverse("records:record", args=[cases["decided"].reference]))

    assert response.content == bytes(Record.objects.get().body)
    assert response["Content-Type"] == "application/pdf"
    assert "attachment" in response["Content-Disposition"]
