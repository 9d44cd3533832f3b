"""`manage.py list_cases [--status S]`: reference, status and title of each case, as JSON lines."""

import json

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from assessments.models import Case, Status


class Command(BaseCommand):
    help = _("Print reference, status and title of each case as JSON lines, oldest first.")

    def add_arguments(self, parser):
        parser.add_argument("--status", choices=Status.values)

    def handle(self, *args, status, **options):
        """In ASCII, so that no terminal or pipe can garble it; row by row, however many."""
        cases = Case.objects.order_by("opened_at", "id")
        if status:
            cases = cases.filter(status=status)
        for case in cases.values("reference", "status", "title").iterator(chunk_size=2000):
            self.stdout.write(json.dumps(case))
