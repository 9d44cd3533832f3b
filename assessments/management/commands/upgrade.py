"""`manage.py upgrade FOLDER`: the database to this version of the program, or as it was."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.operations.programs import OperationTrouble
from assessments.operations.upgrading import upgrade


class Command(BaseCommand):
    help = _(
        "Bring the database to this version of the program: check, back up below FOLDER, migrate,"
        " look at pages. People go on working meanwhile. Whatever fails, the database is as before."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, *args, folder, **options):
        try:
            backup = upgrade(folder, self.stdout.write)
        except OperationTrouble as trouble:
            raise CommandError(str(trouble)) from trouble
        if backup is None:
            self.stdout.write(_("The database belongs to this version already."))
        else:
            self.stdout.write(_("Upgraded. Restart web server and workers now."))
