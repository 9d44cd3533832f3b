"""What screening found for a case, and how each match was dealt with; written once."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .text import ExactJSONField


class ScreeningMatch(models.Model):
    """A name of a case that is like one of an entry of a list.

    `subject` is who is named in the case, `subject_key` a digest of name, State and registration:
    whoever is changed there is another, and a changed entry is another row. `found` says which of
    the entry's names it is and what agrees (screening/explaining.py).
    """

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="screening_matches")
    subject_key = models.CharField(max_length=64)
    subject = ExactJSONField()
    entry = models.ForeignKey("ListEntry", on_delete=models.PROTECT, related_name="+")
    found = ExactJSONField()
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "subject_key", "entry"], name="one_match_of_a_name_and_an_entry"
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.entry_id}"


class MatchVerdict(models.Model):
    """What whoever works on the case makes of a match; the last one stands, the others stay."""

    class Finding(models.TextChoices):
        CLEARED = "cleared", _("Cleared: another one, or nothing that stands in the way")
        CONFIRMED = "confirmed", _("Confirmed: the same, and it stands in the way")

    match = models.ForeignKey(ScreeningMatch, on_delete=models.PROTECT, related_name="verdicts")
    number = models.PositiveSmallIntegerField()
    finding = models.CharField(max_length=10, choices=Finding.choices)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["match", "number"], name="match_verdicts_are_numbered"),
            models.CheckConstraint(
                name="a_match_is_cleared_or_confirmed",
                condition=Q(finding__in=["cleared", "confirmed"]),
            ),
            models.CheckConstraint(
                name="a_match_verdict_has_a_reason", condition=Q(reason__regex=r"\S")
            ),
        ]

    def __str__(self):
        return f"{self.match_id} {self.finding}"


class ScreeningRun(models.Model):
    """All names of a case beside all lists, on one day: at submission and at the decision.

    `load` is the last one of any list and `loads` how many there were, `subjects` the names as the
    database finds them in the answers (migration 0056), `matches` what was found.
    """

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="screening_runs")
    on = models.DateField()
    load = models.ForeignKey("ListLoad", on_delete=models.PROTECT, related_name="+")
    loads = models.PositiveIntegerField()
    subjects = ExactJSONField()
    entries = models.PositiveIntegerField()
    matches = ArrayField(models.BigIntegerField(), default=list)
    run_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    run_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.case_id} {self.on}"
