"""A key on a token (PKCS#11): sealed with it for real, and each way to set it up wrongly."""

import subprocess
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone

from assessments.records import seal_token
from assessments.records.checks import records_can_be_sealed
from assessments.records.seal_key import SealTrouble, fingerprint, trusted_certificates
from assessments.records.sealing import seal
from assessments.records.verifying import verify
from attwizard import environment
from attwizard.environment import Token
from attwizard.system import find_softhsm

from . import reading

CURVE, RSA = "seal of 2026", "seal of 2027"
PIN = "73219"


class SoftHSM(NamedTuple):
    """A token made of software, and the folder of the certificates of its keys."""

    module: str
    folder: Path


@pytest.fixture(scope="session")
def softhsm(tmp_path_factory):
    """With two keys, as its own program makes it."""
    module = find_softhsm()
    assert module, "softhsm2 is missing: python3 -m attwizard test brings it"
    made = SoftHSM(module, tmp_path_factory.mktemp("token"))
    (made.folder / "tokens").mkdir()
    (made.folder / "softhsm2.conf").write_text(f"directories.tokendir = {made.folder}/tokens\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOFTHSM2_CONF", str(made.folder / "softhsm2.conf"))
        told(made, "--init-token", "--free", "--label", "authority", "--so-pin", "90123")
        for number, (label, key) in enumerate(keys().items()):
            (made.folder / label).write_bytes(in_pem(key))
            (made.folder / f"{label}.pem").write_bytes(certificate(key, label))
            imported = ("--import", made.folder / label, "--label", label, "--id", f"a{number}")
            told(made, *imported, "--token", "authority")
        yield made


def told(token, *words):
    installed = Path(token.module).parents[2] / "bin" / "softhsm2-util"
    command = [installed, "--module", token.module, *words, "--pin", PIN]
    subprocess.run(command, check=True, capture_output=True)


def keys():
    return {
        CURVE: ec.generate_private_key(ec.SECP256R1()),
        RSA: rsa.generate_private_key(65537, 3072),
    }


def in_pem(key):
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(*form, serialization.NoEncryption())


def certificate(key, name):
    named, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), timezone.now()
    return (
        x509.CertificateBuilder(named, named, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=366))
        .add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True)
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )


@pytest.fixture
def on_token(softhsm, settings, tmp_path):
    """`on_token(label_of_the_key, label="another")`: the settings of the token, changed so."""
    seal_token.REFUSED.clear()
    (tmp_path / "pin").write_text(f"{PIN}\n")

    def put(key, **changes):
        pin, pem = str(tmp_path / "pin"), str(softhsm.folder / f"{key}.pem")
        right = Token(softhsm.module, "authority", key, pin, pem)
        settings.SEAL_KEY_FILE, settings.SEAL_TOKEN = "", right._replace(**changes)
        return tmp_path / "pin"

    return put


@pytest.mark.parametrize("key", [CURVE, RSA])
def test_a_key_on_a_token_seals_like_one_in_a_file(key, on_token, record, tmp_path):
    on_token(key)

    body, whose = seal(record("s17"))

    report = verify(body, trusted_certificates())
    assert report.is_good, report.findings
    assert f"the key of the authority, “{key}”" in " ".join(one.words for one in report.findings)
    assert whose["certificate"] == fingerprint(trusted_certificates()[-1])
    assert reading.failures(body, tmp_path) == []
    assert records_can_be_sealed(None) == []


FAULTS = {
    "no module": ({"module": "/nowhere/token.so"}, "/nowhere/token.so, cannot be used"),
    "no token": ({"label": "another"}, "No token named “another” is plugged in"),
    "no key": ({"key_label": "another"}, "Could not find private key with label 'another'"),
    "no PIN": ({"pin_file": "/nowhere/pin"}, "/nowhere/pin, cannot be used"),
    "no certificate": ({"certificate_file": "/nowhere/c.pem"}, "The certificate /nowhere/c.pem"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_a_token_is_said_before_and_while_it_seals(fault, on_token, record):
    changes, sentence = FAULTS[fault]
    on_token(CURVE, **changes)

    with pytest.raises(SealTrouble, match=sentence):
        seal(record("s17"))
    (found,) = records_can_be_sealed(None)
    assert found.id == "attwizard.E030"
    assert sentence in found.msg


def test_a_certificate_of_another_key_is_never_put_on_a_record(on_token, softhsm, record):
    on_token(CURVE, certificate_file=str(softhsm.folder / "another.pem"))
    another = ec.generate_private_key(ec.SECP256R1())
    (softhsm.folder / "another.pem").write_bytes(certificate(another, "another"))

    with pytest.raises(SealTrouble, match="the certificate belongs to another key"):
        seal(record("s17"))


def test_a_wrong_pin_is_tried_once_so_that_the_token_is_not_locked(on_token, record, monkeypatch):
    file = on_token(CURVE)
    file.write_text("00000")
    with pytest.raises(SealTrouble, match="refuses the PIN in .*/pin"):
        seal(record("s17"))

    with monkeypatch.context() as patched:
        patched.setattr(seal_token, "token", lambda label: pytest.fail("It was tried again."))
        with pytest.raises(SealTrouble, match="refuses the PIN"):
            seal(record("s17"))

    file.write_text(PIN)
    assert seal(record("s17"))


def test_a_key_on_a_token_that_is_too_weak_seals_nothing(settings, tmp_path):
    weak = rsa.generate_private_key(65537, 2048)
    (tmp_path / "weak.pem").write_bytes(certificate(weak, "weak"))
    settings.SEAL_TOKEN = Token("token.so", "authority", "weak", "pin", str(tmp_path / "weak.pem"))

    (found,) = records_can_be_sealed(None)

    assert "is too weak to seal with" in found.msg


def test_a_token_is_told_of_whole_or_not_at_all(monkeypatch):
    for field in Token._fields:
        monkeypatch.delenv(f"SEAL_TOKEN_{field.upper()}", raising=False)
    assert environment.seal_token() is None
    monkeypatch.setenv("SEAL_TOKEN_MODULE", "/usr/lib/token.so")

    with pytest.raises(ImproperlyConfigured, match="Set SEAL_TOKEN_LABEL, SEAL_TOKEN_KEY_LABEL"):
        environment.seal_token()
    for field in Token._fields:
        monkeypatch.setenv(f"SEAL_TOKEN_{field.upper()}", field)
    assert environment.seal_token().key_label == "key_label"
    monkeypatch.setenv("SEAL_KEY_FILE", "key.p12")
    with pytest.raises(ImproperlyConfigured, match="are both set"):
        environment.seal_token()


def test_check_says_that_records_bear_no_seal_where_no_key_is_set(settings):
    settings.SEAL_KEY_FILE, settings.DEMONSTRATION = "", False

    assert [found.id for found in records_can_be_sealed(None)] == ["attwizard.I001"]


def test_check_fails_while_the_token_is_not_there(on_token):
    on_token(CURVE, label="another")

    with pytest.raises(SystemCheckError, match="No token named “another” is plugged in"):
        call_command("check", "--deploy", "--tag", "security")
