"""The people of the authority and what they may be."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in the authority. One person may hold several, never both on one case."""

    OFFICER = "officer", _("officer")
    SUPERVISOR = "supervisor", _("supervisor")
    LEGAL = "legal", _("legal adviser")
    HEAD = "head", _("head")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


def role_choices():
    return Role.choices


class People(BaseUserManager):
    """How people are made; Django's sign-in asks for `get_by_natural_key`."""

    def create_user(self, username, password=None, **fields):
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class User(AbstractBaseUser):
    """Somebody who signs in."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    roles = ArrayField(
        models.CharField(max_length=20, choices=role_choices), default=list, blank=True
    )
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    # A password that somebody else gave: good until then, and for choosing one's own. Else null.
    one_time_until = models.DateTimeField(null=True, blank=True)
    sessions_ended_at = models.DateTimeField(null=True, blank=True)

    objects = People()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(username=""), name="user_has_a_user_name"),
        ]

    def __str__(self):
        return self.name

    def _get_session_auth_hash(self, secret=None):
        """Sessions hold while this stays: they end with the password, a role, and when ended.

        Django asks it for the present key and for former ones.
        """
        held = " ".join([self.password, *sorted(self.roles), str(self.sessions_ended_at)])
        return salted_hmac("attwizard.session", held, secret=secret, algorithm="sha256").hexdigest()

    def has_role(self, *roles):
        return any(role in self.roles for role in roles)
