"""`manage.py load_list FILE`: what a list would change, and, once it is confirmed, the change."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.cases.refusals import Refusal
from assessments.lists.loading import Preview, keep_file, load_list, preview
from assessments.lists.reading import read_list
from assessments.reference.case_faults import CaseFileFaults

SHOWN = 20


class Command(BaseCommand):
    help = _("Load a list from a file of the format att-list/1, after showing what changes.")

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help=_("load it without asking"))
        parser.add_argument(
            "--ends-many",
            action="store_true",
            help=_("load it although more than a tenth of the entries would end"),
        )

    def handle(self, *args, file, yes, ends_many, **options):
        try:
            body = file.read_bytes()
            content = read_list(body)
            shown = preview(content)
            self.show(shown)
            if not yes and input(_("Load it? Type yes: ")) != _("yes"):
                self.stdout.write(_("Nothing was loaded."))
                return
            load = load_list(
                content, keep_file(body), by=None, seen=shown.number, may_end_many=ends_many
            )
        except OSError as fault:
            sentence = _("The file could not be read: %(fault)s")
            raise CommandError(sentence % {"fault": fault}) from fault
        except CaseFileFaults as refused:
            lines = [f"{fault.at or '/'}: {fault.message}" for fault in refused.faults]
            raise CommandError("\n".join([_("Nothing was loaded."), *lines])) from refused
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        told = {"title": load.title, "number": load.number}
        self.stdout.write(_("“%(title)s” is loaded: load %(number)s.") % told)

    def show(self, shown: Preview) -> None:
        for sign, names in (
            ("+", [one["name"] for one in shown.added]),
            ("~", [new["name"] for _old, new in shown.changed]),
            ("-", [one.name for one in shown.ended]),
        ):
            for name in names[:SHOWN]:
                self.stdout.write(f"{sign} {name}")
            if len(names) > SHOWN:
                self.stdout.write(f"{sign} … {len(names) - SHOWN}")
        counts = {
            "added": len(shown.added),
            "changed": len(shown.changed),
            "ended": len(shown.ended),
            "unchanged": shown.unchanged,
        }
        self.stdout.write(
            _("%(added)s added, %(changed)s changed, %(ended)s ended, %(unchanged)s unchanged.")
            % counts
        )
