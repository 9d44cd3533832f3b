"""Anchors: signed, noted in the ledger, and worth as much as the place where they are kept."""

import io
import json
import stat

import pytest
from django.core.management import CommandError, call_command

from assessments.audit import anchors
from assessments.audit.anchoring import last_anchor
from assessments.audit.trail import Verb
from assessments.audit.verifying import verify
from assessments.models import Entry
from tests.audit.test_verifying import verified
from tests.audit.writing import ask, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.RUN_DIR = tmp_path / "run"


def made(path=None):
    """An anchor of the ledger as it stands, by the command."""
    said = io.StringIO()
    call_command("anchor_ledger", *(["--output", str(path)] if path else []), stdout=said)
    return json.loads(path.read_text() if path else said.getvalue())


def with_changes(path, **changes):
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_an_anchor_says_where_the_ledger_stands_and_who_signs():
    write(3)

    anchor = made()

    assert anchor["seq"] == 3
    assert anchor["hash"] == ask("select encode(h, 'hex') from ledger.link where seq = 3")
    assert anchor["authority"] == "Export Control Authority"
    assert anchor["software"]
    assert anchors.fault_of(anchor, anchors.trusted_keys()) == ""


def test_an_anchor_is_noted_in_the_ledger_and_the_next_one_goes_on_from_it():
    write(3)
    first = made()

    assert Entry.objects.latest("id").action == Verb.ANCHORED
    assert last_anchor() == first
    assert made()["seq"] == 4


def test_the_key_of_a_demonstration_is_for_this_account_alone(settings):
    made()

    assert stat.S_IMODE((settings.RUN_DIR / "anchor_key.pem").stat().st_mode) == 0o600


def test_without_a_key_the_command_says_how_to_make_one(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="openssl genpkey -algorithm ed25519"):
        call_command("anchor_ledger")


def test_the_key_to_check_with_can_be_printed_and_is_enough_elsewhere(settings, tmp_path):
    write(2)
    anchor = made(tmp_path / "anchor.json")
    public, said = tmp_path / "public.pem", io.StringIO()
    call_command("anchor_ledger", "--public-key", stdout=said)
    public.write_text(said.getvalue())
    settings.DEMONSTRATION = False

    keys = anchors.trusted_keys([public])

    assert anchors.fault_of(anchor, keys) == ""
    assert "is not known" in anchors.fault_of(anchor, anchors.trusted_keys())
    settings.ANCHOR_PUBLIC_KEY_FILES = [str(public)]
    assert anchors.trusted_keys().keys() == keys.keys()


@pytest.mark.parametrize(
    "changes", [{"seq": 1}, {"hash": "00" * 32}, {"time": "2020-01-01T00:00:00+00:00"}]
)
def test_an_anchor_that_was_altered_is_refused(changes, tmp_path):
    write(2)
    path = tmp_path / "anchor.json"
    made(path)

    with_changes(path, **changes)

    said, status = verified(str(path))
    assert status == 1
    assert "it was altered" in said


def test_an_anchor_signed_by_somebody_else_is_refused(settings, tmp_path):
    write(2)
    path = tmp_path / "anchor.json"
    made(path)

    settings.RUN_DIR = tmp_path / "another"

    said, status = verified(str(path))
    assert status == 1
    assert "which is not known" in said


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"format": "attwizard-anchor/1", "seq": true}'])
def test_what_is_no_anchor_is_refused_in_a_sentence(text, tmp_path):
    path = tmp_path / "anchor.json"
    path.write_text(text)

    with pytest.raises(CommandError, match="This is no"):
        call_command("verify_ledger", str(path))


def test_since_an_anchor_only_what_came_later_is_read(tmp_path):
    write(4)
    early, late = tmp_path / "early.json", tmp_path / "late.json"
    made(early)
    write(2)
    made(late)
    write(3)

    said, status = verified(str(early), str(late), "--since-anchor")

    assert status == 0
    assert "5 rows are as they were written, up to row 11" in said  # 7, the anchor's entry, 3 more
    assert "2 anchors were held against it" in said


def test_since_an_anchor_needs_one():
    with pytest.raises(CommandError, match="needs an anchor whose signature fits"):
        call_command("verify_ledger", "--since-anchor")


def test_what_was_rewritten_before_the_newest_anchor_is_found_from_there_on(tmp_path, as_owner):
    write(4)
    path = tmp_path / "anchor.json"
    made(path)
    with as_owner() as cursor:
        cursor.execute("alter table ledger.link disable trigger user")
        cursor.execute("update ledger.link set h = sha256('x') where seq = 4")
        cursor.execute("alter table ledger.link enable trigger user")

    problems = verify(since=json.loads(path.read_text()))[0].problems

    assert {(problem.seq, problem.kind) for problem in problems} >= {(4, "rewritten")}


def test_a_broken_ledger_is_not_signed(as_owner):
    write(2)
    with as_owner() as cursor:
        cursor.execute("delete from ledger.entry_body")

    with pytest.raises(CommandError, match="broken at row 1; no anchor was made"):
        call_command("anchor_ledger", stdout=io.StringIO(), stderr=io.StringIO())

    assert not Entry.objects.filter(action=Verb.ANCHORED).exists()


def test_an_anchor_that_cannot_be_written_is_not_noted(tmp_path):
    with pytest.raises(CommandError, match="could not be written"):
        call_command("anchor_ledger", "--output", str(tmp_path / "nowhere" / "anchor.json"))

    assert not Entry.objects.exists()
