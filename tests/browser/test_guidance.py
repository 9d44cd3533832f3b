"""The guidance in a browser: prompts ticked, a term found, an example read, a note published."""

import pytest
from playwright.sync_api import expect

from assessments.models import Considered
from tests.builders import make_case, submit
from tests.people import PASSWORD
from tests.wizard.pages import step

pytestmark = pytest.mark.django_db(transaction=True)

PROMPT = "Which measures are in force today for this territory, this end user, these goods?"
OTHER = "Is anybody listed: end user, consignee, broker, carrier, owner, vessel?"
RECOMMENDED = {"1": "authorise_with_measures", "2": "refuse"}


def test_ticked_prompts_and_their_remark_stay_and_the_reviewer_sees_them(desk, mina, sofia):
    case = make_case("s04", mina)
    officer = desk(mina)
    officer.open(step(case, "6-1"))
    page = officer.page

    page.get_by_label(PROMPT, exact=True).check()
    page.get_by_label(OTHER, exact=True).check()
    page.locator("li", has_text=PROMPT).locator("summary").click()
    page.get_by_label(f"Remark on: {PROMPT}").fill("List of 1 November; nobody found.")
    officer.press("Save and exit")
    officer.open(step(case, "6-1"))

    expect(page.get_by_label(PROMPT, exact=True)).to_be_checked()
    expect(page.get_by_label(f"Remark on: {PROMPT}")).to_have_value(
        "List of 1 November; nobody found."
    )
    assert not any(sign in page.inner_text("main") for sign in ("%", "2 of 8"))
    submit(case, RECOMMENDED, by=mina)
    supervisor = desk(sofia)
    supervisor.open(f"/review/{case.reference}/")
    supervisor.reads("Considered", PROMPT, OTHER, "List of 1 November; nobody found.")


def test_a_tick_is_kept_by_itself_while_one_goes_on_reading(desk, mina):
    case = make_case("s04", mina)
    officer = desk(mina)
    officer.open(step(case, "6-1"))

    with officer.page.expect_response(lambda answer: answer.request.method == "POST"):
        officer.page.get_by_label(OTHER, exact=True).check()

    assert Considered.objects.get().is_ticked


def test_they_are_kept_without_javascript_with_what_was_typed_in_the_step(
    browser, live_server, mina
):
    case = make_case("s04", mina)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label("User name").fill(mina.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{live_server.url}{step(case, '6-1')}")

    page.get_by_label(PROMPT, exact=True).check()
    page.get_by_label("Reasons").fill("The list of 1 November was read.")
    page.get_by_role("button", name="Continue", exact=True).click()

    assert Considered.objects.get().is_ticked
    assert case.answers.get(step="6-1").content["reason"] == "The list of 1 November was read."
    context.close()


def test_a_term_is_found_and_explained_in_six_languages(desk, mina):
    reader = desk(mina)
    reader.open("/guidance/")

    reader.page.get_by_label("Search the guidance: a term").fill("risque prepond")
    reader.press("Search")
    reader.follow("overriding risk")

    reader.reads("Glossary", "risque prépondérant", "riesgo manifiesto", "高于一切的风险")


def test_an_example_is_read_from_the_application_to_the_ruling(desk, mina):
    reader = desk(mina)
    reader.open("/")
    reader.follow("Read a worked example first")
    reader.follow("Armoured vehicles for a gendarmerie: refused")

    for part in ("Scope and prohibitions", "Diversion", "The five lines", "The six steps"):
        reader.follow("Read on")
        reader.reads(part)
    reader.follow("Read on")
    reader.follow("Read on")

    reader.reads("Ruling and decision", "Refused", "Rules that fired", "What this case teaches")


def test_a_note_is_written_by_one_editor_and_published_by_another_person(desk, edith, amina, mina):
    case = make_case("s04", mina)
    writer = desk(edith)
    writer.open("/sources/")
    writer.follow("Notes and questions of this authority")
    writer.follow("Write a note or question")
    writer.pick("Beside which question?", "6.1")
    writer.choose("Note", of="What is it?")
    writer.write("What it says", "The committee answers within ten days.")
    writer.write("What it rests on", "Circular 4/2026")
    writer.press("Hand over for publication")
    writer.reads("Waits to be published", "You wrote it. Another register editor")

    publisher = desk(amina)
    publisher.open("/guidance/own/")
    publisher.press("Publish")
    publisher.reads("In force")

    officer = desk(mina)
    officer.open(step(case, "6-1"))
    officer.reads("This authority’s own", "The committee answers within ten days.", "Circular 4")
