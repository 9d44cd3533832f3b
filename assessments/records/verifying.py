"""Whether a file is a record as it was issued: its seal, its attachments, its printed digest.

Nothing here asks the database; what only the authority's own server knows is added by known.py.
"""

import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from cryptography import x509
from django.utils.translation import gettext as _

from assessments.audit import digests

from . import seal_key
from .codes import code_of
from .facts import moment

SNAPSHOT, CASE_FILE = "snapshot.json", "case-file.json"
LONGEST_FIRST = 3  # pages
LARGEST = 64 * 1024 * 1024  # bytes; no record comes near it
# What a stranger's certificate lacks is told in a finding, not in the log.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
GOOD, BAD, UNKNOWN, LATER = "good", "bad", "unknown", "later"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, in a sentence: good, bad, unknown, or true until later."""

    state: str
    words: str


@dataclass
class Report:
    """What was found out about a file; `snapshot` is None where none could be read.

    A file that agrees with itself proves nothing: `is_vouched` once the authority's seal or its
    register speaks for it.
    """

    findings: list[Finding] = field(default_factory=list)
    snapshot: dict[str, Any] | None = None
    snapshot_digest: str = ""
    signer: str = ""
    signed_at: datetime | None = None
    is_vouched: bool = False

    @property
    def is_good(self) -> bool:
        """Nothing speaks against it, it counts, and the seal or the register speaks for it."""
        return self.verdict == GOOD

    @property
    def verdict(self) -> str:
        """What it comes to: BAD, UNKNOWN where nobody vouches for it, LATER where it is genuine
        and superseded, GOOD."""
        states = {one.state for one in self.findings}
        if BAD in states:
            return BAD
        if not self.is_vouched:
            return UNKNOWN
        return LATER if LATER in states else GOOD

    @property
    def code(self) -> str:
        return code_of(self.snapshot_digest) if self.snapshot_digest else ""


def good(words: str) -> Finding:
    return Finding(GOOD, words)


def bad(words: str) -> Finding:
    return Finding(BAD, words)


def later(words: str) -> Finding:
    return Finding(LATER, words)


def unknown(words: str) -> Finding:
    return Finding(UNKNOWN, words)


def verify(body: bytes, trusted: Sequence[x509.Certificate]) -> Report:
    """All that the file itself tells; `trusted` are the certificates of the authority."""
    report = Report()
    if not body.startswith(b"%PDF-") or len(body) > LARGEST:
        report.findings.append(bad(_("This file is no record: it is no PDF.")))
        return report
    report.findings += about_seal(body, trusted, report)
    report.findings += about_contents(body, report)
    return report


# The seal


def about_seal(
    body: bytes, trusted: Sequence[x509.Certificate], report: Report
) -> Iterator[Finding]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        seals = PdfFileReader(BytesIO(body), strict=False).embedded_signatures
        states = [(one, status_of(one, trusted)) for one in seals]
    except Exception as fault:  # whatever a stranger's file does to a parser
        yield bad(_("The file is damaged and cannot be read: %(fault)s") % {"fault": fault})
        return
    if not states:
        yield unknown(
            _("The file bears no seal. Whether it was changed can be said only by comparing it.")
        )
    for one, status in states:
        yield from about_one(one, status, trusted, report)


def status_of(one, trusted: Sequence[x509.Certificate]):
    """What pyHanko says of a seal, judged at the time that the seal itself states."""
    from asn1crypto import x509 as asn1
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    roots = [asn1.Certificate.load(der(certificate)) for certificate in trusted]
    context = ValidationContext(
        trust_roots=roots, allow_fetching=False, moment=one.self_reported_timestamp
    )
    return validate_pdf_signature(one, context, skip_diff=True)  # no change is permitted at all


def der(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)


def about_one(one, status, trusted, report: Report) -> Iterator[Finding]:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    name = (
        one.signer_cert.subject.native.get("common_name") or one.signer_cert.subject.human_friendly
    )
    report.signer, report.signed_at = name, one.self_reported_timestamp
    if not (status.intact and status.valid):
        # Whose key it was is not said: what is broken can name anybody.
        yield bad(_("The file was changed after it was sealed: its bytes are no longer the same."))
        return
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        yield bad(_("Something was appended to the file after it was sealed."))
    else:
        yield good(_("The file is unchanged since it was sealed."))
        report.is_vouched = report.is_vouched or bool(trusted and status.trusted)
    yield about_signer(one, status, trusted, name)
    if status.timestamp_validity is not None:
        yield about_time(status.timestamp_validity)


def about_signer(one, status, trusted, name: str) -> Finding:
    told = {"name": name}
    if not trusted:
        return unknown(
            _("It was sealed with the key of “%(name)s”; no certificate was given to compare.")
            % told
        )
    if not status.trusted:
        return bad(_("It was sealed with a foreign key, that of “%(name)s”.") % told)
    if seal_key.DEMONSTRATION in name:
        return good(_("It was sealed with a demonstration key, “%(name)s”.") % told)
    return good(_("It was sealed with the key of the authority, “%(name)s”.") % told)


def about_time(stamp) -> Finding:
    """What a time server certified, RFC 3161; its certificate is compared with none here."""
    name = stamp.signing_cert.subject.human_friendly
    told = {"name": name, "moment": moment(stamp.timestamp.isoformat())}
    if not (stamp.intact and stamp.valid):
        return bad(_("The certified time of the seal, by “%(name)s”, is not genuine.") % told)
    return unknown(
        _("A time server, “%(name)s”, certified on %(moment)s that the seal was there.") % told
    )


# What is in it


def about_contents(body: bytes, report: Report) -> Iterator[Finding]:
    from pypdf import PdfReader

    try:
        attached, printed = opened(PdfReader(BytesIO(body)))
        snapshot, case_file = (json.loads(attached[name]) for name in (SNAPSHOT, CASE_FILE))
        digest = digests.digest(snapshot)
    except Exception:  # whatever a stranger's file does to a parser
        yield bad(_("The snapshot or the case file that belong to a record are not attached."))
        return
    report.snapshot, report.snapshot_digest = snapshot, digest
    if attached[SNAPSHOT] != digests.canonical(snapshot).encode():
        yield bad(_("The attached snapshot is not in the form in which it was attached."))
    if digest in printed:
        yield good(_("The attached snapshot is the one whose digest is printed on the record."))
    else:
        yield bad(_("The attached snapshot is not the one whose digest is printed on the record."))
    if case_file != (snapshot.get("case_file") or {}):
        yield bad(_("The attached case file is not the one of the snapshot."))


def opened(reader) -> tuple[dict[str, bytes], str]:
    """The attachments by name, and the letters and digits of the first pages and the last."""
    attached = {name: versions[-1] for name, versions in reader.attachments.items()}
    # The digest ends the first page, which much to tell may make two, or a whole notice.
    shown = [*reader.pages[:LONGEST_FIRST], reader.pages[-1]]
    printed = "".join(page.extract_text() for page in shown)
    return attached, re.sub(r"[^0-9a-zA-Z]", "", printed)
