"""Two cases under one letter of exemption cannot exceed it; a changed embargo is told at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Decision, ExemptionLetter
from tests.builders import make_case, submit
from tests.lists.letters import END_USER, case_under
from tests.lists.made import loaded, measure

pytestmark = pytest.mark.django_db(transaction=True)
TELLING = "What the lists say of this case"


def ready_to_authorise(supervisor, case):
    supervisor.open(f"/review/{case.reference}/decide/")
    supervisor.choose("No, none that I know of")
    supervisor.choose("Authorise")
    supervisor.write("Your reasons for item 1", "Within the letter of the committee.")


def test_two_cases_under_one_letter_cannot_exceed_it(desk, edith, mina, sofia, simon):
    editor = desk(edith)
    editor.open("/letters/")
    editor.follow("Record a letter")
    editor.pick("What does it exempt from?", "6.1")
    editor.write("Who issued it?", "Committee of resolution 9002")
    editor.write("Reference of the letter", "Letter 14")
    editor.write("End user named in it", END_USER)
    last_day = timezone.localdate() + timedelta(days=30)
    editor.page.locator("#id_valid_until").fill(f"{last_day}")
    editor.write("Kind of item", "Rifles", of="Line 1")
    editor.write("Quantity", "80", of="Line 1")
    editor.write("Unit", "pieces", of="Line 1")
    editor.press("Record the letter")
    editor.is_on("Letter 14")
    letter = ExemptionLetter.objects.get()
    first, second, third = (case_under(letter, mina) for _one in range(3))
    for case in (first, second):
        submit(case, {"1": "authorise"}, by=mina)

    supervisor, another = desk(sofia), desk(simon)
    ready_to_authorise(supervisor, first)
    ready_to_authorise(another, second)

    supervisor.press("Record the decision")
    another.press("Record the decision")

    another.reads("“authorise” is not offered here.")
    editor.open(f"/letters/{letter.pk}/")
    editor.reads("30")
    assert Decision.objects.get().case == first
    officer = desk(mina)
    officer.open(f"/cases/{third.reference}/rows/quantity-6-1/")
    assert "Rifles: 30 pieces left" in officer.page.content()
    officer.open(f"/cases/{third.reference}/")
    officer.reads("Prohibited")


def test_a_changed_embargo_waits_in_the_work_of_the_officer_until_it_is_looked_at(desk, mina):
    case = make_case("s17", mina)
    loaded(measure("on state a", "XA", citation="Resolution 9002", text="The whole territory."))
    officer = desk(mina)

    officer.open("/cases/")
    officer.reads("A list has changed for these cases.")
    officer.page.get_by_role("main").get_by_role("link", name=case.reference).first.click()
    officer.is_on(TELLING)
    officer.look()
    officer.write("What does the change mean for this case?", "The army is left out.")
    officer.press("I have looked at it")

    officer.reads("What you found is recorded.", "The army is left out.")
    officer.open(f"/cases/{case.reference}/assess/6-1/")
    officer.reads("Resolution 9002", "as of 10 January 2026.")
