"""`manage.py import_case FILE… [--officer NAME]`: a draft of each case file."""

import hashlib
import json
import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.models import Role, User
from assessments.reference.case_faults import CaseFileFaults, Fault
from assessments.wizard.importing import LARGEST, import_case, read_case_file, too_large


class Command(BaseCommand):
    """Each file by itself: one that is refused leaves nothing behind, and the others go on."""

    help = _(
        "Make a draft of each case file (att-case/1), every answer unconfirmed, and write its"
        " reference. The exit status is 1 if a file was refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", help=_("A case file, in JSON."))
        parser.add_argument(
            "--officer",
            metavar="NAME",
            help=_("The user name of the officer whose drafts they are."),
        )

    def handle(self, *args, files, officer, **options):
        """One line of JSON a file, in order."""
        by = officer_named(officer) if officer else only_officer()
        refused = 0
        for name in files:
            result = imported(name, by=by)
            refused += "errors" in result
            self.stdout.write(json.dumps(result))
        if refused:
            raise CommandError(_("Files refused: %(count)s.") % {"count": refused})


def imported(name: str, *, by: User) -> dict:
    """The reference of the draft, or what is wrong with the file and where."""
    try:
        body = body_of(name)
        case = import_case(read_case_file(body), by=by, digest=hashlib.sha256(body).hexdigest())
    except CaseFileFaults as refused:
        faults = [{"at": fault.at, "message": fault.message} for fault in refused.faults]
        return {"file": name, "errors": faults}
    return {"file": name, "reference": case.reference}


def body_of(name: str) -> bytes:
    """The bytes of a file. Raises `CaseFileFaults` for one that is not there, or is too large."""
    try:
        if os.path.getsize(name) > LARGEST:
            raise CaseFileFaults([Fault("", too_large())])
        with open(name, "rb") as file:
            return file.read(LARGEST + 1)
    except OSError as fault:
        sentence = _("This file cannot be read: %(reason)s.") % {"reason": fault.strerror}
        raise CaseFileFaults([Fault("", sentence)]) from fault


def officers():
    return User.objects.filter(is_active=True, roles__contains=[Role.OFFICER])


def officer_named(name: str) -> User:
    officer = officers().filter(username=name).first()
    if officer is None:
        raise CommandError(_("There is no officer with the user name %(name)s.") % {"name": name})
    return officer


def only_officer() -> User:
    """The one officer there is; in the demonstration the first, who is as good as any."""
    found = list(officers().order_by("username"))
    if not found:
        raise CommandError(_("There is no officer yet in whose name a case could be opened."))
    if len(found) > 1 and not settings.DEMONSTRATION:
        raise CommandError(
            _("There are several officers. Say whose drafts they are: --officer NAME.")
        )
    return found[0]
