"""The case: one application, one end user, one activity, one assessment."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .matching import NameWords
from .text import ExactJSONField


class Status(models.TextChoices):
    """Where a case stands. The moves between them are in cases/status.py."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


EDITABLE = (Status.DRAFT, Status.RETURNED)
FINAL = (Status.DECIDED, Status.CLOSED)


def status_choices():
    return Status.choices


class CaseQuerySet(models.QuerySet):
    def editable(self):
        return self.filter(status__in=EDITABLE)

    def submitted(self):
        return self.filter(status=Status.SUBMITTED)

    def decided(self):
        return self.filter(status__in=FINAL)

    def newest_first(self):
        return self.order_by("-updated_at", "-id")


class Case(models.Model):
    """One export-control case. Title, State and end user are copies of answers, for the lists."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=12, choices=status_choices, default=Status.DRAFT)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cases"
    )
    colleagues = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="shared_cases", blank=True
    )
    # That of the officer when it was opened; a case of no unit is the whole authority's.
    unit = models.ForeignKey(
        "Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    recipient_state = models.CharField(max_length=2, blank=True)
    end_user = models.CharField(max_length=300, blank=True)
    activity = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, default="en")
    guidance_edition = models.CharField(max_length=60, blank=True)
    standards = models.ForeignKey(
        "StandardsVersion", on_delete=models.PROTECT, null=True, related_name="cases"
    )
    imported = ExactJSONField(default=dict, blank=True)
    # Who worked on that one has worked on this: text and four eyes go along.
    split_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="split_off"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    withdrawn_because = models.TextField(blank=True)
    disposed_at = models.DateTimeField(null=True)  # destroyed after its time; the bare row stays
    words = SearchVectorField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-id"]
        indexes = [
            models.Index(fields=["officer", "-updated_at", "-id"], name="case_of_officer"),
            models.Index(fields=["status", "-updated_at", "-id"], name="case_by_status"),
            models.Index(
                fields=["-updated_at", "-id"],
                name="case_decided",
                condition=models.Q(status__in=["decided", "closed"]),
            ),
            models.Index(
                fields=["officer", "-updated_at", "-id"],
                name="case_in_hand",
                condition=models.Q(status__in=["draft", "returned", "submitted", "withdrawn"]),
            ),
            models.Index(
                fields=["-updated_at", "-id"],
                name="case_under_review",
                condition=models.Q(status__in=["submitted", "returned"]),
            ),
            models.Index(fields=["unit", "status", "-updated_at", "-id"], name="case_of_unit"),
            models.Index(fields=["recipient_state", "-updated_at", "-id"], name="case_by_state"),
            GinIndex(fields=["words"], name="case_words"),
            GinIndex(NameWords("end_user"), name="case_end_user"),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_status_is_known",
                condition=models.Q(status__in=[value for value, _name in Status.choices]),
            ),
            models.CheckConstraint(
                name="case_keeps_its_standards_once_submitted",
                condition=models.Q(status__in=["draft", "withdrawn"])
                | models.Q(standards__isnull=False),
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_editable(self):
        return self.status in EDITABLE

    @property
    def is_practice(self):
        """A worked example to try one's hand at: never submitted."""
        return "practice" in (self.imported or {})

    @property
    def is_decided(self):
        return self.status in FINAL
