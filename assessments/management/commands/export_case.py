"""`manage.py export_case REFERENCE`: a case as a case file."""

import hashlib
import json

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import Refusal
from assessments.models import Case
from assessments.wizard.exporting import export_case


class Command(BaseCommand):
    """Every answer kept, confirmed or not."""

    help = _("Write a case as a case file (att-case/1) to standard output.")

    def add_arguments(self, parser):
        parser.add_argument("reference", metavar="REFERENCE", help=_("Such as 2026-00042."))

    def handle(self, *args, reference, **options):
        """In ASCII, so that no terminal or pipe can garble it."""
        case = Case.objects.filter(reference=reference).first()
        if case is None:
            raise CommandError(_("There is no case %(reference)s.") % {"reference": reference})
        try:
            text = json.dumps(export_case(case), indent=2)
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        taken = hashlib.sha256(text.encode()).hexdigest()
        record(Verb.EXPORTED, case, by="manage.py export_case", digest=taken)
        self.stdout.write(text)
