"""An incident without a view holds back an authorisation, until somebody judges it."""

import pytest

from assessments.models import Decision, Incident
from tests.builders import make_case, submit
from tests.incidents.making import judge, make_incident
from tests.wizard.pages import step

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_incident_without_a_view_holds_back_until_it_is_judged(desk, mina, sofia, li, edith):
    case = make_case("s17", mina)
    judge(make_incident(edith, actor="Border Guard"), li, "cannot_tell")
    submit(case, {"1": "authorise"}, by=mina)
    enter(desk(edith))

    supervisor = desk(sofia)
    supervisor.open(f"/cases/{case.reference}/")
    supervisor.follow("Review")
    supervisor.press("Decide, item by item")
    supervisor.reads("One thing holds back an authorisation")
    assert supervisor.page.get_by_role("radio", name="Authorise", exact=True).count() == 0

    legal = desk(li)
    legal.open(f"/cases/{case.reference}/")
    number = Incident.objects.latest("pk").pk
    legal.follow(f"Nobody has formed a view of incident {number} (Cadet school of State N).")
    legal.press("Keep this view")
    legal.reads("Give your reasons")
    legal.choose("No view formed")
    legal.write("Why?", "Nobody reached the place yet; the mission asks again in May.")
    legal.press("Keep this view")
    legal.reads("the mission asks again in May")

    supervisor.page.reload()
    assert "holds back" not in supervisor.page.inner_text("main")
    supervisor.choose("No, none that I know of")
    supervisor.choose("Authorise")
    supervisor.write("Your reasons for item 1", "The incident is looked at again in May.")
    supervisor.press("Record the decision")

    views = [one["view"]["conclusion"] for one in Decision.objects.get().snapshot["incidents"]]
    assert sorted(views) == ["cannot_tell", "none_formed"]


def enter(editor):
    """As an editor writes down what a report says."""
    editor.open("/sources/")
    editor.follow("Past incidents")
    editor.follow("Add an incident")
    editor.press("Add the incident")
    editor.write("What happened?", "Rifles were fired at a march; three people were wounded.")
    editor.write("Who did it?", "Cadet school of State N")
    editor.pick("Of which State?", "XN")
    editor.write("Where?", "The capital")
    editor.write("When, or from when?", "2025-05-08")
    editor.choose("To the day")
    editor.pick("With what?", "2.1.h")
    editor.tick("International human rights law")
    editor.write("Sources", "Ombudsman, report of 2025, paragraph 12.")
    editor.tick("Nobody who survived or witnessed this can be recognised by what is written here.")
    editor.press("Add the incident")
    editor.reads("Until somebody forms a view")


def test_an_officer_sees_them_beside_the_questions_and_leaves_one_out(desk, mina, edith, li):
    case = make_case("s04", mina)
    judge(make_incident(edith, weapon="unknown", precision="about"), li)
    make_incident(edith, actor="Border Guard", norms=("ihl", "ihrl"), forms=("SV-1",))

    officer = desk(mina)
    officer.open(step(case, "lines"))
    officer.reads("2 incidents of the recipient State or the end user; 1 without a view")
    officer.follow("Which incidents count for this case")
    officer.page.get_by_role("link", name="Leave it out").first.click()
    officer.look()
    officer.write("Why does it not concern this case?", "Another ministry, with other arms.")
    officer.press("Leave it out")
    officer.reads("Left out of this case", "Another ministry, with other arms.")
    officer.follow("Pattern of the State")
    officer.reads("Of 1 the weapon is not known.", "They are no score")
