"""`manage.py issue_record REFERENCE --output FILE`: the record of a decided case, as a PDF."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import Refusal
from assessments.models import Case
from assessments.records.issuing import issue_record


class Command(BaseCommand):
    help = _("Write the record of a decided case to a file; it is made if it was not made yet.")

    def add_arguments(self, parser):
        parser.add_argument("reference")
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *args, reference, output, **options):
        case = Case.objects.filter(reference=reference).first()
        if case is None:
            raise CommandError(_("There is no case %(reference)s.") % {"reference": reference})
        if not case.is_decided:
            sentence = _("%(reference)s is not decided yet: there is nothing to record.")
            raise CommandError(sentence % {"reference": reference})
        try:
            made = issue_record(case, by="manage.py")
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        record(Verb.DOWNLOADED, case, by="manage.py issue_record", digest=made.digest)
        write(output, bytes(made.body))
        told = {"output": output, "size": len(made.body), "digest": made.digest}
        self.stdout.write(_("%(output)s: %(size)d bytes, SHA-256 %(digest)s") % told)


def write(output: Path, body: bytes) -> None:
    try:
        output.write_bytes(body)
    except OSError as fault:
        sentence = _(
            "The record is made and kept with the case, but could not be written to %(output)s:"
            " %(reason)s. Name another file."
        )
        raise CommandError(sentence % {"output": output, "reason": fault.strerror}) from fault
