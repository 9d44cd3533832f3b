"""What reviewers, officers and colleagues say to one another about a case."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Verdict(models.Model):
    """What a supervisor makes of one part of a submission: accepted, or to be mended."""

    submission = models.ForeignKey("Submission", on_delete=models.PROTECT, related_name="verdicts")
    part = models.CharField(max_length=40)
    is_accepted = models.BooleanField()
    comment = models.TextField(blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "part"], name="one_verdict_a_part"),
            models.CheckConstraint(
                name="what_is_to_be_mended_is_said",
                condition=Q(is_accepted=True) | ~Q(comment=""),
                violation_error_message=_("Say what is to be mended."),
            ),
        ]

    def __str__(self):
        return f"{self.submission_id} {self.part}"


class Reply(models.Model):
    """The officer's answer to a comment; the case is not submitted again without it."""

    verdict = models.OneToOneField(Verdict, on_delete=models.PROTECT, related_name="reply")
    words = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_reply_says_something"),
        ]

    def __str__(self):
        return f"{self.verdict_id}"


class Note(models.Model):
    """A word between colleagues on a case. It stays, and is part of the record."""

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="notes")
    words = models.TextField()
    contact = models.TextField(blank=True)  # who from outside the authority spoke about the case
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_note_says_something"),
        ]

    def __str__(self):
        return f"{self.case_id}"
