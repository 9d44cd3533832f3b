"""Letters that exempt a supply from a measure, and what was authorised under each of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """The place of the Treaty at which a letter exempts."""

    SECURITY_COUNCIL = "6.1", _("6(1), a measure of the Security Council")
    AGREEMENT = "6.2", _("6(2), another international agreement")


def measure_choices():
    return Measure.choices


class ExemptionLetter(models.Model):
    """An approval or notification for a supply. Written once; it may end before its last day."""

    measure = models.CharField(max_length=3, choices=measure_choices)
    issued_by = models.TextField()
    reference = models.CharField(max_length=200)
    end_user = models.TextField()
    valid_until = models.DateField()
    text = models.TextField(blank=True)
    line_count = models.PositiveSmallIntegerField()  # no line is added later
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    ended_on = models.DateField(null=True)  # the first day on which it counts no more
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["issued_by", "reference"], name="one_letter_once"),
            models.CheckConstraint(
                name="letter_measure_is_known", condition=Q(measure__in=["6.1", "6.2"])
            ),
            models.CheckConstraint(name="a_letter_has_lines", condition=Q(line_count__gt=0)),
            models.CheckConstraint(
                name="a_letter_is_ended_by_somebody_for_a_reason",
                condition=Q(ended_on=None, ended_by=None, ended_because="")
                | (Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_because="")),
            ),
        ]

    def __str__(self):
        return self.reference


class LetterLine(models.Model):
    """How much of one kind of item a letter covers, in all cases together."""

    letter = models.ForeignKey(ExemptionLetter, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    description = models.TextField()
    quantity = models.DecimalField(max_digits=30, decimal_places=6)
    unit = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "position"], name="letter_lines_are_numbered"
            ),
            models.CheckConstraint(name="a_letter_covers_something", condition=Q(quantity__gt=0)),
        ]

    def __str__(self):
        return self.description


class LetterUse(models.Model):
    """What a decision has authorised under a line. The database writes it with the decision."""

    line = models.ForeignKey(LetterLine, on_delete=models.PROTECT, related_name="uses")
    decision = models.ForeignKey("Decision", on_delete=models.PROTECT, related_name="letter_uses")
    item = models.CharField(max_length=40)
    quantity = models.DecimalField(max_digits=60, decimal_places=20)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["line", "decision", "item"], name="one_use_an_item"),
        ]

    def __str__(self):
        return f"{self.line_id} {self.item}"
