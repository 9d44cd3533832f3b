"""One source is cited in two cases; a stale one holds back an authorisation until it is renewed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Decision, SourceRevision
from tests.builders import make_case, submit
from tests.evidence.sources import stale
from tests.wizard.pages import step

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "Panel of Experts, second report"


def test_one_source_is_cited_in_two_cases(desk, mina, omar):
    first, second = make_case("s04", mina), make_case("s17", omar)
    officer = desk(mina)
    enter(officer, first)
    officer.follow("Put it into the register")
    grade(officer)
    officer.pick("Does it support the finding?", "Speaks against the finding")
    officer.tick("6(3) Knowledge of atrocity crimes")
    officer.go_on()
    cite(officer, first)

    other = desk(omar)
    other.open(step(second, "parties"))
    other.follow("Take a source from the register")
    other.write("Search by title or publisher", "panel second")
    other.press("Show")
    other.press(f"Take it {TITLE}")
    other.reads("From the register", TITLE, "B – Usually reliable", "6 – Truth cannot be judged")
    other.pick("Does it support the finding?", "Speaks against the finding")
    other.tick("6(3) Knowledge of atrocity crimes")
    other.go_on()
    cite(other, second)

    (source,) = SourceRevision.objects.all()
    kept = Answer.objects.filter(step="evidence").values_list("content", flat=True)
    assert [one["source"] for one in kept] == [source.source_id] * 2
    officer.open(reverse("evidence:source", args=[source.source_id]))
    officer.reads("Your cases that use it", first.reference)
    assert second.reference not in officer.page.inner_text("main")
    officer.follow("Revise it")
    officer.write("Publisher or author", "Panel of Experts")
    officer.write("What changed, and why?", "The publisher was missing.")
    officer.press("Save the new revision")
    officer.reads("Revision 2", "The publisher was missing.")
    officer.follow("Evidence")
    officer.tick("Only those whose check is overdue")
    officer.press("Show")
    officer.reads("No source of the register fits.")


def enter(officer, case):
    officer.open(step(case, "parties"))
    officer.follow("Enter a source")
    officer.write("Title", TITLE)
    officer.pick("Class of the source", "United Nations")
    officer.go_on()
    officer.follow(TITLE)


def grade(officer):
    officer.press("Put it into the register")
    officer.reads("Choose one.")
    officer.pick("Reliability of the source", "B – Usually reliable")
    officer.pick("Credibility of the information", "6 – Truth cannot be judged")
    officer.pick("How near was the source?", "Sums up many sources")
    officer.pick("Classification", "Public")
    officer.write("Checked on", f"{timezone.localdate()}")
    officer.page.get_by_label("Put a file with it").set_input_files(
        {"name": "report.txt", "mimeType": "text/plain", "buffer": b"As published."}
    )
    officer.press("Put it into the register")


def cite(officer, case):
    """The page of a conclusion asks for it until it is cited."""
    officer.open(step(case, "6-3"))
    officer.reads("Nothing cited here speaks against this conclusion.")
    officer.reads(f"Speaks against it and is not cited: {TITLE}.")
    officer.page.locator("summary", has_text="Cite a source, a file or an earlier reason").click()
    officer.tick(TITLE)
    officer.go_on()
    officer.open(step(case, "6-3"))
    assert "Nothing cited here" not in officer.page.inner_text("main")


def test_a_stale_source_holds_back_an_authorisation_and_is_renewed(desk, mina, sofia):
    case, source = make_case("s17", mina), stale(mina, title=TITLE)
    officer = desk(mina)
    officer.open(step(case, "parties"))
    officer.follow("Take a source from the register")
    officer.press(f"Take it {TITLE}")
    officer.tick("It is decisive")
    officer.go_on()
    officer.reads("Decisive", "Overdue")
    submit(case, {"1": "authorise"}, by=mina)

    supervisor = desk(sofia)
    supervisor.open(f"/cases/{case.reference}/")
    supervisor.follow("Review")
    supervisor.press("Decide, item by item")
    supervisor.reads("is decisive and its check was due on")
    assert supervisor.page.get_by_role("radio", name="Authorise", exact=True).count() == 0

    officer.open(f"/cases/{case.reference}/")
    officer.page.locator("#bars a").click()
    officer.is_on(TITLE)
    officer.follow("Confirm that it still holds")
    officer.press("It still holds")
    officer.reads("Say how it was checked.")
    officer.write("How was it checked, and why does it still hold?", "The panel was asked.")
    officer.press("It still holds")
    officer.reads("It is recorded that the source still holds.", "Revision 2")

    supervisor.page.reload()
    assert "holds back" not in supervisor.page.inner_text("main")
    supervisor.choose("No, none that I know of")
    supervisor.choose("Authorise")
    supervisor.write("Your reasons for item 1", "The source was checked today.")
    supervisor.press("Record the decision")

    (frozen,) = Decision.objects.get().snapshot["evidence"]
    assert (frozen["digest"], frozen["stale"]) == (source.digest, False)
    assert frozen["checked_on"] == f"{timezone.localdate()}"
