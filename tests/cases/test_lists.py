"""My work, to review, decided: what stands in them, filters, search and pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from assessments.cases import lists
from assessments.cases.words import vector
from assessments.models import Case, Role, StandardsVersion, Status
from assessments.review.deciding import Line
from tests.builders import decide_case, make_case, submit
from tests.people import become

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def make(officer, number, *, status=Status.DRAFT, minutes=0, **fields):
    title = fields.pop("title", f"Case {number}")
    return Case.objects.create(
        reference=f"2026-{number:05d}",
        title=title,
        officer=officer,
        status=status,
        updated_at=NOON - timedelta(minutes=minutes),
        standards=StandardsVersion.objects.get(),
        words=vector(f"2026-{number:05d}", title, fields.get("end_user", "")),
        **fields,
    )


def shown(response):
    return [case.reference for case in response.context["page"].cases]


def test_my_work_holds_my_cases_and_those_shared_with_me(mina, omar, as_person):
    make(mina, 1)
    make(omar, 2)
    make(omar, 3, minutes=1).colleagues.add(mina)
    make(mina, 4, status=Status.DECIDED)

    response = as_person(mina).get(reverse("cases:mine"))

    assert shown(response) == ["2026-00001", "2026-00003"]


def test_to_review_holds_what_is_submitted(mina, sofia, as_person):
    make(mina, 1)
    make(mina, 2, status=Status.SUBMITTED)
    make(mina, 3, status=Status.RETURNED)

    browser = as_person(sofia)

    assert shown(browser.get(reverse("cases:to_review"))) == ["2026-00002"]
    both = browser.get(reverse("cases:to_review"), {"status": ""})
    assert sorted(shown(both)) == ["2026-00002", "2026-00003"]


def test_to_review_leads_to_the_review_except_for_who_worked_on_the_case(mina, sofia, as_person):
    become(mina, Role.OFFICER, Role.SUPERVISOR)
    case = make(mina, 1, status=Status.SUBMITTED)
    review = reverse("review:review", args=[case.reference])

    assert review in as_person(sofia).get(reverse("cases:to_review")).content.decode()
    assert review not in as_person(mina).get(reverse("cases:to_review")).content.decode()


@pytest.mark.parametrize(("who", "expected"), [("ana", 2), ("sofia", 2), ("mina", 1)])
def test_decided_cases_are_everybodys_except_that_officers_see_their_own(
    who, expected, mina, omar, request, as_person
):
    make(mina, 1, status=Status.DECIDED)
    make(omar, 2, status=Status.CLOSED)
    make(omar, 3)

    response = as_person(request.getfixturevalue(who)).get(reverse("cases:decided"))

    assert len(shown(response)) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"status": "returned"}, ["2026-00002"]),
        ({"recipient": "XB"}, ["2026-00002"]),
        ({"q": "harbour patrol"}, ["2026-00001"]),
        ({"q": "HARB"}, ["2026-00001"]),
        ({"q": "00002"}, ["2026-00002"]),
        ({"q": "полиция"}, ["2026-00003"]),
        ({"q": "海岸"}, ["2026-00003"]),
        ({"q": "nothing like it"}, []),
        ({"q": "…"}, []),
        ({}, ["2026-00001", "2026-00002", "2026-00003"]),
    ],
)
def test_a_list_is_filtered_and_searched(wanted, expected, mina, as_person):
    make(mina, 1, title="Boats for a harbour patrol", recipient_state="XA")
    make(mina, 2, recipient_state="XB", status=Status.RETURNED, minutes=1)
    make(mina, 3, title="Полиция 海岸警卫队", recipient_state="XC", minutes=2)

    response = as_person(mina).get(reverse("cases:mine"), wanted)

    assert shown(response) == expected
    assert len(response.context["chips"]) == len(wanted)


def test_a_list_is_filtered_by_officer(mina, omar, ana, as_person):
    make(mina, 1, status=Status.DECIDED)
    make(omar, 2, status=Status.DECIDED)

    response = as_person(ana).get(reverse("cases:decided"), {"officer": omar.pk})

    assert shown(response) == ["2026-00002"]


def test_pages_follow_one_another_both_ways_also_where_moments_are_equal(mina, as_person):
    for number in range(60):
        make(mina, number, minutes=number // 30)
    browser = as_person(mina)
    every = list(Case.objects.newest_first().values_list("reference", flat=True))

    first = browser.get(reverse("cases:mine"))
    second = browser.get(first.context["older"])
    third = browser.get(second.context["older"])

    assert [shown(first), shown(second), shown(third)] == [every[:25], every[25:50], every[50:]]
    assert third.context["older"] is None
    assert first.context["newer"] is None
    assert shown(browser.get(third.context["newer"])) == every[25:50]
    assert shown(browser.get(second.context["newer"])) == every[:25]


def test_a_filter_stays_on_the_next_page(mina, as_person):
    for number in range(30):
        make(mina, number, recipient_state="XA" if number % 15 else "XB", minutes=number)

    first = as_person(mina).get(reverse("cases:mine"), {"recipient": "XA"})

    assert "recipient=XA" in first.context["older"]
    assert len(shown(as_person(mina).get(first.context["older"]))) == 3


def test_a_list_says_what_the_goods_are(mina, as_person):
    make_case("s04", mina)
    make_case("s17", mina, change=lambda file: file["items"].extend(more(file)))

    rows = as_person(mina).get(reverse("cases:mine")).content.decode()

    assert "Precision-guided munitions; Escort vehicles" in rows
    assert "Training rifles; Rifle 2; and 2 more" in rows


def more(file):
    """Three more items."""
    item = file["items"][0]
    return [{**item, "id": f"m{n}", "description": f"Rifle {n}"} for n in (2, 3, 4)]


def test_the_decided_cases_say_what_was_decided(mina, sofia, ana, as_person):
    submission = submit(make_case("s04", mina), PARTIAL, by=mina)
    lines = {item: Line(outcome, "As reasoned.") for item, outcome in PARTIAL.items()}
    decide_case(submission, lines=lines, by=sofia)

    rows = as_person(ana).get(reverse("cases:decided")).content.decode()

    assert rows.index("Authorised with measures") < rows.index("Refused")


@pytest.mark.parametrize("place", ["tomorrow", "20260601T120000.000000_x", "_"])
def test_a_place_that_no_page_has_written_is_a_bad_request(place, mina, as_person):
    assert as_person(mina).get(reverse("cases:mine"), {"older": place}).status_code == 400


def test_an_unknown_filter_is_said_and_shows_everything(mina, as_person):
    make(mina, 1)

    response = as_person(mina).get(reverse("cases:mine"), {"status": "lost"})

    assert shown(response) == ["2026-00001"]
    assert "not offered here" in response.content.decode()


@pytest.mark.parametrize(
    ("who", "name", "queries"),
    [("mina", "cases:mine", 11), ("sofia", "cases:to_review", 7), ("ana", "cases:decided", 7)],
)
def test_the_number_of_queries_does_not_grow_with_the_cases(
    who, name, queries, mina, request, as_person, django_assert_num_queries
):
    browser = as_person(request.getfixturevalue(who))
    statuses = [Status.DRAFT, Status.SUBMITTED, Status.DECIDED]
    for number in range(90):
        make(mina, number, status=statuses[number % 3])

    with django_assert_num_queries(queries):
        response = browser.get(reverse(name))

    assert len(shown(response)) == 25


@pytest.mark.parametrize("near", [4, 100], ids=["few are near", "all are near"])
def test_the_pages_of_a_frequent_word_hold_each_of_its_cases_once(
    mina, as_person, monkeypatch, near
):
    """Whether the cases that have it are the latest changed, or lie far down the list."""
    monkeypatch.setattr(lists, "PAGE", 3)
    monkeypatch.setattr(lists, "NEAR", near)
    for number in range(1, 20):
        title = "Marine radar" if number in (1, 2, 9, 10, 11, 12, 13, 19) else "Other goods"
        make(mina, number, title=title, minutes=number)
    browser, address = as_person(mina), f"{reverse('cases:mine')}?q=radar"

    forwards = [browser.get(address)]
    while further := forwards[-1].context["older"]:
        forwards.append(browser.get(further))
    backwards = [browser.get(forwards[-1].context["newer"])]
    while further := backwards[-1].context["newer"]:
        backwards.append(browser.get(further))

    numbers = [1, 2, 9, 10, 11, 12, 13, 19]
    found = [reference for page in forwards for reference in shown(page)]
    assert found == [f"2026-{number:05d}" for number in numbers]
    assert [shown(page) for page in reversed(backwards)] == [shown(page) for page in forwards[:-1]]
