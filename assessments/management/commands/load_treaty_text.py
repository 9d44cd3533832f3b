"""`manage.py load_treaty_text FILE --by NAME`: the authentic text of the Treaty in one language."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.guidance.treaty import load_text, read_text
from assessments.models import Role, User
from assessments.reference.case_faults import CaseFileFaults


class Command(BaseCommand):
    """A file that has a fault anywhere is refused whole."""

    help = _("Load the authentic text of the Treaty from a file of the format att-treaty-text/1.")

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--by", required=True, metavar="NAME", help=_("the user name of a register editor")
        )

    def handle(self, *args: Any, file: Path, by: str, **options: Any) -> None:
        """Says which language was loaded, and how many paragraphs."""
        editors = User.objects.filter(username=by, is_active=True, roles__contains=[Role.EDITOR])
        if (editor := editors.first()) is None:
            words = _("There is no register editor with the user name %(name)s.")
            raise CommandError(words % {"name": by})
        try:
            body = file.read_bytes()
            made = load_text(read_text(body), body, by=editor)
        except OSError as fault:
            words = _("The file could not be read: %(fault)s")
            raise CommandError(words % {"fault": fault}) from fault
        except CaseFileFaults as refused:
            lines = [f"{fault.at or '/'}: {fault.message}" for fault in refused.faults]
            raise CommandError("\n".join([_("Nothing was loaded."), *lines])) from refused
        told = {"language": made.language, "count": len(made.paragraphs)}
        self.stdout.write(_("%(language)s: %(count)d paragraphs are loaded.") % told)
