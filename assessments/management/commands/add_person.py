"""`manage.py add_person USERNAME --name NAME --role ROLE`: somebody who may sign in."""

import getpass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.cases.people import add_person
from assessments.models import Role


class Command(BaseCommand):
    help = _("Add a person of the authority. The password is asked, or read from a file.")

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help=_("As it stands in records."))
        parser.add_argument(
            "--role",
            required=True,
            action="append",
            choices=Role.values,
            help=_("May be given more than once."),
        )
        parser.add_argument(
            "--password-file", type=Path, help=_("A file whose first line is the password.")
        )

    def handle(self, *args, username, name, role, password_file, **options):
        password = read(password_file) if password_file else ask()
        try:
            add_person(username, name=name, roles=role, password=password, by="manage.py")
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
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
