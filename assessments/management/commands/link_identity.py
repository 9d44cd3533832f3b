"""`manage.py link_identity USERNAME SUBJECT`: who it is that the identity provider calls so."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.models import User
from assessments.sign_in import single_sign_on


class Command(BaseCommand):
    help = _("Let an identity of the identity provider sign in as a person.")

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("subject", help=_("What the provider calls it: the claim “sub”."))
        parser.add_argument("--undo", action="store_true", help=_("No longer."))

    def handle(self, *args, username, subject, undo, **options):
        person = User.objects.filter(username=username).first()
        if person is None:
            raise CommandError(_("There is nobody of this user name."))
        if undo:
            single_sign_on.unlink(person, subject, by="manage.py")
        elif single_sign_on.is_linked(subject):
            raise CommandError(_("This identity is linked already."))
        else:
            single_sign_on.link(person, subject, by="manage.py")
