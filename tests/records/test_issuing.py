"""The record is made once, served as it is, and its making may fail without harm."""

import hashlib
import json
import re
import sys
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from assessments.audit.trail import position
from assessments.models import Case, Decision, Entry, Record
from assessments.records import issuing
from assessments.records.document import record_html
from assessments.records.engine import LibrariesMissing
from assessments.records.issuing import NoRecordYet, issue_record
from assessments.review.deciding import Line
from assessments.review.returning import return_case
from assessments.wizard.route import Route
from assessments.wizard.snapshot import copy_of
from tests.builders import decide_case, make_case, submit, typed_measures

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
LINES = {item: Line(outcome, "R") for item, outcome in PARTIAL.items()}
# WeasyPrint leaves the file of its colour profile to be closed by the collector of garbage.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def decided(mina, sofia):
    case = make_case("s04", mina)
    decide_case(submit(case, PARTIAL, by=mina), lines=LINES, by=sofia)
    case.refresh_from_db()
    return case


def test_a_record_is_made_once_and_closes_the_case(decided, sofia):
    first = issue_record(decided, by=sofia)

    again = issue_record(decided, by=sofia)

    assert first == again
    assert hashlib.sha256(bytes(first.body)).hexdigest() == first.digest
    decided.refresh_from_db()
    assert decided.status == "closed"
    entry = Entry.objects.get(action="closed")
    assert first.digest in entry.facts.body


def test_there_is_no_record_before_the_decision(mina, sofia):
    case = make_case("s04", mina)
    submit(case, PARTIAL, by=mina)

    with pytest.raises(NoRecordYet):
        issue_record(case, by=sofia)


def test_every_pdf_prints_where_the_ledger_stood(decided, mina):
    draft, submitted = make_case("s04", mina), make_case("s04", mina)
    submit(submitted, PARTIAL, by=mina)
    made = {
        "record": (decided.decision.snapshot, False),
        "draft": (copy_of(Route(draft)), True),
        "copy of what was submitted": (copy_of(Route(submitted)), True),
    }
    seq, hashed = position()

    for what, (snapshot, is_draft) in made.items():
        page = record_html(snapshot, draft=is_draft)
        assert snapshot["ledger"] == {"seq": seq, "hash": hashed}, what
        assert hashed in page, what
        assert "Ledger position" in page, what
        assert page.count(f"Ledger {seq}") >= 2, f"{what}: on the first page and in the foot"


@pytest.fixture
def broken(monkeypatch):
    """The libraries of the system that draw letters are gone."""

    monkeypatch.setitem(sys.modules, "weasyprint", None)


def test_where_the_record_cannot_be_made_the_decision_stands_and_says_so(
    mina, sofia, broken, as_person, caplog
):
    case = make_case("s04", mina)
    submission = submit(case, PARTIAL, by=mina)
    fields = {"submission": submission.digest, "interest": "none", **typed_measures(submission)}
    for item, line in LINES.items():
        fields |= {f"outcome-{item}": line.outcome, f"reasons-{item}": line.reasons}

    browser = as_person(sofia)
    page = browser.post(reverse("review:decide", args=[case.reference]), fields, follow=True)
    again = browser.post(reverse("records:issue", args=[case.reference]), follow=True)

    assert "Its record is being made" in page.content.decode()
    assert "The libraries that make PDFs are missing" in again.content.decode()
    assert Case.objects.get().status == "decided"
    assert Decision.objects.count() == 1
    assert not Record.objects.exists()
    assert "could not be made" in caplog.text
    missing = browser.get(reverse("records:record", args=[case.reference]))
    assert missing.status_code == 409


def test_a_record_that_failed_is_made_later(decided, sofia, broken, monkeypatch, as_person):
    with pytest.raises(LibrariesMissing):
        issue_record(decided, by=sofia)
    monkeypatch.undo()

    as_person(sofia).post(reverse("records:issue", args=[decided.reference]))

    assert Record.objects.get().made_by == sofia
    assert Case.objects.get().status == "closed"


