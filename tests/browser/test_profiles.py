"""In browsers: a profile is published and adopted, the case differs, a newer version flags it."""

import pytest

from assessments.models import Adoption, Profile
from tests.builders import make_case
from tests.profiles.builders import profile_of, published

pytestmark = pytest.mark.django_db(transaction=True)


def without_six_steps(file):
    file["gbv"] = {}
    file["risks"] = [risk for risk in file["risks"] if not risk["gbv"]]


def test_a_case_adopts_a_profile_differs_from_it_and_is_flagged_by_a_newer_one(desk, mina, edith):
    published(profile_of("XA", edith), edith)
    case = make_case("s04", mina, change=without_six_steps)
    officer, editor = desk(mina), desk(edith)

    adopts(officer, case)
    differs(officer)
    publishes_another(editor)

    officer.open(f"/cases/{case.reference}/")
    officer.reads("version 2 of", "this case rests on version 1.")
    officer.follow("Look at it and say what it means for this case")
    officer.reads("Adopted with these differences", "Third Brigade, two battalions")
    officer.follow("See what it changes, and say what it means for this case")
    officer.is_on("Look at version 2")
    officer.reads("The brigade was sent elsewhere.")
    officer.write("What does it mean for this case?", "No difference: the items stay in the port.")
    officer.press("Keep the note, end the flag")
    officer.reads("Your note is kept. The flag is gone.", "No difference: the items stay")
    assert not Adoption.objects.outdated().exists()


def adopts(officer, case):
    """From the page of step 1, after reading it."""
    officer.open(f"/cases/{case.reference}/assess/7-4-1/")
    officer.reads("Profiles for steps 1 to 3")
    officer.page.get_by_role("link", name="Adopt version 1").click()
    officer.is_on("Adopt version 1")
    officer.follow("Read it first")
    officer.is_on("State A (fictional)")
    officer.page.go_back()
    officer.press("Adopt version 1")
    officer.reads("Version 1 is adopted.", "Taken over from version 1 of a profile.")


def differs(officer):
    """One field is changed, the rest confirmed as it is."""
    officer.go_on()
    officer.page.goto(officer.page.url.partition("/assess/")[0] + "/rows/form/")
    officer.write("Perpetrators", "Third Brigade, two battalions", of="SV-1 Rape")
    officer.go_on()
    officer.page.goto(officer.page.url.partition("/assess/")[0] + "/profiles/")
    officer.look()
    officer.reads("Third Brigade, two battalions", "2 answers of steps 1 to 3 still wait")


def publishes_another(editor):
    """The editor begins from what is out, changes a part and says why."""
    editor.open("/profiles/")
    editor.follow("State A (fictional)")
    editor.press("Begin the next version")
    editor.page.get_by_role("link", name="Change What the State and the end user do").click()
    editor.choose("In part")
    editor.write("Reasons", "Two officers were tried.")
    editor.write("Sources", "Court statistics of May.")
    editor.press("Save it in the draft")
    editor.reads("What this version changes", "Two officers were tried.")
    editor.follow("Publish it")
    editor.write("What is new in this version, and why?", "The brigade was sent elsewhere.")
    editor.write("When is it looked at again?", "2099-01-01")
    editor.press("Publish it")
    editor.reads("The version is published.")
    assert Profile.objects.get().versions.count() == 2
