"""`manage.py load_incidents FILE --by NAME`: what a file would change, and then the change."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.cases.refusals import Refusal
from assessments.incidents.loading import Plan, compare, load
from assessments.incidents.reading import read_incidents
from assessments.models import Role, User
from assessments.reference.case_faults import CaseFileFaults

SHOWN = 20


class Command(BaseCommand):
    """None is taken out; a file that has a fault anywhere is refused whole."""

    help = _("Add incidents to the register from a file of the format att-incidents/1.")

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--by", required=True, metavar="NAME", help=_("the user name of a register editor")
        )
        parser.add_argument("--yes", action="store_true", help=_("load it without asking"))

    def handle(self, *args: Any, file: Path, by: str, yes: bool, **options: Any) -> None:
        """Shows what is new, corrected or unchanged before it asks."""
        editor = editor_named(by)
        try:
            plan = compare(read_incidents(file.read_bytes()))
            self.show(plan)
            if not yes and input(_("Load it? Type yes: ")) != _("yes"):
                self.stdout.write(_("Nothing was loaded."))
                return
            load(plan, by=editor)
        except OSError as fault:
            sentence = _("The file could not be read: %(fault)s")
            raise CommandError(sentence % {"fault": fault}) from fault
        except CaseFileFaults as refused:
            lines = [f"{fault.at or '/'}: {fault.message}" for fault in refused.faults]
            raise CommandError("\n".join([_("Nothing was loaded."), *lines])) from refused
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        self.stdout.write(_("The incidents are in the register."))

    def show(self, plan: Plan) -> None:
        for sign, entries in (("+", plan.added), ("~", plan.corrected)):
            for entry in entries[:SHOWN]:
                about = f"{entry.facts.first_day} {entry.facts.actor}, {entry.facts.place}"
                self.stdout.write(f"{sign} {entry.mark} {about}")
            if len(entries) > SHOWN:
                self.stdout.write(f"{sign} … {len(entries) - SHOWN}")
        counts = {
            "added": len(plan.added),
            "corrected": len(plan.corrected),
            "unchanged": len(plan.unchanged),
            "views": plan.views,
        }
        self.stdout.write(
            _(
                "%(added)s added, %(corrected)s corrected, %(unchanged)s unchanged;"
                " views: %(views)s."
            )
            % counts
        )


def editor_named(name: str) -> User:
    """Raises CommandError for anybody who keeps no register."""
    found = User.objects.filter(username=name, is_active=True, roles__contains=[Role.EDITOR])
    if (editor := found.first()) is None:
        raise CommandError(
            _("There is no register editor with the user name %(name)s.") % {"name": name}
        )
    return editor
