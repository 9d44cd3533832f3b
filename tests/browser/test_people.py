"""Two administrators and the people they look after, in browsers of their own."""

import pytest

from assessments.models import User
from tests.people import made

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_role_is_proposed_confirmed_and_the_person_signs_in_anew(desk, mina, adam, amina):
    officer, proposer, other = desk(mina), desk(adam), desk(amina)

    proposer.is_on("People")
    proposer.follow("Mina")
    proposer.follow("Change the roles")
    proposer.tick("supervisor")
    proposer.press("Propose it")
    proposer.reads("Give the reason. The trail keeps it.")
    proposer.write("Why?", "She decides the cases of the south from June.")
    proposer.write("Why does one person hold several roles?", "We are few.")
    proposer.press("Propose it")
    proposer.reads("Another administrator has to confirm it.", "You proposed it")

    other.open("/people/")
    other.reads("She decides the cases of the south from June.")
    other.press("Confirm Mina")
    other.reads("One person holds several roles here:", "We are few.")

    officer.open("/cases/")
    officer.is_on("Sign in")
    officer.sign_in(mina)
    officer.page.get_by_role("link", name="To review").wait_for()


def test_a_person_is_added_moved_stood_in_for_and_deactivated(desk, omar, adam, amina):
    office = desk(adam)
    office.follow("Units")
    office.write("Name of the unit", "North")
    office.press("Add the unit")
    office.follow("Rename North")
    office.write("Name of the unit", "North and West")
    office.press("Rename it")
    office.follow("People")

    office.follow("Add a person")
    office.write("User name", "nora")
    office.write("Name", "Nora")
    office.pick("Unit", "North and West")
    office.tick("officer")
    office.write("Why these roles?", "She joins the north.")
    office.press("Add the person")
    office.reads("It is shown this once and kept nowhere.")
    colleague = desk(amina)
    colleague.press("Confirm Nora")

    office.follow("Go on to Nora")
    office.follow("Name a substitute")
    office.pick("In which role?", "officer")
    office.pick("Who stands in?", "Omar (officer)")
    office.write("First day", "2099-06-01")
    office.write("Last day", "2099-06-30")
    office.write("Why?", "Leave.")
    office.press("Name the substitute")
    office.reads("Omar stands in for Nora as officer")
    office.press("End it now Omar")

    office.follow("Change the unit")
    office.pick("Unit", "None: the whole authority")
    office.write("Why does the person change the unit?", "She trains everybody.")
    office.press("Change it")
    office.follow("Deactivate")
    office.write("Why is the person deactivated?", "She left.")
    office.press("Deactivate")
    office.reads("Nora is deactivated, and signed out everywhere.", "She left.")
    assert not User.objects.get(username="nora").is_active


def test_one_administrator_alone_is_reviewed_by_the_second(desk, mina, adam):
    alone = desk(adam)
    alone.follow("Mina")
    alone.follow("Change the roles")
    alone.reads("You are the only administrator, so this has effect at once.")
    alone.tick("administrator")
    alone.write("Why?", "The second administrator.")
    alone.write("Why does one person hold several roles?", "We are two.")
    alone.press("Change them")

    third = desk(made("ada", "administrator"))
    third.follow("Review it Mina")
    third.write("What do you find?", "In order.")
    third.press("Record the review")
    third.reads("Your review is recorded.")
