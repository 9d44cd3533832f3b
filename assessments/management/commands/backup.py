"""`manage.py backup FOLDER`: everything of one moment, while people go on working."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.operations.backing_up import back_up
from assessments.operations.programs import OperationTrouble


class Command(BaseCommand):
    help = _(
        "Back everything up into a new folder below FOLDER: database with attachments and records,"
        " and beside it what is needed to know it again. Nobody has to stop working."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument(
            "--to",
            action="append",
            default=[],
            metavar="KEY",
            help=_("encrypt to this age public key; without it to those in BACKUP_RECIPIENTS"),
        )

    def handle(self, *args, folder, to, **options):
        try:
            made = back_up(folder, to or settings.BACKUP_RECIPIENTS)
        except OperationTrouble as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(str(made.folder))
        words = _(
            "It goes up to row %(seq)s of the ledger. The SHA-256 of its sums, to be kept"
            " elsewhere: %(digest)s"
        )
        self.stderr.write(words % {"seq": made.seq, "digest": made.digest})
