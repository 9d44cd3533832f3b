"""A request for information stops the clock of its case in a browser; its answer starts it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Case
from tests.builders import make_case
from tests.requests.asking import sent

pytestmark = pytest.mark.django_db(transaction=True)


def ago(days):
    return f"{timezone.localdate() - timedelta(days=days)}"


def test_a_request_for_information_stops_the_clock_and_its_answer_starts_it_again(desk, mina):
    case = make_case("s04", mina)
    Case.objects.update(opened_at=timezone.now() - timedelta(days=30))
    officer = desk(mina)
    officer.open(f"/cases/{case.reference}/")
    officer.reads("30 days")

    asks(officer)
    officer.follow("Record that the request was sent")
    officer.write("On which day?", ago(9))
    officer.press("Record it")
    officer.reads("Sent, no answer yet", "Who runs the shelters?")
    officer.follow("Page to print")
    officer.reads("Embassy in Xandria", "Who runs the shelters?")
    officer.open(f"/cases/{case.reference}/")
    officer.reads("21 days", "Clock stopped since", "for 9 days")

    officer.open(f"/cases/{case.reference}/assess/7-4-1/")
    officer.reads("Asked about this part", "Embassy in Xandria")
    officer.open("/")
    officer.reads("One request for information is out.", "for 9 days")
    officer.follow("Requests out")
    officer.follow("Embassy in Xandria")
    officer.follow("Record the answer")
    officer.write("On which day?", ago(2))
    officer.choose("In part")
    officer.write("What did it say?", "Two of the questions.")
    officer.press("Record it")
    officer.reads("Answered: In part", "Two of the questions.")
    officer.open(f"/cases/{case.reference}/")
    officer.reads("23 days", "Stopped for 7 days")


def asks(officer):
    officer.follow("Ask for information")
    officer.choose("A mission of this State abroad")
    officer.write("Name of the addressee", "Embassy in Xandria")
    officer.tick("7(4), step 1 Forms of violence found")
    officer.write("How will it be sent?", "Diplomatic note")
    officer.pick("Classification", "Restricted")
    officer.press("Write the request")
    officer.write("Questions on: 7(4), step 1 Forms of violence found", "Who runs the shelters?")
    officer.press("Keep the draft")


def test_an_answer_that_does_not_come_is_closed_as_asked_and_not_answered(desk, mina):
    case = make_case("s04", mina)
    Case.objects.update(opened_at=timezone.now() - timedelta(days=30))
    case.refresh_from_db()
    day = timezone.localdate() - timedelta(days=9)
    sent(case, by=mina, on=day, due_on=day + timedelta(days=3), places=("6.1",))
    officer = desk(mina)

    officer.open("/")
    officer.reads("The answer to one is overdue")
    officer.follow("Requests out")
    officer.reads("Overdue")
    officer.follow("Embassy in Xandria")
    officer.follow("Close the request as not answered")
    officer.press("Record it")
    officer.reads("Asked, not answered")
    officer.open(f"/cases/{case.reference}/assess/6-1/")
    officer.reads("Asked, not answered", "It never shows that there is no risk.")
    offered = officer.page.locator("datalist option[value^='Asked, not answered']")
    assert "/ 1 to Embassy in Xandria" in offered.get_attribute("value")
