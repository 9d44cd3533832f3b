"""The people of the authority, what they may be, and who stands in for whom."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in the authority. One person may hold several, never both on one case."""

    OFFICER = "officer", _("officer")
    SUPERVISOR = "supervisor", _("supervisor")
    LEGAL = "legal", _("legal adviser")
    HEAD = "head", _("head of the authority")
    AUDITOR = "auditor", _("auditor")
    EDITOR = "editor", _("register editor")
    ADMINISTRATOR = "administrator", _("administrator")


# Roles on cases: they assess, review, sign off or decide. An auditor looks at what they did.
# An editor keeps the registers that cases draw on, and sees no case.
ON_CASES = (Role.OFFICER, Role.SUPERVISOR, Role.LEGAL, Role.HEAD)
TAKEN = _("Somebody has this user name already. Choose another.")
# What the trail calls the program is nobody's user name.
NO_USER_NAMES = ["", "manage.py", "sign-in"]


def role_choices():
    return Role.choices


def decides_and_audits(roles: str) -> Q:
    """As a condition on a column of roles: with both nobody would audit their own work."""
    both = {f"{roles}__contains": [Role.AUDITOR.value]}
    return Q(**both, **{f"{roles}__overlap": [role.value for role in ON_CASES]})


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

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        error_messages={"unique": TAKEN},
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9_-]+([.@+][A-Za-z0-9_-]+)*\Z",
                _("A user name is made of letters, digits, “-”, “_” and, between them, “.”."),
            )
        ],
    )
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
    # A password that somebody else gave: good until then, and for choosing one's own. Else null.
    one_time_until = models.DateTimeField(null=True, blank=True)
    sessions_ended_at = models.DateTimeField(null=True, blank=True)

    objects = People()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="user_has_a_user_name",
                condition=~Q(username__in=NO_USER_NAMES),
                violation_error_message=_("The program itself goes by this name. Choose another."),
            ),
            # The trail names people by it: “Mina” and “mina” would be told apart by nobody.
            models.UniqueConstraint(
                Lower("username"),
                name="user_names_differ_by_more_than_capitals",
                violation_error_message=TAKEN,
            ),
            models.CheckConstraint(
                name="nobody_audits_and_decides",
                condition=~decides_and_audits("roles"),
                violation_error_message=_(
                    "An auditor looks at the work of others, so they neither assess nor decide."
                ),
            ),
        ]

    # For whom the person stands in on the case at hand; cases/access says so, entries name it.
    acting_for: "User | None" = None

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


# The absent person holds the role; the substitute does too, or has it for these days.
IS_HELD = Q(role__in=ON_CASES, absent__roles__contains=[models.F("role")])
IS_GIVEN = Q(substitute__roles__contains=[models.F("role")]) | Q(grant__confirmed_at__isnull=False)


class Substitutions(models.QuerySet):
    def in_force(self, *, on: date) -> "Substitutions":
        """Those that count on the day, the first and the last of their days included.

        For a role that the substitute does not hold it is a delegation, and counts once a second
        administrator has confirmed it. None gives what the absent person has lost meanwhile.
        """
        days = self.filter(from_on__lte=on, until_on__gte=on, ended_at=None)
        at_work = days.filter(substitute__is_active=True)
        others = at_work.exclude(substitute__roles__contains=[Role.AUDITOR])
        return others.filter(IS_HELD, IS_GIVEN).order_by("pk")


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
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Substitutions.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_substitution_ends_after_it_begins",
                condition=Q(until_on__gte=models.F("from_on")),
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_themselves",
                condition=~Q(absent=models.F("substitute")),
                violation_error_message=_("Choose somebody else to stand in."),
            ),
        ]

    def __str__(self):
        return f"{self.substitute_id} for {self.absent_id}"
