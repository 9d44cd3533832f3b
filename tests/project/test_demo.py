"""The demonstration: people who can sign in, cases in every state, each made by the real acts."""

import json
import sys

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from assessments.audit.trail import entries_of
from assessments.evidence.bars import bars as stale
from assessments.incidents.bars import bars
from assessments.management.commands import load_demo
from assessments.management.commands.load_demo import FOLDER
from assessments.models import (
    Answer,
    Case,
    Entry,
    InformationRequest,
    Profile,
    Record,
    Role,
    SourceRevision,
    Status,
    User,
)
from assessments.profiles.of_case import adopted, differences
from assessments.wizard.progress import first_open
from assessments.wizard.route import Route

pytestmark = [
    pytest.mark.django_db,  # for all: without a mark no test database would be made
    # WeasyPrint 70 leaves the file of its colour profile to be closed by Python.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]

PEOPLE = json.loads((FOLDER / "people.json").read_text())


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Loaded once for all tests here; gone when they are done."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def story(demonstration):
    """`story("01")` is the case made of the story of that number."""
    return lambda number: Case.objects.get(imported__reference=f"DEMO-{number}")


def test_there_is_a_case_in_every_state(demonstration):
    assert set(Case.objects.values_list("status", flat=True)) == set(Status.values)


def test_there_is_somebody_in_every_role_and_two_administrators(demonstration):
    roles = [role for user in User.objects.all() for role in user.roles]

    assert set(roles) == set(Role.values)
    assert roles.count(Role.ADMINISTRATOR) == 2


def test_everybody_signs_in_with_the_one_password(demonstration):
    validate_password(PEOPLE["password"])

    for person in PEOPLE["people"]:
        user = authenticate(username=person["username"], password=PEOPLE["password"])
        assert user.is_demonstration


def test_two_decisions_have_their_records(demonstration):
    records = Record.objects.select_related("decision__case")

    assert {record.decision.case.status for record in records} == {Status.CLOSED}
    assert len(records) == 2
    assert all(bytes(record.body).startswith(b"%PDF-") for record in records)


def test_one_case_is_authorised_in_part(story):
    lines = story("01").decision.lines.values_list("item", "outcome")

    assert list(lines) == [("1", "authorise_with_measures"), ("2", "refuse")]


def test_one_case_is_prohibited(story):
    outcomes = story("02").decision.lines.values_list("outcome", flat=True)

    assert set(outcomes) == {"prohibited"}


def test_one_draft_is_in_the_middle_of_the_work(story):
    route = Route(story("04"))

    codes = {point.code for point in route.ruling.open_points}
    assert codes >= {"missing", "unknown"}
    assert first_open(route).name == "line-7-1-b-iv"
    assert route.answers.get("7-4-3").draft["state"] == ["partial"]


def test_the_draft_rests_on_a_profile_that_has_a_newer_version(story):
    case = story("04")
    (one,) = adopted(case)
    found, waiting = differences([one.version], case.answers.all())

    assert one.is_flagged
    assert (one.version.number, one.newest.number) == (1, 2)
    assert [(one.code, one.field) for one in found] == [
        ("GK-1", "severity"),
        ("GK-1", "missing"),
        ("GK-1", "reason"),
    ]
    assert waiting == 1
    assert Profile.objects.filter(state="XV").count() == 2


def test_one_draft_is_imported_and_nothing_in_it_is_confirmed(story):
    answers = story("05").answers.all()

    assert len(answers) == 14
    assert not any(answer.is_confirmed for answer in answers)


def test_one_submission_waits_for_a_sign_off(story):
    assert story("07").submissions.get().ruling["sign_offs"] == ["legal"]


def test_every_confirmed_answer_keeps_the_wording_that_was_asked(demonstration):
    for case in Case.objects.all():
        for answer in case.answers.filter(is_confirmed=True):
            assert answer.asked["edition"], answer


def test_all_that_was_done_is_in_the_trail(story):
    verbs = {entry.action for entry in entries_of(story("01"))}

    assert verbs == {
        "imported", "declared", "file_added", "answered", "confirmed_again", "screened",
        "submitted", "decided", "closed",
    }  # fmt: skip


def test_one_draft_alone_is_held_back_by_an_incident_that_nobody_has_judged(demonstration):
    held = {
        case.imported["reference"]: [bar.code for bar in bars(case, timezone.localdate())]
        for case in Case.objects.all()
    }

    assert {name: codes for name, codes in held.items() if codes} == {
        "DEMO-04": ["incident_without_view"]
    }


def test_the_same_draft_rests_on_a_source_that_is_stale_beside_one_against_it(story):
    rows = Answer.objects.filter(case=story("04"), step="evidence", content__has_key="source")

    assert [row.content["stance"] for row in rows.order_by("row")] == ["for", "against"]
    assert [bar.code for bar in stale(story("04"), timezone.localdate())] == ["stale_evidence"]
    assert SourceRevision.objects.filter(is_protected=True).count() == 1


def test_a_draft_and_a_submission_wait_for_what_somebody_else_was_asked(demonstration):
    waiting = InformationRequest.objects.out().values_list("case__imported__reference", flat=True)

    assert sorted(waiting) == ["DEMO-04", "DEMO-06"]


def test_loading_again_changes_nothing(demonstration, capsys):
    before = (Case.objects.count(), User.objects.count(), Entry.objects.count())

    call_command("load_demo")

    assert (Case.objects.count(), User.objects.count(), Entry.objects.count()) == before
    assert capsys.readouterr().out == ""


class NoPango:
    """An import of WeasyPrint fails as it does on a machine without pango."""

    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0.so.0'")


def test_without_the_libraries_for_pdfs_the_rest_is_loaded_all_the_same(story, monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])

    load_demo.Command().record(story("03"), by=User.objects.get(username="cedar"))

    assert "The libraries that make PDFs are missing" in capsys.readouterr().err
    assert story("03").status == Status.DECIDED


def test_nothing_is_loaded_outside_the_demonstration(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="This is no demonstration"):
        call_command("load_demo")
