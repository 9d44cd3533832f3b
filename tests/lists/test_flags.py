"""A changed list flags the cases it touches until somebody says what the change means."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.audit.trail import Verb, entries_of, facts_of
from assessments.lists.flags import look
from assessments.lists.letters import end_letter
from assessments.models import ListFlag
from assessments.review.deciding import Line
from assessments.wizard.splitting import split_case
from tests.builders import decide_case, make_case, submit

from .letters import a_letter, case_under
from .made import loaded, measure
from .test_pages import text_of

pytestmark = pytest.mark.django_db
FLAGGED = "A list has changed for these cases."


@pytest.fixture
def flagged(mina):
    case = make_case("s17", mina)
    loaded(measure("on state a", "XA"))
    return case


def test_the_flag_stands_in_the_work_of_the_officer_and_on_the_case(flagged, mina, as_person):
    browser = as_person(mina)

    assert FLAGGED in text_of(browser.get(reverse("cases:mine")))
    assert "One change to look at" in text_of(browser.get(f"/cases/{flagged.reference}/"))
    page = text_of(browser.get(f"/cases/{flagged.reference}/lists/"))
    assert "Says now:" in page
    assert "On State A" in page


def test_who_looked_says_what_it_means_and_the_flag_is_gone(flagged, mina, as_person):
    browser, address = as_person(mina), f"/cases/{flagged.reference}/lists/"
    upto = browser.get(address).context["upto"]

    assert "Say what the change means" in text_of(browser.post(address, {"upto": upto}))
    browser.post(address, {"upto": upto, "remark": "The army is left out."})

    flag = flagged.list_flags.get()
    assert (flag.seen_by, flag.remark) == (mina, "The army is left out.")
    assert FLAGGED not in text_of(browser.get(reverse("cases:mine")))
    assert "The army is left out." in text_of(browser.get(address))
    (seen,) = entries_of(flagged, verbs=[Verb.LIST_CHANGE_SEEN])
    assert facts_of(seen)["name"] == "Measures of the Council"


def test_a_change_that_came_after_the_page_is_not_taken_as_seen(flagged, mina):
    upto = flagged.list_flags.get().pk
    loaded(measure("on state a", "XA", text="Changed."))

    assert look(flagged, upto=upto, remark="Seen.", by=mina) == 1

    assert flagged.list_flags.filter(seen_at=None).count() == 1


def test_a_change_is_told_with_what_was_said_before(flagged, mina, as_person):
    loaded(measure("on state a", "XA", text="Changed."), measure("more", "XA"))

    page = text_of(as_person(mina).get(f"/cases/{flagged.reference}/lists/"))

    assert "No longer says:" in page


def test_a_flag_is_looked_at_once(flagged, mina, omar):
    look(flagged, upto=10**9, remark="Seen.", by=mina)

    with pytest.raises(DatabaseError), transaction.atomic():
        ListFlag.objects.update(seen_by=omar, seen_at=timezone.now(), remark="Again.")


def test_a_refused_case_is_not_flagged_and_an_authorised_one_is(mina, sofia):
    refused, authorised = make_case("s17", mina), make_case("s17", mina)
    for case, outcome in ((refused, "refuse"), (authorised, "authorise")):
        submission = submit(case, {"1": outcome}, by=mina)
        decide_case(submission, lines={"1": Line(outcome, "So.")}, by=sofia)

    loaded(measure("a", "XA"))

    assert [flag.case for flag in ListFlag.objects.all()] == [authorised]


def test_a_case_that_is_split_off_is_flagged_too(mina):
    def two(file):
        file["items"].append({**file["items"][0], "id": "2"})

    case = make_case("s17", mina, change=two)
    loaded(measure("a", "XA"))

    new = split_case(case, items={"2"}, by=mina)

    assert new.list_flags.count() == 1


def decision_page(case, sofia, as_person):
    return text_of(as_person(sofia).get(reverse("review:decide", args=[case.reference])))


def test_the_lists_are_looked_at_again_on_the_day_of_decision(mina, sofia, as_person):
    loaded(measure("b", "XA"))
    case = make_case("s17", mina)
    submission = submit(case, {"1": "refuse"}, by=mina)
    assert "nothing that concerns the States" in decision_page(case, sofia, as_person)

    loaded(measure("on state a", "XA"))

    page = decision_page(case, sofia, as_person)
    assert "The lists say something else of this case" in page
    assert "On State A" in page
    decision = decide_case(submission, lines={"1": Line("refuse", "Embargo.")}, by=sofia)
    lists = decision.snapshot["lists"]
    assert [(one["name"], one["stands"]) for one in lists["since"]] == [
        ("On State A", True),
        ("B", False),
    ]
    assert [one["name"] for one in lists["measures"]] == ["B"]
    assert [one["key"] for one in lists["used"]] == ["council"]


def test_a_letter_that_ended_since_is_told_at_the_decision(edith, mina, sofia, as_person):
    letter = a_letter(edith)
    case = case_under(letter, mina)
    submit(case, {"1": "authorise"}, by=mina)

    end_letter(letter, on=timezone.localdate() + timedelta(days=3), because="Over.", by=edith)

    assert "the letter was ended before its last day" in decision_page(case, sofia, as_person)


def test_the_page_of_a_case_asks_as_often_for_forty_changes_as_for_one(flagged, mina, as_person):
    browser, address = as_person(mina), f"/cases/{flagged.reference}/lists/"
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    for number in range(40):
        loaded(measure("on state a", "XA", text=f"Changed {number}."))
    browser.get(address)
    with CaptureQueriesContext(connection) as many:
        browser.get(address)

    assert len(few) == len(many)
