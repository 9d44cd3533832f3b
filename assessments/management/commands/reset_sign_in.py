"""`manage.py reset_sign_in USERNAME`: a password for one sign-in, for somebody shut out."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.models import User
from assessments.sign_in import passwords
from assessments.sign_in.factors import take_away


class Command(BaseCommand):
    help = _("Give a person a password for one sign-in, and end their sessions.")

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument(
            "--factors", action="store_true", help=_("Take their second factors away too.")
        )
        parser.add_argument(
            "--because", default="", help=_("How you know who asks; needed with --factors.")
        )

    def handle(self, *args, username, factors: bool, because: str, **options):
        person = User.objects.filter(username=username).first()
        if person is None:
            raise CommandError(_("There is nobody of this user name."))
        if factors and not because.strip():
            raise CommandError(_("Say with --because how you know who asks."))
        if factors:
            take_away(person, by="manage.py", because=because)
        self.stdout.write(passwords.give_one_time(person, by="manage.py", because=because))
