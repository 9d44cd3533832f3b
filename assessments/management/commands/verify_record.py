"""`manage.py verify_record FILE`: whether a file is a record as it was issued."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _

from assessments.records.known import about_record
from assessments.records.seal_key import SealTrouble, trusted_certificates
from assessments.records.verifying import BAD, GOOD, LATER, UNKNOWN, verify

MARKS = {GOOD: "✓", BAD: "✗", LATER: "✗"}
VERDICTS = {
    GOOD: _("Nothing speaks against this file."),
    BAD: _("This file is not to be trusted as it is."),
    LATER: _("This file is genuine, and no longer counts."),
    UNKNOWN: _(
        "Nothing vouches for this file: compare it with the certificate of the authority"
        " (--certificate), or with its register on the page “Verify a record”."
    ),
}


class Command(BaseCommand):
    help = _(
        "Check the seal, the attachments and the printed digest of a record, and what this server"
        " knows of it. The exit status is 0 only if nothing speaks against it, it counts, and the"
        " seal or the register of this authority vouches for it."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--certificate",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help=_("a certificate of the authority, as PEM; without it those of the settings"),
        )
        parser.add_argument("--without-database", action="store_true", help=_("ask the file alone"))

    def handle(self, *args, file, certificate, without_database, **options):
        # Elsewhere than at the authority its certificate is given, or there is none to compare.
        is_set_up = settings.SEAL_TOKEN or settings.SEAL_KEY_FILE or settings.SEAL_CERTIFICATE_FILES
        alone = without_database and not certificate and not is_set_up
        try:
            body = file.read_bytes()
            trusted = [] if alone else trusted_certificates(certificate)
        except OSError as fault:
            sentence = _("%(file)s cannot be read: %(fault)s")
            raise CommandError(sentence % {"file": file, "fault": fault.strerror}) from fault
        except SealTrouble as fault:
            raise CommandError(str(fault)) from fault
        report = verify(body, trusted)
        if not without_database:
            report.findings += about_record(body, report)
        for one in report.findings:
            self.stdout.write(f"{MARKS.get(one.state, '?')} {one.words}")
        self.stdout.write(str(VERDICTS[report.verdict]))
        if not report.is_good:
            sys.exit(1)
