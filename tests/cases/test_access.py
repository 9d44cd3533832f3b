"""Every page for each of the named people: strangers are told that there is nothing here."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Record
from assessments.records.issuing import keep
from assessments.review.deciding import Line
from tests.builders import decide_case, make_case, submit

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
WHO = ("mina", "omar", "sofia", "li", "helen", "ana", "adam")
Y, N, R = 200, 404, 302  # open, not there, led elsewhere

# Page, state of the case: for Mina (its officer), Omar (another), Sofia (supervisor),
# Li (legal adviser), Helen (head), Ana (auditor), Adam (administrator).
PAGES = [
    ("wizard:case", "draft", (Y, N, N, N, N, N, N)),
    ("wizard:answers", "draft", (Y, N, N, N, N, N, N)),
    ("wizard:assess", "draft", (R, N, N, N, N, N, N)),
    ("wizard:recommend", "draft", (Y, N, N, N, N, N, N)),
    ("wizard:again", "draft", (Y, N, N, N, N, N, N)),
    ("cases:withdraw", "draft", (Y, N, N, N, N, N, N)),
    ("cases:hand_over", "draft", (Y, N, N, N, N, N, N)),
    ("cases:colleagues", "draft", (Y, N, N, N, N, N, N)),
    ("cases:files", "draft", (Y, N, N, N, N, N, N)),
    ("review:review", "draft", (N, N, N, N, N, N, N)),
    ("review:decide", "draft", (N, N, N, N, N, N, N)),
    ("review:return", "draft", (N, N, N, N, N, N, N)),
    ("records:record", "draft", (N, N, N, N, N, N, N)),
    ("wizard:case", "submitted", (Y, N, Y, Y, Y, N, N)),
    ("wizard:answers", "submitted", (Y, N, Y, Y, Y, N, N)),
    ("wizard:assess", "submitted", (N, N, N, N, N, N, N)),
    ("wizard:recommend", "submitted", (N, N, N, N, N, N, N)),
    ("cases:withdraw", "submitted", (Y, N, N, N, N, N, N)),
    ("cases:hand_over", "submitted", (N, N, N, N, N, N, N)),
    ("cases:colleagues", "submitted", (N, N, N, N, N, N, N)),
    ("cases:files", "submitted", (N, N, N, N, N, N, N)),
    ("review:review", "submitted", (N, N, Y, Y, Y, N, N)),
    ("review:decide", "submitted", (N, N, Y, N, N, N, N)),
    ("review:return", "submitted", (N, N, Y, N, N, N, N)),
    ("records:record", "submitted", (N, N, N, N, N, N, N)),
    ("wizard:case", "decided", (Y, N, Y, Y, Y, Y, N)),
    ("wizard:answers", "decided", (Y, N, Y, Y, Y, Y, N)),
    ("wizard:recommend", "decided", (N, N, N, N, N, N, N)),
    ("cases:withdraw", "decided", (N, N, N, N, N, N, N)),
    ("cases:hand_over", "decided", (N, N, N, N, N, N, N)),
    ("cases:files", "decided", (N, N, N, N, N, N, N)),
    ("review:review", "decided", (N, N, N, N, N, N, N)),
    ("review:decide", "decided", (N, N, N, N, N, N, N)),
    ("records:record", "decided", (Y, N, Y, Y, Y, Y, N)),
    ("records:draft", "decided", (N, N, N, N, N, N, N)),
]
LISTS = [
    ("cases:mine", (Y, Y, N, N, N, N, N)),
    ("cases:to_review", (N, N, Y, Y, Y, N, N)),
    ("cases:decided", (Y, Y, Y, Y, Y, Y, N)),
    ("standards:standards", (Y, Y, Y, Y, Y, Y, Y)),
    ("standards:propose", (N, N, N, N, N, N, Y)),
    ("reference:guidance", (Y, Y, Y, Y, Y, Y, Y)),
]
POSTS = [
    ("wizard:submit", "draft", (409, N, N, N, N, N, N)),
    ("records:issue", "decided", (R, N, R, N, N, N, N)),
    ("records:issue", "submitted", (N, N, N, N, N, N, N)),
]


@pytest.fixture
def people(request):
    return [request.getfixturevalue(who) for who in WHO]


@pytest.fixture
def cases(mina, sofia):
    """Mina's draft, what she submitted, and what was decided."""
    decided = make_case("s04", mina)
    lines = {item: Line(outcome, "R") for item, outcome in PARTIAL.items()}
    decision = decide_case(submit(decided, PARTIAL, by=mina), lines=lines, by=sofia)
    keep(decision, b"%PDF", sofia)
    submitted = make_case("s04", mina)
    submit(submitted, PARTIAL, by=mina)
    return {"draft": make_case("s04", mina), "submitted": submitted, "decided": decided}


def statuses(people, as_person, address, method="get"):
    return tuple(getattr(as_person(who), method)(address).status_code for who in people)


def test_each_page_opens_for_those_it_is_for_and_is_not_there_for_others(people, cases, as_person):
    found = {
        (name, state): statuses(people, as_person, reverse(name, args=[cases[state].reference]))
        for name, state, _expected in PAGES
    }

    assert found == {(name, state): expected for name, state, expected in PAGES}


def test_the_lists_open_for_those_they_are_for(people, as_person):
    found = {name: statuses(people, as_person, reverse(name)) for name, _expected in LISTS}

    assert found == dict(LISTS)


def test_posts_are_for_the_same_people(people, cases, as_person):
    found = {
        (name, state): statuses(
            people, as_person, reverse(name, args=[cases[state].reference]), "post"
        )
        for name, state, _expected in POSTS
    }

    assert found == {(name, state): expected for name, state, expected in POSTS}


@pytest.mark.parametrize("name", [page for page, *_rest in PAGES] + ["records:draft"])
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

    assert [status(name) for name in ("wizard:case", "wizard:recommend", "cases:files")] == [Y] * 3
    assert [status(name) for name in ("cases:hand_over", "cases:colleagues")] == [N, N]
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
        ("adam", "standards:standards"),
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
