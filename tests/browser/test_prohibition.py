"""What Article 6 prohibits, from the first page to the decision: nothing else can be chosen."""

import pytest

from assessments.models import Case
from tests.browser import chapters
from tests.builders import example

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # WeasyPrint leaves the file of its colour profile to be closed by the collector of garbage.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_after_a_prohibition_the_answers_are_checked_and_nothing_else_can_be_decided(
    desk, mina, sofia
):
    file = example("s04")
    officer = desk(mina)
    chapters.application(officer, file)
    officer.is_on("Security Council measures")
    officer.choose("A measure applies and prohibits it")
    officer.write("Reasons", "Resolution 9999, paragraph 7.")
    officer.go_on()

    officer.is_on("Check your answers")
    officer.reads("6(1)")
    officer.follow("Continue to your recommendation")
    for item in ("1", "2"):
        officer.write(f"Reasons for item {item}", "Article 6(1) leaves nothing else.")
    officer.go_on()
    officer.press("Submit the case")

    supervisor = desk(sofia)
    supervisor.follow(file["title"])
    supervisor.press("Decide, item by item")
    assert supervisor.page.get_by_role("radio", name="Authorise").count() == 0
    supervisor.choose("No, none that I know of")
    for item in ("1", "2"):
        supervisor.write(f"Your reasons for item {item}", "The measure stands.")
    supervisor.press("Record the decision")

    assert set(Case.objects.get().decision.lines.values_list("outcome", flat=True)) == {
        "prohibited"
    }
