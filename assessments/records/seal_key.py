"""The key that seals records: in the authority's PKCS#12 file, or on its token (seal_token.py).

In demonstration it is a file of this clone.
"""

import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.cases.refusals import Refusal

LEAST_RSA = 3072  # bits; of elliptic curves P-256 and larger
DEMONSTRATION = "attwizard demonstration (no authority)"
YEARS = 20


class SealTrouble(Refusal):
    """The record cannot be sealed; the sentence says why, and what to do."""

    status = 503


def is_sealing() -> bool:
    """Whether records are sealed here. Without a key they are not, and say so when verified."""
    return bool(settings.SEAL_TOKEN or settings.SEAL_KEY_FILE or settings.DEMONSTRATION)


def key_path() -> Path:
    """The PKCS#12 file; in demonstration one of this clone's own, made when first asked for."""
    if settings.SEAL_KEY_FILE:
        return Path(settings.SEAL_KEY_FILE)
    path = settings.RUN_DIR / "seal_key.p12"
    if not path.exists():
        make_demonstration_key(path)
    return path


def passphrase() -> bytes | None:
    if not settings.SEAL_PASSPHRASE_FILE:
        return None
    try:
        return Path(settings.SEAL_PASSPHRASE_FILE).read_bytes().strip()
    except OSError as fault:
        raise unreadable(settings.SEAL_PASSPHRASE_FILE, fault) from fault


def own_certificate() -> x509.Certificate:
    """The certificate of the key in use. Raises SealTrouble, also for a key that is too weak."""
    if settings.SEAL_TOKEN:
        path = Path(settings.SEAL_TOKEN.certificate_file)
        certificate = read_certificates(path)[0]
    else:
        path = key_path()
        certificate = certificate_of(path)
    if not is_strong(certificate.public_key()):
        sentence = _(
            "The key in %(path)s is too weak to seal with. Use P-256, or RSA of at least %(bits)s"
            " bits."
        )
        raise SealTrouble(sentence % {"path": path, "bits": LEAST_RSA})
    return certificate


def certificate_of(path: Path) -> x509.Certificate:
    """The one of the key in a PKCS#12 file. Raises SealTrouble."""
    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(
            path.read_bytes(), passphrase()
        )
    except (OSError, ValueError, TypeError) as fault:
        raise unreadable(path, fault) from fault
    if key is None or certificate is None:
        raise unreadable(path, _("it holds no key with its certificate"))
    return certificate


def unreadable(path: Any, fault: Any) -> SealTrouble:
    sentence = _("The key that seals records, %(path)s, cannot be used: %(fault)s.")
    return SealTrouble(sentence % {"path": path, "fault": fault})


def is_strong(key: Any) -> bool:
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size >= LEAST_RSA
    return isinstance(key, ec.EllipticCurvePublicKey) and key.key_size >= 256


def trusted_certificates(files: Iterable[Path] = ()) -> list[x509.Certificate]:
    """Those whose seals are the authority's: of the files, of the setting, and the one in use."""
    paths = [*files, *map(Path, settings.SEAL_CERTIFICATE_FILES)]
    found = [one for path in paths for one in read_certificates(path)]
    if files or not is_sealing():
        return found
    try:
        return [*found, own_certificate()]
    except SealTrouble:  # who verifies need not be able to read the key of who seals
        if not found:
            raise
        return found


def read_certificates(path: Path) -> list[x509.Certificate]:
    """Raises SealTrouble."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as fault:
        sentence = _("The certificate %(path)s cannot be read: %(fault)s.")
        raise SealTrouble(sentence % {"path": path, "fault": fault}) from fault


def name_of(certificate: x509.Certificate) -> str:
    """Whose it is, as people call it."""
    named = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(named[0].value) if named else certificate.subject.rfc4514_string()


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, in hexadecimal."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def make_demonstration_key(path: Path) -> None:
    """A self-signed one whose name says what it is; whole or not at all, also for two at once."""
    key = ec.generate_private_key(ec.SECP256R1())
    body = pkcs12.serialize_key_and_certificates(
        b"seal", key, self_signed(key, timezone.now()), None, serialization.NoEncryption()
    )
    path.parent.mkdir(exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(body)
    try:
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink()


def self_signed(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEMONSTRATION)])
    signs = x509.KeyUsage(True, True, *[False] * 7)
    return (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=366 * YEARS))
        .add_extension(signs, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
