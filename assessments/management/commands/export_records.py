"""`manage.py export_records FROM TO --output FILE`: the records of a period as one archive."""

import os
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.audit.trail import Verb, record_each
from assessments.auditing.archive import Archive, TooMany, archive
from assessments.models import Case, Record

EVERY = 50_000_000  # bytes between two words of progress


class Command(BaseCommand):
    help = _(
        "Write the records of what was decided from one day to another as a ZIP file with an index"
        " and digests. Interrupted, it goes on where it stopped when it is asked again."
    )

    def add_arguments(self, parser):
        parser.add_argument("begin", type=date.fromisoformat, metavar="FROM")
        parser.add_argument("end", type=date.fromisoformat, metavar="TO")
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *args, begin, end, output, **options):
        if output.exists() and not output.is_file():
            sentence = _("%(file)s is no file that could be replaced. Name another one.")
            raise CommandError(sentence % {"file": output})
        try:
            found = archive(Case.objects.all(), begin, end)
        except TooMany as refusal:
            raise CommandError(str(refusal)) from refusal
        # Of another archive than this one nothing is gone on with.
        part = output.with_name(f"{output.name}.{found.tag[:12]}.part")
        try:
            self.write(found, part)
            os.replace(part, output)
        except OSError as fault:
            sentence = _("%(file)s cannot be written: %(fault)s. Ask again to go on.")
            raise CommandError(sentence % {"file": part, "fault": fault.strerror}) from fault
        told = {"file": output, "count": len(found.members) - 2, "size": found.size}
        self.stdout.write(_("%(file)s: %(count)d records, %(size)d bytes") % told)

    def write(self, found: Archive, part: Path) -> None:
        start = part.stat().st_size if part.exists() else 0
        rows = Record.objects.filter(pk__in=found.records_in(start, found.size))
        facts = {
            case: {"page": "manage.py export_records", "digest": digest}
            for case, digest in rows.values_list("decision__case_id", "digest")
        }
        record_each(Verb.DOWNLOADED, facts, by="manage.py export_records")
        with open(part, "ab") as file:
            done = said = start
            for piece in found.part(start):
                file.write(piece)
                done += len(piece)
                if done - said >= EVERY:
                    said = done
                    told = {"done": done, "size": found.size}
                    self.stderr.write(_("%(done)d of %(size)d bytes") % told)
            file.flush()
            os.fsync(file.fileno())
