"""What the authority's own server knows of a record: issued, superseded, anchored in the ledger."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from assessments.audit.chain import GENESIS
from assessments.models import Correction, Record

from .facts import moment
from .verifying import Finding, Report, bad, good, later, unknown

AT = "select encode(h, 'hex') from ledger.link where seq = %s"


def about_record(body: bytes, report: Report) -> Iterator[Finding]:
    """The register of records, and the place in the ledger that the record names."""
    if report.snapshot is None:
        return
    made = Record.objects.filter(snapshot_digest=report.snapshot_digest).first()
    if made is None:
        yield bad(_("No record with this snapshot was ever issued here."))
    elif not made.body:
        yield unknown(
            _("A record with this snapshot was issued here, and destroyed after its time.")
        )
    elif made.digest == hashlib.sha256(body).hexdigest():
        report.is_vouched = True
        yield good(_("It is the very file that was issued and is kept here."))
    else:
        yield bad(_("It is not the file that was issued here: that one has other bytes."))
    if made is not None:
        yield from about_later(made)
    yield about_ledger(report)


def about_later(made: Record) -> Iterator[Finding]:
    """That a correction counts instead, and where its record is made, by which code."""
    correction, newer = later_than(made), newer_than(made)
    if not correction:
        return
    told = {"moment": moment(correction.made_at.isoformat()), "code": newer and newer.code}
    yield later(_("It is superseded: the record was corrected on %(moment)s.") % told)
    if newer:
        yield later(_("The record that counts instead has the code %(code)s.") % told)


def later_than(made: Record) -> Correction | None:
    """The last correction that this record does not tell; None where it counts."""
    told = Correction.objects.filter(decision_id=made.decision_id, number__gt=made.number)
    return told.order_by("number").last()


def newer_than(made: Record) -> Record | None:
    """The record of the same edition that counts instead, once it is made."""
    same = Record.objects.filter(decision_id=made.decision_id, edition=made.edition)
    return same.filter(number__gt=made.number).defer("body").order_by("number").last()


def about_ledger(report: Report) -> Finding:
    """The anchor that the record carries is the hash of that row in the ledger."""
    ledger = (report.snapshot or {}).get("ledger") or {}
    told = {"seq": ledger.get("seq")}
    found = hash_at(ledger.get("seq"))
    if not found:
        return unknown(_("The ledger here has no row %(seq)s, which the record names.") % told)
    if found == ledger.get("hash"):
        return good(_("The ledger here has the hash that the record names for row %(seq)s.") % told)
    return bad(_("The ledger here has another hash for row %(seq)s than the record names.") % told)


def hash_at(seq: Any) -> str:
    """The hash of a row of the ledger; "" where there is none."""
    if seq == 0:
        return GENESIS
    if not isinstance(seq, int) or not 0 < seq < 2**63:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(AT, [seq])
        found = cursor.fetchone()
    return found[0] if found else ""
