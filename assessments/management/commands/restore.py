"""`manage.py restore BACKUP`: a backup into an empty database, verified before it stays there."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.audit import anchors
from assessments.operations.programs import OperationTrouble
from assessments.operations.restoring import restore


class Command(BaseCommand):
    help = _(
        "Restore a backup into the empty database that DATABASE_URL names, and verify ledger and"
        " records. What does not prove to be whole does not stay there."
    )

    def add_arguments(self, parser):
        add = parser.add_argument
        add("backup", type=Path, metavar="BACKUP", help=_("the folder that the backup is"))
        add("anchors", nargs="*", type=Path, metavar="ANCHOR", help=_("anchors kept elsewhere"))
        add("--identity", type=Path, metavar="FILE", help=_("the age key that opens the backup"))
        add(
            "--accept-rollback",
            default="",
            metavar="WHY",
            help=_("why a ledger is taken that ends before one of the anchors; it is noted there"),
        )

    def handle(self, *args, backup, identity, accept_rollback, **options):
        try:
            known = [anchors.read(path.read_bytes()) for path in options["anchors"]]
            found = restore(backup, identity=identity, known=known, because=accept_rollback)
        except (OperationTrouble, anchors.AnchorTrouble, OSError) as trouble:
            raise CommandError(str(trouble)) from trouble
        words = _(
            "Restored and verified: the ledger up to row %(seq)s, hash %(hash)s; the digests of all"
            " %(records)s records and of all files; seal and attachments of %(looked_at)s records."
            " Everybody has to sign in again."
        )
        self.stdout.write(words % found._asdict())
