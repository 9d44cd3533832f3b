"""`manage.py add_person USERNAME --name NAME`: somebody who may sign in; at first with roles."""

import getpass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.cases.refusals import Refusal
from assessments.models import Role
from assessments.people.adding import add_person
from assessments.people.granting import give_by_command

PROGRAM = "manage.py"


class Command(BaseCommand):
    """Roles are given here only while nobody administers: the first administrator is made so."""

    help = _("Add a person of the authority. The password is asked, or read from a file.")

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help=_("As it stands in records."))
        parser.add_argument(
            "--role",
            action="append",
            default=[],
            choices=Role.values,
            help=_("May be given more than once, while there is no administrator."),
        )
        parser.add_argument(
            "--why-several", default="", help=_("Why one person is to hold several roles.")
        )
        parser.add_argument(
            "--password-file", type=Path, help=_("A file whose first line is the password.")
        )

    def handle(self, *args, username, name, role, why_several, password_file, **options):
        password = read(password_file) if password_file else ask()
        try:
            with transaction.atomic():
                person = add_person(username, name=name, password=password, by=PROGRAM)
                if role:
                    give_by_command(person, roles=role, why_several=why_several, by=PROGRAM)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        told = {"name": name, "username": username}
        self.stdout.write(_("%(name)s may sign in as %(username)s.") % told)


def read(path: Path) -> str:
    """The first line of the file."""
    try:
        return path.read_text().partition("\n")[0]
    except OSError as fault:
        sentence = _("The password could not be read: %(fault)s")
        raise CommandError(sentence % {"fault": fault}) from fault


def ask() -> str:
    password = getpass.getpass(_("Password: "))
    if getpass.getpass(_("The same again: ")) != password:
        raise CommandError(_("The two passwords differ; nothing was added."))
    return password
