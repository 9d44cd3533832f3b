"""The ledger as it was written verifies, from the database and from a file alike."""

import io
import subprocess
import sys

import pytest
from django.core.management import call_command

from assessments.audit import chain
from assessments.audit.trail import Verb, facts_of, last_of
from assessments.audit.verifying import verify
from assessments.models import Case, Entry
from attwizard.steps import ROOT
from tests.audit.writing import STRANGE, ask, facts, write

pytestmark = pytest.mark.django_db(transaction=True)


def verified(*words):
    """What the command says, and how it ends."""
    said = io.StringIO()
    try:
        call_command("verify_ledger", *words, stdout=said, stderr=io.StringIO())
    except SystemExit as end:
        return said.getvalue(), end.code
    return said.getvalue(), 0


def alone(*words):
    """The check as a program of its own: no library, no database, no project around it."""
    command = [sys.executable, "-I", "-S", ROOT / "assessments" / "audit" / "chain.py", *words]
    said = subprocess.run(command, capture_output=True, text=True, env={})
    return said.stdout + said.stderr, said.returncode


def take_out_facts(as_owner, row):
    with as_owner() as cursor:
        cursor.execute(
            "delete from ledger.entry_body where entry_id ="
            " (select entry_id from ledger.link where seq = %s)",
            [row],
        )


def test_an_empty_ledger_is_sound():
    check, whole = verify()

    assert (check.rows, check.problems, whole) == (0, [], True)
    assert check.hash == chain.GENESIS


def test_what_was_written_is_rebuilt_whatever_characters_it_holds():
    write(5, by='O"Brien \\ 🕊')

    check, _whole = verify()

    assert check.problems == []
    assert (check.rows, check.seq) == (5, 5)
    assert check.hash == ask("select encode(h, 'hex') from ledger.head")
    assert facts(ask("select max(id) from ledger.entry"))["text"] == STRANGE


def test_the_command_says_how_far_the_ledger_is_sound_and_leaves_an_entry():
    write(3)

    said, status = verified()

    assert status == 0
    assert "3 rows are as they were written, up to row 3" in said
    noted = facts_of(last_of(Verb.VERIFIED))
    assert (noted["seq"], noted["found"], noted["whole"]) == (3, 0, True)


def test_the_export_is_checked_by_python_alone_with_the_same_outcome(tmp_path):
    write(4)
    path = tmp_path / "ledger.csv"
    verified("--export", str(path))

    said, status = alone(str(path))

    assert status == 0
    assert "4 rows read, 0 problems. Last row: 4" in said


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda text: text.replace("somebody", "everybody", 1), "Row 1: The entry was altered"),
        (lambda text: text.replace("back", "blank", 1), "Row 1: The facts of the entry were alte"),
        (lambda text: text[: text.index("head,")], "The end is missing"),
        (lambda text: text.replace("somebody,", "somebody,,", 1), "12 columns"),
    ],
)
def test_an_export_that_was_changed_is_found_out_by_python_alone(tmp_path, harm, sentence):
    write(3)
    path = tmp_path / "ledger.csv"
    verified("--export", str(path))
    lines = path.read_bytes().decode()
    path.write_bytes(harm(lines.replace("\n1,", "\n1,", 1)).encode())

    said, status = alone(str(path))

    assert status == 1
    assert sentence in said


def test_a_reading_that_has_too_little_time_says_so_and_how_far_it_came(monkeypatch):
    monkeypatch.setattr(chain, "EVERY", 2)
    write(6)

    check, whole = verify(seconds=1e-9)

    assert not whole
    assert (check.seq, check.problems) == (2, [])
    assert Entry.objects.count() == 6, "the connection goes on being used"


def test_destroyed_facts_are_accounted_for_and_no_others(as_owner, mina):
    case, other = (Case.objects.create(reference=f"R{n}", officer=mina) for n in (1, 2))
    write(2, case=case)
    write(2, case=other)
    with as_owner() as cursor:
        cursor.execute("select ledger.dispose(%s, 'ana', 'adam', 'Order 7')", [case.pk])
    assert verify()[0].problems == []
    assert ask("select count(*) from ledger.entry_body") == 3

    take_out_facts(as_owner, 3)

    (problem,) = verify()[0].problems
    assert (problem.seq, problem.kind) == (3, "body_missing")


def test_facts_that_went_after_the_entry_of_their_destruction_are_missed(as_owner, mina):
    case = Case.objects.create(reference="R1", officer=mina)
    write(1, case=case)
    with as_owner() as cursor:
        cursor.execute("select ledger.dispose(%s, 'ana', 'adam', 'Order 7')", [case.pk])
    write(1, case=case)
    take_out_facts(as_owner, 3)

    (problem,) = verify()[0].problems
    assert (problem.seq, problem.kind) == (3, "body_missing")
