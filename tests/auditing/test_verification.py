"""The page of verification: what came since the last time, against anchors and prints."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from assessments.audit import chain
from assessments.audit.trail import Verb, facts_of, last_of
from assessments.auditing import verifying
from tests.audit.writing import ask, write

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/verification/"


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.RUN_DIR = tmp_path / "run"


@pytest.fixture
def auditor(ana, as_person):
    return as_person(ana)


def text_of(response):
    return " ".join(response.content.decode().split())


def anchored():
    said = io.StringIO()
    call_command("anchor_ledger", stdout=said)
    return said.getvalue()


def upload(text):
    return {"anchor": SimpleUploadedFile("anchor.json", text.encode())}


def alter(as_owner, row):
    with as_owner() as cursor:
        cursor.execute("alter table ledger.entry disable trigger user")
        cursor.execute(
            "update ledger.entry set actor = 'omar' where id ="
            " (select entry_id from ledger.link where seq = %s)",
            [row],
        )
        cursor.execute("alter table ledger.entry enable trigger user")


def test_before_the_first_time_the_page_says_so(auditor):
    assert "The ledger was not verified yet" in text_of(auditor.get(PAGE))


def test_an_auditor_verifies_and_the_page_says_when_who_and_how_far(auditor):
    write(3)

    page = text_of(auditor.post(PAGE, follow=True))

    assert "Verified: nothing was changed, removed or put in" in page
    assert "by Ana, 3 rows in" in page
    assert last_of(Verb.VERIFIED).actor == "ana"


def test_the_second_time_only_what_came_since_is_read(auditor):
    write(5)
    auditor.post(PAGE)
    write(2)

    auditor.post(PAGE)

    noted = facts_of(last_of(Verb.VERIFIED))
    assert (noted["rows"], noted["seq"]) == (4, 8)  # the last row read, its entry, two more


def test_looking_at_the_page_verifies_nothing(auditor):
    write(1)
    auditor.get(PAGE)

    assert last_of(Verb.VERIFIED) is None


def test_what_is_wrong_is_said_with_its_row_until_it_is_right(auditor, as_owner):
    write(4)
    alter(as_owner, 2)

    for _time in range(2):
        page = text_of(auditor.post(PAGE, follow=True))
        assert "First at row 2. The entry was altered after it was written" in page


def test_when_the_time_is_up_the_next_press_goes_on(auditor, monkeypatch):
    monkeypatch.setattr(chain, "EVERY", 2)
    monkeypatch.setattr(verifying, "SECONDS", 1e-9)
    write(5)

    page = text_of(auditor.post(PAGE, follow=True))
    assert "The time was up before the end was reached" in page
    assert facts_of(last_of(Verb.VERIFIED))["seq"] == 2

    auditor.post(PAGE)
    assert facts_of(last_of(Verb.VERIFIED))["seq"] == 3


def test_an_anchor_is_held_against_the_ledger(auditor, as_owner):
    write(3)
    anchor = anchored()
    auditor.post(PAGE)
    assert "Verified" in text_of(auditor.post(PAGE, upload(anchor), follow=True))

    with as_owner() as cursor:
        cursor.execute("alter table ledger.link disable trigger user")
        cursor.execute("update ledger.link set h = sha256('x') where seq = 3")
        cursor.execute("alter table ledger.link enable trigger user")
    page = text_of(auditor.post(PAGE, upload(anchor), follow=True))

    assert "holds another hash for the row: the chain was rewritten" in page


@pytest.mark.parametrize("text", ["", "{}", "no anchor"])
def test_a_file_that_is_no_anchor_is_refused_and_nothing_is_read(auditor, text):
    page = auditor.post(PAGE, upload(text))

    assert page.status_code == 200
    assert "error" in text_of(page).lower()
    assert last_of(Verb.VERIFIED) is None


def test_an_altered_anchor_is_refused(auditor):
    write(2)
    anchor = json.loads(anchored()) | {"seq": 1}

    assert "it was altered" in text_of(auditor.post(PAGE, upload(json.dumps(anchor))))


def test_the_page_names_the_anchors_and_the_public_key(auditor):
    write(2)
    anchor = json.loads(anchored())

    page = text_of(auditor.get(PAGE))

    assert anchor["time"] in page
    assert f"key {anchor['key']}" in page
    assert "BEGIN PUBLIC KEY" in page


def test_without_a_key_the_page_says_that_no_signature_can_be_checked(auditor, settings):
    settings.DEMONSTRATION = False
    settings.SECURE_SSL_REDIRECT = False
    settings.REQUIRE_SECOND_FACTOR_FOR_AUDITORS = False

    assert "No public key is named to this server" in text_of(auditor.get(PAGE))


def test_what_a_record_prints_is_held_against_the_ledger(auditor):
    write(2)
    hashed = ask("select encode(h, 'hex') from ledger.link where seq = 2")

    right = auditor.get(PAGE, {"seq": "2", "hash": f" {hashed[:32].upper()} {hashed[32:]}"})
    wrong = auditor.get(PAGE, {"seq": "1", "hash": hashed})
    nonsense = auditor.get(PAGE, {"seq": "1.5", "hash": "abc"})

    assert "The ledger has this hash in this row today." in text_of(right)
    assert "The ledger has no such hash in this row." in text_of(wrong)
    assert "A hash has 64 characters" in text_of(nonsense)
