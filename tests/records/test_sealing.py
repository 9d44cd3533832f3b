"""The seal of a record: it keeps the file archivable, and shows each way to bend it."""

import asyncio
import hashlib
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from assessments.models import Case, Record
from assessments.records import seal_key
from assessments.records.codes import code_of, read_code
from assessments.records.issuing import issue_record
from assessments.records.known import about_ledger, about_record
from assessments.records.seal_key import SealTrouble, own_certificate, trusted_certificates
from assessments.records.sealing import seal
from assessments.records.verifying import Report, verify
from assessments.review.deciding import Line
from tests.builders import decide_case, make_case, submit
from tests.database import as_owner

from . import reading

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
LINES = {item: Line(outcome, "R") for item, outcome in PARTIAL.items()}
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def key(own_key, settings):
    settings.SEAL_KEY_FILE = str(own_key)
    return own_key


@pytest.fixture
def sealed(record):
    return seal(record("s04"))[0]


def words(body, trusted=None):
    report = verify(body, trusted_certificates() if trusted is None else trusted)
    return report.is_good, " ".join(one.words for one in report.findings)


def test_a_sealed_record_is_still_archivable_and_accessible_and_begins_as_it_was(
    record, sealed, tmp_path
):
    assert reading.failures(sealed, tmp_path) == []
    assert sealed.startswith(record("s04"))


def test_a_sealed_record_verifies_and_says_who_sealed_it(sealed):
    is_good, said = words(sealed)

    assert is_good
    assert "The file is unchanged since it was sealed." in said
    assert "demonstration key" in said
    assert "the one whose digest is printed" in said


def test_a_changed_byte_is_named(sealed):
    place = sealed.index(b"startxref") - 40
    changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]

    is_good, said = words(changed)

    assert not is_good
    assert "was changed after it was sealed" in said or "is damaged" in said
    assert "foreign key" not in said, "the key was the authority's, whatever became of the file"


def test_each_changed_byte_of_a_sample_is_noticed(sealed):
    for place in range(1000, len(sealed) - 1000, len(sealed) // 12):
        changed = sealed[:place] + bytes([sealed[place] ^ 0x20]) + sealed[place + 1 :]
        assert not words(changed)[0], place


def test_an_appended_update_is_named(sealed):
    from pyhanko.pdf_utils.generic import NameObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer, out = IncrementalPdfFileWriter(BytesIO(sealed)), BytesIO()
    writer.root["/PageMode"] = NameObject("/UseAttachments")
    writer.update_root()
    writer.write(out)

    is_good, said = words(out.getvalue())

    assert not is_good
    assert "Something was appended" in said


def test_a_swapped_attachment_is_named(record):
    with pikepdf.open(BytesIO(record("s04"))) as pdf:
        stream = pdf.attachments["snapshot.json"].get_file()
        body = stream.read_bytes().replace(b'"refuse"', b'"permit"')
        pdf.attachments["snapshot.json"] = pikepdf.AttachedFileSpec(pdf, body)
        out = BytesIO()
        pdf.save(out)

    is_good, said = words(out.getvalue())

    assert not is_good
    assert "is not the one whose digest is printed" in said


def test_a_foreign_key_is_named(record, tmp_path, settings, own_key):
    foreign = tmp_path / "foreign.p12"
    seal_key.make_demonstration_key(foreign)
    settings.SEAL_KEY_FILE = str(foreign)
    resealed = seal(record("s04"))[0]
    settings.SEAL_KEY_FILE = str(own_key)

    is_good, said = words(resealed)

    assert not is_good
    assert "foreign key" in said


def test_what_only_agrees_with_itself_is_vouched_for_by_nobody(
    record, sealed, settings, capsys, tmp_path
):
    """Anybody can make a file whose digest, snapshot and seal of their own agree."""
    own = trusted_certificates()
    assert verify(record("s04"), own).verdict == "unknown", "without a seal"
    assert verify(sealed, []).verdict == "unknown", "with a seal, compared with nobody's"
    assert verify(sealed, own).verdict == "good"

    settings.SEAL_KEY_FILE = ""
    for body, said in ((record("s04"), "bears no seal"), (sealed, "no certificate was given")):
        (tmp_path / "any.pdf").write_bytes(body)
        with pytest.raises(SystemExit):
            call_command("verify_record", tmp_path / "any.pdf", "--without-database")
        out = capsys.readouterr().out
        assert said in out
        assert "Nothing vouches for this file" in out


def test_who_verifies_need_not_have_the_key_of_who_seals(sealed, settings, tmp_path):
    pem = own_certificate().public_bytes(serialization.Encoding.PEM)
    (tmp_path / "seal.pem").write_bytes(pem)
    settings.SEAL_KEY_FILE = "/nowhere/key.p12"
    with pytest.raises(SealTrouble, match="cannot be used"):
        trusted_certificates()

    settings.SEAL_CERTIFICATE_FILES = [str(tmp_path / "seal.pem")]

    assert words(sealed)[0]


def test_what_is_no_record_is_said_to_be_none():
    for body in (b"", b"words", b"%PDF-1.7\nwords", b"%PDF-1.7\n" + b"x" * 3000):
        assert not words(body)[0]


def packed(key, path, passphrase=None):
    lock = (
        serialization.BestAvailableEncryption(passphrase)
        if passphrase
        else serialization.NoEncryption()
    )
    signed = seal_key.self_signed(key, timezone.now())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"k", key, signed, None, lock))


