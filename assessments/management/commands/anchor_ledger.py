"""`manage.py anchor_ledger`: where the ledger stands, signed, to be kept somewhere else."""

import json
import os
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.audit.anchoring import LedgerBroken, anchor
from assessments.audit.anchors import Anchor, AnchorTrouble, private_key, public_pem


class Command(BaseCommand):
    help = _("Sign where the ledger stands. Keep the anchor where nobody here can change it.")

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, metavar="FILE", help=_("not the screen"))
        parser.add_argument(
            "--public-key", action="store_true", help=_("only print the key to check anchors with")
        )

    def handle(self, *args, output, public_key, **options):
        try:
            if public_key:
                self.stdout.write(public_pem(private_key().public_key()))
                return
            anchor(lambda made: self.keep(made, output))
        except AnchorTrouble as trouble:
            raise CommandError(str(trouble)) from trouble
        except LedgerBroken as broken:
            self.stderr.write(broken.problem.sentence(_))
            raise CommandError(
                _("The ledger is broken at row %(row)s; no anchor was made.")
                % {"row": broken.problem.seq}
            ) from broken

    def keep(self, made: Anchor, output: Path | None) -> None:
        """On the screen, or in a file that is there whole or not at all."""
        text = json.dumps(made, indent=2, sort_keys=True)
        if output is None:
            self.stdout.write(text)
            return
        new = output.with_name(f"{output.name}.{os.getpid()}")
        try:
            new.write_text(f"{text}\n")
            new.replace(output)
        except OSError as fault:
            sentence = _("The anchor could not be written: %(fault)s")
            raise CommandError(sentence % {"fault": fault}) from fault
        print(output, file=sys.stderr)
