"""The national choices in force: versions, each proposed and confirmed."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .text import ExactJSONField


class StandardsVersion(models.Model):
    """One version of the authority's standards. Version 1 is shipped and proposed by nobody."""

    number = models.PositiveIntegerField(unique=True)
    choices = ExactJSONField()
    # Beside the choices that the law reads: what does not hold back an authorisation here.
    bars_lifted = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    reasons = ExactJSONField(default=dict, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                name="standards_are_confirmed_by_another_person",
                condition=models.Q(confirmed_by=None)
                | ~models.Q(confirmed_by=models.F("proposed_by")),
                violation_error_message=_(
                    "Another administrator than the one who proposed them confirms the standards."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.number}"
