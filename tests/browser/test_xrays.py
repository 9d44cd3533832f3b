"""A question of the checks is shown on review, made a comment, and gone once the officer mends."""

import pytest
from playwright.sync_api import expect

from tests.builders import make_case, submit

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = "The reasons speak of “jobs”. Is this a ground of the answer?"
REFUSED = {"1": "refuse", "2": "refuse"}


def jobs(file):
    file["risks"][0]["overriding"]["reason"] = "Refusal would cost jobs."
    file["risks"][2]["line"] = "7.1.b.ii"


def test_a_question_becomes_a_comment_and_is_gone_once_the_officer_has_mended(desk, mina, sofia):
    case = make_case("s04", mina, change=jobs)
    submit(case, REFUSED, by=mina)
    supervisor, officer = desk(sofia), desk(mina)

    supervisor.follow(case.title)
    supervisor.reads("Reasons that speak of an economic interest", QUESTION)
    supervisor.press("Make it a comment on “Reasons that speak of an economic interest”")
    supervisor.press("Return it to the officer")
    supervisor.write("What is to be mended?", "One reason.")
    supervisor.press("Return it")

    officer.follow(case.title)
    officer.reads(QUESTION)
    officer.follow("Answer the comment")
    officer.reads(f"Overriding risk: Risk 1. {QUESTION}")
    officer.write("What did you do about it?", "Struck out: it was no ground.")
    officer.press("Keep the answers")
    mends(officer)

    supervisor.open(f"/review/{case.reference}/")
    supervisor.reads("Struck out: it was no ground.")
    expect(supervisor.page.get_by_text("speak of an economic interest")).to_have_count(0)


def mends(officer):
    """From the question to the answer, and on to the next submission."""
    checks = officer.page.get_by_role("region", name="Checks across answers and cases")
    with officer.page.expect_navigation():
        checks.get_by_role("link", name="Overriding risk: Risk 1").first.click()
    officer.write("Reasons", "Custody is verified on site.", of="Risk 1")
    officer.go_on()
    officer.follow("All parts of this case")
    expect(officer.page.get_by_text("speak of an economic interest")).to_have_count(0)
    officer.follow("Recommendation, item by item")
    officer.go_on()
    officer.press("Submit the case")
