"""`manage.py check_config`: the settings in force, and what is to be mended."""

import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.operations.configuration import effective, faults


class Command(BaseCommand):
    help = _(
        "Print every setting in force, secrets masked, and where it comes from; then what is to be"
        " mended, in sentences. The exit status is 1 if there is anything."
    )
    requires_system_checks = ()

    def handle(self, *args, **options):
        for one in effective():
            self.stdout.write(f"{one.name}={one.value}  ({one.source})")
        found = faults()
        self.stdout.write("")
        for sentence in found:
            self.stdout.write(f"✗ {sentence}")
        if found:
            words = ngettext("%(n)s thing to mend.", "%(n)s things to mend.", len(found))
            self.stderr.write(words % {"n": len(found)})
            sys.exit(1)
        self.stdout.write(_("Nothing is to be mended."))
