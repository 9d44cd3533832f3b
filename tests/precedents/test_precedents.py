"""How similar items were decided: the nearest first, only what the reader may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.audit.trail import facts_of
from assessments.models import Entry
from assessments.precedents.finding import compared, found
from assessments.review.deciding import Line
from tests.builders import decide_case, make_case, submit
from tests.precedents.ending import destroyed

pytestmark = pytest.mark.django_db

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}


def decided(officer, supervisor, *, state="XA", end_user="Armed forces of State C", articles=()):
    def change(file):
        file["transfer"]["recipient_state"] = state
        file["transfer"]["end_user"]["name"] = end_user
        for item, article in zip(file["items"], articles, strict=False):
            item["article"] = article

    submission = submit(make_case("s04", officer, change=change), PARTIAL, by=officer)
    lines = {item: Line(outcome, f"Reasons on {item}.") for item, outcome in PARTIAL.items()}
    decide_case(submission, lines=lines, by=supervisor)
    return submission.case


@pytest.fixture
def case(mina):
    return make_case("s04", mina)


def nearness(case, reader):
    return [
        (likeness, sorted({line.decision.case.reference for line in lines}))
        for likeness, lines in compared(case, reader)
    ]


def test_the_same_end_user_comes_first_then_state_and_category_and_so_on(case, mina, sofia):
    others = ("2.1.f", "2.1.f")
    same = decided(mina, sofia, state="XB", end_user="STATE C – Armed Forces of", articles=others)
    near = decided(mina, sofia, end_user="Police of State A")
    elsewhere = decided(mina, sofia, state="XB", end_user="Navy of State B")
    state = decided(mina, sofia, end_user="Navy of State A", articles=others)
    decided(mina, sofia, state="XB", end_user="Coast guard", articles=others)

    assert nearness(case, mina) == [
        ("end_user", [same.reference]),
        ("state_and_article", [near.reference]),
        ("article", [elsewhere.reference]),
        ("state", [state.reference]),
    ]


def test_a_case_is_no_precedent_of_its_own(mina, sofia):
    assert nearness(decided(mina, sofia), mina) == []


def test_only_what_the_reader_may_see_is_a_precedent(case, mina, omar, sofia, ana):
    decided(omar, sofia)

    assert nearness(case, mina) == []
    assert [likeness for likeness, _cases in nearness(case, sofia)] == ["end_user"]
    assert not found(mina, {}).exists()
    assert found(ana, {}).count() == 2


def test_a_disposed_case_is_no_precedent(case, mina, sofia, adam, helen):
    destroyed(decided(mina, sofia), adam, helen)

    assert nearness(case, mina) == []
    assert not found(sofia, {}).exists()


def test_the_page_of_a_case_tells_what_was_decided_and_why(case, mina, sofia, as_person):
    earlier = decided(mina, sofia)

    text = as_person(mina).get(f"/cases/{case.reference}/precedents/").content.decode()

    assert earlier.reference in text
    assert "Reasons on 1." in text
    assert "M15 Embedded advisers" in text
    assert "Refused" in text
    assert f'href="/cases/{case.reference}/precedents/"' in (
        as_person(mina).get(f"/cases/{case.reference}/").content.decode()
    )


def test_whose_reasons_were_read_leaves_an_entry(case, mina, sofia, as_person):
    earlier = decided(mina, sofia)

    as_person(mina).get(f"/cases/{case.reference}/precedents/")
    as_person(sofia).get("/precedents/?state=XA")
    as_person(sofia).get("/precedents/?state=XB")

    entries = Entry.objects.filter(action="precedents_read").select_related("facts")
    told = [(entry.actor, entry.case_id, facts_of(entry)["cases"]) for entry in entries]
    assert told == [("mina", case.pk, earlier.reference), ("sofia", None, earlier.reference)]


def test_without_any_the_page_says_so(case, mina, as_person):
    text = as_person(mina).get(f"/cases/{case.reference}/precedents/").content.decode()

    assert "No similar item is decided so far" in text


@pytest.mark.parametrize(
    ("query", "items"),
    [
        ("", {"1", "2"}),
        ("article=3", {"1"}),
        ("article=2.1.b&state=XA", {"2"}),
        ("end_user=state+FORCES", {"1", "2"}),
        ("end_user=forces+of+State+D", set()),
        ("state=XB", set()),
        ("measure=M15", {"1"}),
        ("measure=M01", set()),
        ("outcome=refuse", {"2"}),
        ("outcome=prohibited", set()),
        ("first_year=2000&last_year=2100", {"1", "2"}),
        ("first_year=2100", set()),
        ("last_year=2000", set()),
        ("state=nowhere&page=x", {"1", "2"}),
        ("first_year=abc&end_user=%00", {"1", "2"}),
    ],
)
def test_the_search_finds_by_each_of_its_fields(query, items, mina, sofia, as_person):
    decided(mina, sofia)

    page = as_person(sofia).get(f"/precedents/?{query}")

    assert page.status_code == 200
    assert {line["reasons"] for line in page.context["lines"]} == {
        f"Reasons on {item}." for item in items
    }


def test_the_search_goes_on_in_pages(mina, sofia, as_person, monkeypatch):
    monkeypatch.setattr("assessments.precedents.finding.PAGE", 1)
    decided(mina, sofia)
    browser = as_person(sofia)

    first = browser.get("/precedents/?state=XA")
    second = browser.get(f"/precedents/{first.context['older']}")

    assert "page=2" in first.context["older"]
    assert first.context["lines"][0]["reasons"] != second.context["lines"][0]["reasons"]
    assert not second.context["older"]


@pytest.mark.parametrize("address", ["/cases/{}/precedents/", "/precedents/"])
def test_the_pages_ask_the_same_of_the_database_however_much_is_found(
    address, case, mina, sofia, as_person
):
    browser = as_person(mina)
    decided(mina, sofia)
    counts = []
    for _more in range(2):
        browser.get(address.format(case.reference))
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address.format(case.reference)).status_code == 200
        counts.append(len(asked))
        decided(mina, sofia)
        decided(mina, sofia, end_user="Police of State A")

    assert counts[0] == counts[1] <= 13, counts
