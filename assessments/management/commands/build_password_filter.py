"""`manage.py build_password_filter FILE…`: a filter of known passwords, from lists of them."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from assessments.sign_in import breached


class Command(BaseCommand):
    help = _("Make the filter of breached passwords from files with one password a line.")

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--output", type=Path, default=breached.FILTER)

    def handle(self, *args, files, output, **options):
        lines = (line for path in files for line in path.read_text(errors="replace").splitlines())
        made = breached.build(lines)
        output.write_bytes(made)
        told = {"number": len(made) // breached.SIZE, "file": output}
        self.stdout.write(_("%(number)s passwords of 15 or more characters in %(file)s.") % told)
