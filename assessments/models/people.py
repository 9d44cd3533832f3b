"""The people of the authority and what they may be."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
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


class Unit(models.Model):
    """A part of the authority. Its cases are known to its own people."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


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
    # Who belongs to no unit works for the whole authority.
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

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

    def has_role(self, *roles):
        return any(role in self.roles for role in roles)


class Substitution(models.Model):
    """For some days one person stands in for another, in one role."""

    absent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="substitutions")
    substitute = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stands_in")
    role = models.CharField(max_length=20, choices=role_choices)
    from_on = models.DateField()
    until_on = models.DateField()  # the last day included
    reason = models.TextField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_substitution_ends_after_it_begins",
                condition=models.Q(until_on__gte=models.F("from_on")),
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_themselves",
                condition=~models.Q(absent=models.F("substitute")),
                violation_error_message=_("Choose somebody else to stand in."),
            ),
        ]

    def __str__(self):
        return f"{self.substitute_id} for {self.absent_id}"
