"""Lists of the authority: measures, States Parties, treaties, denials, control list, brokers.

A list is loaded whole from a file. What it says is never overwritten: an entry that changes ends,
and another begins, so that what stood on any day can be told.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .text import ExactJSONField


class ListKind(models.TextChoices):
    """What a list is about. Only the first is about Article 6(1)."""

    SECURITY_COUNCIL = "security_council", _("Measures of the Security Council")
    OTHER_EMBARGO = "other_embargo", _("Other embargoes and listings, regional and national")
    STATES_PARTIES = "states_parties", _("States Parties to the Arms Trade Treaty")
    TREATY_PROFILE = "treaty_profile", _("Treaties of this State")
    DENIAL_OWN = "denial_own", _("Denials of this authority")
    DENIAL_PARTNER = "denial_partner", _("Denials of partners")
    CONTROL_LIST = "control_list", _("National control list")
    BROKERS = "brokers", _("Registered brokers")


class EntryKind(models.TextChoices):
    """What an entry of a list stands for."""

    MEASURE = "measure", _("Measure")
    PERSON = "person", _("Person")
    ENTITY = "entity", _("Entity")
    VESSEL = "vessel", _("Vessel")
    STATE = "state", _("State")
    TREATY = "treaty", _("Treaty")
    DENIAL = "denial", _("Denial")
    CONTROL = "control", _("Control list entry")
    BROKER = "broker", _("Broker")


KINDS_OF_ENTRY = {
    ListKind.SECURITY_COUNCIL: ("measure", "person", "entity", "vessel"),
    ListKind.OTHER_EMBARGO: ("measure", "person", "entity", "vessel"),
    ListKind.STATES_PARTIES: ("state",),
    ListKind.TREATY_PROFILE: ("treaty",),
    ListKind.DENIAL_OWN: ("denial",),
    ListKind.DENIAL_PARTNER: ("denial",),
    ListKind.CONTROL_LIST: ("control",),
    ListKind.BROKERS: ("broker",),
}


def list_kind_choices():
    return ListKind.choices


def entry_kind_choices():
    return EntryKind.choices


class ListSource(models.Model):
    """A list that the authority keeps, by a key that stays; what it says comes with its loads."""

    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=list_kind_choices)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                name="list_kind_is_known",
                condition=Q(kind__in=[value for value, _name in ListKind.choices]),
            ),
        ]

    def __str__(self):
        return self.key


class ListFile(models.Model):
    """A file as it came, by SHA-256; kept also while its changes wait to be confirmed."""

    digest = models.CharField(max_length=64, primary_key=True)
    body = models.BinaryField()

    def __str__(self):
        return self.digest


class ListLoad(models.Model):
    """One loading of a list: an edition of it, which stands until the next load.

    `as_of` is the day for which its publisher vouches, `next_check` the last day on which it may be
    used without a warning; a list that nobody has verified says so by an empty `verified_by`.
    """

    source = models.ForeignKey(ListSource, on_delete=models.PROTECT, related_name="loads")
    number = models.PositiveIntegerField()
    title = models.TextField()
    publisher = models.TextField()
    citation = models.TextField(blank=True)
    as_of = models.DateField()
    next_check = models.DateField()
    verified_by = models.TextField(blank=True)
    file = models.ForeignKey(ListFile, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(default=timezone.now)
    loaded_by = models.ForeignKey(  # empty for what the command has loaded
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    ended = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()

    class Meta:
        ordering = ["source", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="loads_are_numbered"),
            models.CheckConstraint(
                name="a_list_is_checked_after_its_day",
                condition=Q(next_check__gte=models.F("as_of")),
            ),
        ]

    def __str__(self):
        return f"{self.source_id} {self.number}"

    def is_stale(self, on):
        return self.next_check < on


class EntryQuerySet(models.QuerySet):
    def at(self, moment):
        """The entries that stood at a moment."""
        return self.filter(since__lte=moment).filter(Q(until=None) | Q(until__gt=moment))

    def standing(self):
        """The entries that stand now."""
        return self.filter(until=None)

    def of_kind(self, *kinds):
        """The entries of lists of these kinds."""
        return self.filter(source__kind__in=kinds)


class ListEntry(models.Model):
    """What a list says of one thing, from the load of `since` to that of `until`.

    `key` stays over the loads. `valid_from` and `valid_until` are days of law (a measure expires, a
    treaty enters into force); `since` and `until` say when this authority knew it so. `about` has
    what only some kinds have (fixtures/lists/list.schema.json).
    """

    source = models.ForeignKey(ListSource, on_delete=models.PROTECT, related_name="entries")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=entry_kind_choices)
    name = models.TextField()
    aliases = ArrayField(models.TextField(), default=list)
    identifiers = ExactJSONField(default=dict)
    countries = ArrayField(models.CharField(max_length=2), default=list)
    text = models.TextField(blank=True)
    citation = models.TextField(blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    about = ExactJSONField(default=dict)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["source", "key", "since"], name="entry_history"),
            models.Index(fields=["kind"], name="entry_standing", condition=Q(until=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "key"],
                condition=Q(until=None),
                name="one_entry_of_a_key_stands",
            ),
            models.CheckConstraint(
                name="an_entry_ends_after_it_began",
                condition=Q(until=None) | Q(until__gt=models.F("since")),
            ),
        ]

    def __str__(self):
        return self.name

    def is_in_force(self, on):
        """Whether the day lies in the days of law that the entry names."""
        return (self.valid_from is None or self.valid_from <= on) and not self.is_past(on)

    def is_past(self, on):
        return self.valid_until is not None and self.valid_until < on


class ListFlag(models.Model):
    """A list or a letter that a case rests on has changed; it stays until somebody has looked."""

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="list_flags")
    load = models.ForeignKey(ListLoad, on_delete=models.PROTECT, null=True, related_name="flags")
    letter = models.ForeignKey(
        "ExemptionLetter", on_delete=models.PROTECT, null=True, related_name="flags"
    )
    # Those that ended or began with the load and touch the case.
    entries = ArrayField(models.BigIntegerField(), default=list)
    raised_at = models.DateTimeField(default=timezone.now)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    seen_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ["raised_at", "id"]
        indexes = [
            models.Index(fields=["case"], name="flag_waiting", condition=Q(seen_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "load"], name="one_flag_a_load"),
            models.CheckConstraint(
                name="a_flag_says_what_changed",
                condition=Q(load__isnull=False, letter=None) | Q(load=None, letter__isnull=False),
            ),
            models.CheckConstraint(
                name="a_flag_is_looked_at_by_somebody",
                condition=Q(seen_by=None, seen_at=None, remark="")
                | Q(seen_by__isnull=False, seen_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.raised_at:%Y-%m-%d}"
