"""The decision, item by item, what it rests on, and the record made of it; written once."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .text import ExactJSONField


class Decision(models.Model):
    """A second person decides what was submitted. `snapshot` is what the record is made from."""

    case = models.OneToOneField("Case", on_delete=models.PROTECT, related_name="decision")
    submission = models.OneToOneField(
        "Submission", on_delete=models.PROTECT, related_name="decision"
    )
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    decided_on = models.DateField()
    digest = models.CharField(max_length=64)
    snapshot = ExactJSONField()
    snapshot_digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["decided_at"], name="decision_at")]
        constraints = [
            models.CheckConstraint(
                name="the_assessor_does_not_decide",
                condition=~Q(decided_by=F("assessed_by")),
                violation_error_message=_("The officer who assessed a case does not decide it."),
            ),
        ]

    def __str__(self):
        return f"{self.case_id}"


class DecisionLine(models.Model):
    """What was decided of one item, and what the law permitted.

    That the outcome is among the permitted is a check of the database (migration `rules`).
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=40)
    outcome = models.CharField(max_length=24)
    permitted = ArrayField(models.CharField(max_length=24))
    reasons = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "item"], name="one_decision_an_item"),
        ]

    def __str__(self):
        return f"{self.item}: {self.outcome}"


class Condition(models.Model):
    """A measure that the permission rests on, or a routine condition of the authorisation.

    A measure says who answers for it, when it is due (before anything ships, or on a day), how it
    is shown to be kept and what follows if it is not: checks of the database (migration 0033).
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="conditions")
    position = models.PositiveSmallIntegerField()
    items = ArrayField(models.CharField(max_length=40))
    rests_on = models.CharField(max_length=60)
    code = models.TextField(blank=True)
    text = models.TextField(blank=True)
    is_precedent = models.BooleanField(default=False)
    owner = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    proof = models.TextField(blank=True)
    consequence = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["code"], name="condition_code", condition=~Q(code=""))]

    def __str__(self):
        return self.code or self.text


class Edition(models.TextChoices):
    """For whom a record is: each is made from the same snapshot, by what it may tell."""

    FULL = "full", _("Full")
    AUDITOR = "auditor", _("Auditor")
    EXPORTER = "exporter", _("Notice to the exporter")
    PUBLIC = "public", _("Public")


def edition_choices():
    return Edition.choices


class Correction(models.Model):
    """What a record said wrongly and how it should read; a new record tells it, the old one stays.

    It never touches what was decided. `number` is that of the record it gives rise to: 2, 3, …
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    # Each with the chapter or field, what stands there, and what should.
    statements = models.JSONField()
    reason = models.TextField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="corrections_are_numbered"),
            models.CheckConstraint(
                name="a_correction_follows_a_record", condition=Q(number__gte=2)
            ),
        ]

    def __str__(self):
        return f"{self.decision_id} {self.number}"


class Record(models.Model):
    """The PDF of a decision: made once, served from then on. A correction has the next number.

    `digest` is that of the bytes kept, `unsealed` that of the same file before its seal, and
    `snapshot_digest` that of the snapshot it was made from and carries.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="records")
    edition = models.CharField(max_length=10, choices=edition_choices, default=Edition.FULL)
    number = models.PositiveSmallIntegerField(default=1)
    code = models.CharField(max_length=14, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    body = models.BinaryField()
    size = models.PositiveIntegerField()  # bytes
    crc = models.BigIntegerField()  # CRC-32 of the bytes, as an archive of many records names it
    digest = models.CharField(max_length=64)
    unsealed = models.CharField(max_length=64)
    snapshot_digest = models.CharField(max_length=64)
    seal = models.JSONField(null=True)

    class Meta:
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "edition", "number"], name="one_record_of_an_edition"
            ),
        ]

    def __str__(self):
        return self.code