def work():
    """The worker, until nothing waits: as `manage.py procrastinate worker` in a process."""
    connector = app.connector.get_worker_connector()
    with app.replace_connector(connector) as its_own:
        its_own.run_worker(
            queues=["records"], wait=False, listen_notify=False, install_signal_handlers=False
        )


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_the_record_and_tries_again_after_a_failure(
    decided, sofia, monkeypatch, as_person
):
    def full(*args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(issuing, "seal", full)
        work()
    assert not Record.objects.exists()
    page = as_person(sofia).get(reverse("wizard:case", args=[decided.reference]))
    assert "Making its record failed once so far" in page.content.decode()

    retry_at_once()
    work()

    made = Record.objects.get()
    assert made.made_by == sofia
    work()
    assert Record.objects.get().digest == made.digest


def retry_at_once():
    """As if the time until the next try had passed."""
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = now()")


def test_a_decision_that_is_rolled_back_leaves_no_job(mina, sofia):
    case = make_case("s04", mina)
    submission = submit(case, PARTIAL, by=mina)

    with transaction.atomic():
        decide_case(submission, lines=LINES, by=sofia)
        assert ProcrastinateJob.objects.count() == 1
        transaction.set_rollback(True)

    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_record_at_once_get_the_same(decided, sofia, simon):
    made = []

    def make(person):
        try:
            made.append(issue_record(decided, by=person).digest)
        finally:
            connection.close()

    both = [threading.Thread(target=make, args=[person]) for person in (sofia, simon)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert len(made) == 2
    assert len(set(made)) == 1
    assert Entry.objects.filter(action="closed").count() == 1


def text_of(body):
    from io import BytesIO

    from pypdf import PdfReader

    pages = (page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


@pytest.mark.parametrize("who", ["mina", "sofia"])
def test_officer_and_supervisor_take_a_copy_marked_draft_before_the_decision(
    who, mina, sofia, request, as_person
):
    case = make_case("s04", mina)
    submit(case, PARTIAL, by=mina)

    browser = as_person(request.getfixturevalue(who))
    response = browser.get(reverse("records:draft", args=[case.reference]))

    assert "DRAFT" in text_of(response.content)
    assert "DRAFT" in response["Content-Disposition"]
    assert not Record.objects.exists()


@pytest.mark.parametrize("who", ["li", "helen", "ana", "omar", "adam"])
def test_nobody_else_takes_a_copy(who, mina, request, as_person):
    case = make_case("s04", mina)
    submit(case, PARTIAL, by=mina)

    browser = as_person(request.getfixturevalue(who))

    assert browser.get(reverse("records:draft", args=[case.reference])).status_code == 404


def test_a_copy_of_an_unfinished_or_a_returned_case_can_be_taken(mina, sofia, as_person):
    fresh = make_case("s04", mina, confirmed=False)
    fresh.answers.filter(step__in=("application", "item")).update(is_confirmed=True)
    returned = make_case("s04", mina)
    return_case(submit(returned, PARTIAL, by=mina), reasons="Say more.", by=sofia)

    for case in (fresh, returned):
        response = as_person(mina).get(reverse("records:draft", args=[case.reference]))
        assert "DRAFT" in text_of(response.content)


def test_of_a_case_without_items_there_is_nothing_to_print(mina, as_person):
    as_person(mina).post(reverse("cases:open"), {"interest": "none"})

    page = as_person(mina).get(reverse("records:draft", args=[Case.objects.get().reference]))

    assert page.status_code == 409
    assert "nothing to print" in page.content.decode()


def test_the_command_writes_the_record_and_makes_it_if_need_be(decided, tmp_path, capsys):
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"

    call_command("issue_record", decided.reference, "--output", str(first))
    call_command("issue_record", decided.reference, "--output", str(second))

    assert first.read_bytes() == second.read_bytes()
    assert hashlib.sha256(first.read_bytes()).hexdigest() in capsys.readouterr().out
    assert Record.objects.get().made_by is None


@pytest.mark.parametrize(
    ("reference", "sentence"), [("2026-99999", "no case 2026-99999"), ("", "not decided yet")]
)
def test_the_command_says_what_it_cannot_do(reference, sentence, mina, tmp_path):
    case = make_case("s04", mina)
    output = tmp_path / "record.pdf"

    with pytest.raises(CommandError, match=sentence):
        call_command("issue_record", reference or case.reference, "--output", str(output))

    assert not output.exists()


def test_the_command_says_where_it_cannot_write(decided, sofia):
    with pytest.raises(
        CommandError, match=r"is made and kept .* written to /nowhere/record.pdf: No such file"
    ):
        call_command("issue_record", decided.reference, "--output", "/nowhere/record.pdf")

    assert Record.objects.count() == 1


def test_cases_are_listed_as_json_lines(decided, mina, capsys):
    draft = make_case("s17", mina, change=lambda file: file.update(title="Винтовки\u2028“x”"))

    call_command("list_cases")
    every = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    call_command("list_cases", "--status", "draft")
    drafts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [one["reference"] for one in every] == [decided.reference, draft.reference]
    assert drafts == [
        {"reference": draft.reference, "status": "draft", "title": "Винтовки\u2028“x”"}
    ]


def test_an_unknown_status_is_refused_with_those_there_are():
    with pytest.raises(CommandError, match="invalid choice: 'lost'.*returned"):
        call_command("list_cases", "--status", "lost")
