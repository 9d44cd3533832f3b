"""A case is returned and mended in browsers; the sign-off given before counts no longer."""

import pytest

from assessments.models import Case
from tests.builders import make_case, submit

pytestmark = pytest.mark.django_db(transaction=True)

REFUSED = {"1": "refuse", "2": "refuse"}


def indications(file):
    file["article_6"]["6.3"]["answer"] = "indications"


def test_what_is_returned_is_mended_and_the_sign_off_given_before_is_void(desk, mina, li, sofia):
    case = make_case("s04", mina, change=indications)
    submit(case, REFUSED, by=mina)
    adviser, supervisor, officer = desk(li), desk(sofia), desk(mina)
    signs_off(adviser, case)

    supervisor.follow(case.title)
    supervisor.choose("To be mended", of="Your verdict on “Prohibitions”")
    supervisor.write("What is to be mended?", "Who speaks of crimes?", of="Prohibitions")
    supervisor.press("Return it to the officer")
    supervisor.write("What is to be mended?", "One source is missing.")
    supervisor.press("Return it")

    officer.follow(case.title)
    officer.reads("One source is missing.", "One still waits for an answer.")
    mends(officer)

    supervisor.open(f"/review/{case.reference}/")
    supervisor.reads(
        "It was given to an earlier submission.",
        "The mission of the United Nations, report of May.",
        "Named in the reasons.",
    )
    adviser.open(f"/review/{case.reference}/")
    signs_off(adviser, case)
    assert [one.sign_offs.count() for one in Case.objects.get().submissions.all()] == [1, 1]


def signs_off(adviser, case):
    adviser.open(f"/review/{case.reference}/sign-off/legal/")
    adviser.choose("No, none that I know of")
    adviser.write("Your reasons", "Below knowledge: agreed.")
    adviser.press("Sign off")
    adviser.reads("Your sign-off is recorded, bound to this submission.")


def mends(officer):
    officer.follow("Answer the comment")
    officer.write("What did you do about it?", "Named in the reasons.")
    officer.press("Keep the answers")
    officer.follow("Knowledge of atrocity crimes")
    officer.write("Reasons", "The mission of the United Nations, report of May.")
    officer.go_on()
    officer.follow("All parts of this case")
    officer.follow("Recommendation, item by item")
    officer.go_on()
    officer.press("Submit the case")