@pytest.mark.parametrize(
    ("make", "strong"),
    [
        (lambda: rsa.generate_private_key(65537, 2048), False),
        (lambda: ec.generate_private_key(ec.SECP192R1()), False),
        (lambda: rsa.generate_private_key(65537, 3072), True),
    ],
)
def test_a_key_that_is_too_weak_seals_nothing(make, strong, tmp_path, settings, record):
    packed(make(), tmp_path / "k.p12")
    settings.SEAL_KEY_FILE = str(tmp_path / "k.p12")

    if strong:
        assert words(seal(record("s17"))[0])[0]
    else:
        with pytest.raises(SealTrouble, match="too weak"):
            own_certificate()


def test_a_key_behind_a_passphrase_seals_with_it_and_not_without(tmp_path, settings, record):
    packed(ec.generate_private_key(ec.SECP256R1()), tmp_path / "k.p12", b"open sesame")
    settings.SEAL_KEY_FILE = str(tmp_path / "k.p12")
    with pytest.raises(SealTrouble, match="cannot be used"):
        seal(record("s17"))
    (tmp_path / "pass").write_text("open sesame\n")
    settings.SEAL_PASSPHRASE_FILE = str(tmp_path / "pass")

    assert words(seal(record("s17"))[0])[0]


@pytest.fixture
def time_server(settings):
    """A server that certifies the time over HTTP, RFC 3161, as an authority's would."""
    from asn1crypto import keys, tsp, x509
    from pyhanko.sign.timestamps import DummyTimeStamper

    key = rsa.generate_private_key(65537, 3072)
    pem = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8)
    stamps = DummyTimeStamper(
        x509.Certificate.load(
            seal_key.self_signed(key, timezone.now()).public_bytes(serialization.Encoding.DER)
        ),
        keys.PrivateKeyInfo.load(key.private_bytes(*pem, serialization.NoEncryption())),
    )

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = asyncio.run(stamps.async_request_tsa_response(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SEAL_TIMESTAMP_URL = f"http://127.0.0.1:{server.server_port}/"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_time_server_certifies_when_it_was_sealed(record, time_server, tmp_path):
    body, by = seal(record("s17"))

    is_good, said = words(body)
    assert is_good
    assert "A time server, “" in said
    assert b"/ETSI.CAdES.detached" in body
    assert by["timestamp"].startswith("http://127.0.0.1")
    assert reading.failures(body, tmp_path) == []


def test_without_its_time_server_nothing_is_sealed(record, settings):
    settings.SEAL_TIMESTAMP_URL = "http://127.0.0.1:9/"

    with pytest.raises(SealTrouble, match="cannot be used"):
        seal(record("s17"))


# Issuing


@pytest.fixture
def decided(mina, sofia):
    case = make_case("s04", mina)
    decide_case(submit(case, PARTIAL, by=mina), lines=LINES, by=sofia)
    case.refresh_from_db()
    return case


def test_an_issued_record_is_sealed_and_known_here(decided, sofia):
    made = issue_record(decided, by=sofia)

    body = bytes(made.body)
    report = verify(body, trusted_certificates())
    report.findings += about_record(body, report)

    assert report.is_good, report.findings
    assert "the very file that was issued" in " ".join(one.words for one in report.findings)
    assert made.code == code_of(decided.decision.snapshot_digest)
    assert made.code in reading.text(body) or made.code.replace("-", "") in reading.text(body)
    ends = [match.end() for match in re.finditer(rb"%%EOF\n?", body)]
    assert made.unsealed in [hashlib.sha256(body[:end]).hexdigest() for end in ends]


def test_a_failed_key_leaves_the_decision_and_no_record(decided, sofia, settings):
    settings.SEAL_KEY_FILE = "/nowhere/key.p12"

    with pytest.raises(SealTrouble, match="cannot be used"):
        issue_record(decided, by=sofia)

    assert not Record.objects.exists()
    assert Case.objects.get().status == "decided"


def test_without_a_key_records_are_issued_and_say_that_they_bear_no_seal(decided, sofia, settings):
    settings.SEAL_KEY_FILE, settings.DEMONSTRATION = "", False

    made = issue_record(decided, by=sofia)

    assert made.seal is None
    report = verify(bytes(made.body), [])
    report.findings += about_record(bytes(made.body), report)
    assert report.is_good
    assert "bears no seal" in report.findings[0].words


def test_a_ledger_that_was_rewritten_is_noticed(mina):
    make_case("s17", mina)
    with as_owner() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("select encode(h, 'hex') from ledger.link where seq = 1")
        report = Report(snapshot={"ledger": {"seq": 1, "hash": cursor.fetchone()[0]}})
        before = about_ledger(report)
        cursor.execute("alter table ledger.link disable trigger user")
        cursor.execute("update ledger.link set h = sha256('x')")
        cursor.execute("alter table ledger.link enable trigger user")

    assert "has the hash that the record names" in before.words
    assert "has another hash" in about_ledger(report).words


# The page and the commands


def test_code_file_and_command_tell_of_an_issued_record(
    decided, sofia, omar, as_person, tmp_path, capsys
):
    """One test: making a record takes seconds."""
    made = issue_record(decided, by=sofia)
    body, address = bytes(made.body), reverse("records:verified", args=[made.code])

    seen, unseen = (as_person(one).get(address).content.decode() for one in (sofia, omar))
    assert made.digest in seen
    assert made.digest in unseen
    assert decided.reference in seen
    assert decided.reference not in unseen, "whose case it is, a stranger does not learn"

    typed = made.code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    page = as_person(sofia).get(reverse("records:verify"), {"code": typed})
    assert page["Location"] == address, "however it was typed"

    empty = as_person(sofia).get(reverse("records:verify")).content.decode()
    assert "No record with this code" not in empty, "nothing was asked yet"
    assert "Nothing speaks against this file" in sent(as_person(sofia), body)
    unsealed = next(
        body[: end.end()]
        for end in re.finditer(rb"%%EOF\n?", body)
        if hashlib.sha256(body[: end.end()]).hexdigest() == made.unsealed
    )
    assert "that one has other bytes" in sent(as_person(sofia), unsealed)
    assert "not to be trusted" in sent(as_person(sofia), body.replace(b"%%EOF", b"%%EOG", 1))

    (tmp_path / "good.pdf").write_bytes(body)
    (tmp_path / "bad.pdf").write_bytes(body + b"\n%more")
    pem = own_certificate().public_bytes(serialization.Encoding.PEM)
    (tmp_path / "a.pem").write_bytes(pem)
    call_command("verify_record", tmp_path / "good.pdf")
    alone = ["--without-database", "--certificate", tmp_path / "a.pem"]
    call_command("verify_record", tmp_path / "good.pdf", *alone)
    with pytest.raises(SystemExit):
        call_command("verify_record", tmp_path / "bad.pdf")
    said = capsys.readouterr().out
    assert said.count("✓ The file is unchanged since it was sealed.") == 2
    assert "✗" in said


def sent(browser, content):
    page = browser.post(reverse("records:verify"), {"file": BytesIO(content)})
    return page.content.decode()


def test_what_is_no_code_and_no_record_is_said_to_be_none(sofia, as_person):
    browser = as_person(sofia)

    assert read_code("nothing") == ""
    assert "This is no code" in browser.get("/verify/?code=abc").content.decode()
    assert browser.get("/verify/0000-0000-0000/").status_code == 404
    assert "it is no PDF" in sent(browser, b"words")
