"""Who is let into a case by name: a reviewer it is assigned to, a reader it is shared with."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .people import Role, role_choices

REVIEWERS = (Role.SUPERVISOR, Role.LEGAL, Role.HEAD)


class Assignment(models.Model):
    """A reviewer of another unit acts on this case too, in one role, until it is ended."""

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    role = models.CharField(max_length=20, choices=role_choices)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "role"],
                condition=Q(ended_at=None),
                name="assigned_once_in_a_role",
            ),
            models.CheckConstraint(
                name="reviewers_are_assigned", condition=Q(role__in=list(map(str, REVIEWERS)))
            ),
            models.CheckConstraint(
                name="an_assignment_is_ended_by_somebody",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "role"], condition=Q(ended_at=None), name="assigned_to_a_person"
            ),
        ]

    def __str__(self):
        return f"{self.person_id} {self.role}"


class Reading(models.Model):
    """A person may read this case, whatever their unit, until it is ended."""

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readings"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(ended_at=None), name="let_in_once"
            ),
            models.CheckConstraint(
                name="a_reading_is_ended_by_somebody",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(ended_at=None), name="let_in_by_name"),
        ]

    def __str__(self):
        return f"{self.person_id}"
