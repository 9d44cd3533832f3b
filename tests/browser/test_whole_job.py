"""A case from the first page to the record: typed by hand, decided, downloaded and read."""

import json

import pytest
from pypdf import PdfReader

from assessments.models import Case
from tests.browser import chapters
from tests.builders import example
from tests.wizard.test_interchange import as_exchanged

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # WeasyPrint leaves the file of its colour profile to be closed by the collector of garbage.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


KEPT = {
    "Who answers for it?": "The embassy in State A",
    "What shows that it is kept?": "A report of each quarter.",
    "What follows if it is not kept?": "The second lot does not leave.",
}


def test_an_officer_assesses_a_supervisor_decides_an_auditor_reads(desk, mina, sofia, ana):
    file = example("s04")
    officer = desk(mina)
    chapters.application(officer, file)
    chapters.prohibitions(officer, file)
    chapters.diversion_and_lines(officer, file)
    chapters.engaged_line(officer, file)
    chapters.six_steps(officer, file)
    chapters.mitigation(officer, file)
    chapters.overriding(officer, file)
    recommend(officer)

    decide(desk(sofia), file)

    text = record(desk(ana), file)
    for words in (
        Case.objects.get().reference,
        "Refused",
        "M15",
        "M06",
        "Advisers may stop a strike.",
        "Nothing takes the risk away.",
        *KEPT.values(),
        "1 March 2126",
        "Before anything ships",
    ):
        assert words in text
    assert downloaded(officer) == as_exchanged(as_typed(file))


def as_typed(file):
    """The example with the reasons that the pages ask for and the example leaves out."""
    items = [{**item, "reason": chapters.CLASSIFIED} for item in file["items"]]
    forms = [{**form, "reason": chapters.GRAVITY} for form in file["gbv"]["forms"]]
    return {**file, "items": items, "gbv": {**file["gbv"], "forms": forms}}


def recommend(officer):
    officer.is_on("Check your answers")
    officer.follow("Continue to your recommendation")
    officer.choose("Authorise with measures")
    officer.write("Reasons for item 1", "The measures meet the risk.")
    officer.choose("Refuse", of="Item 2")
    officer.write("Reasons for item 2", "The risk is overriding.")
    officer.go_on()
    officer.press("Submit the case")


def decide(supervisor, file):
    supervisor.follow(file["title"])
    supervisor.press("Decide, item by item")
    supervisor.choose("No, none that I know of")
    supervisor.choose("Authorise with measures")
    supervisor.write("Your reasons for item 1", "Advisers may stop a strike.")
    supervisor.write("Your reasons for item 2", "Nothing takes the risk away.")
    keep_measures(supervisor)
    supervisor.press("Record the decision")
    supervisor.press("Make the record now")


def keep_measures(supervisor):
    """The first is due before anything ships, as it is usual; the second by a day."""
    second = "M06 Use monitoring: release records, cameras, mission data (Risk 1)"
    supervisor.choose("By a day", of=second)
    supervisor.write("By which day?", "2126-03-01", of=second)
    for label, words in KEPT.items():
        supervisor.write(label, words, of=second)


def record(auditor, file):
    """The text of the record as the auditor downloads it, spaces and line breaks made one."""
    auditor.follow(file["title"])
    with auditor.page.expect_download() as download:
        auditor.page.get_by_role("link", name="Decision record (PDF)").click()
    pages = PdfReader(download.value.path()).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def downloaded(officer):
    """The case file as the officer downloads it, what the law leaves out left out."""
    officer.open(f"/cases/{Case.objects.get().reference}/")
    officer.follow("Export case file")
    with officer.page.expect_download() as download:
        officer.page.get_by_role("link", name="Download").click()
    return as_exchanged(json.loads(download.value.path().read_text()))
