"""How long a case is kept: what holds it longer, and how it is destroyed once nobody needs it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .text import ExactJSONField


class LegalHold(models.Model):
    """While it stands the case is not destroyed, however old it is."""

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    placed_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        ordering = ["placed_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_hold_has_a_reason"),
            models.CheckConstraint(
                name="a_hold_is_lifted_by_another_person",
                condition=Q(lifted_by=None) | ~Q(lifted_by=F("placed_by")),
                violation_error_message=_(
                    "Another person than the one who placed it lifts a hold."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.case_id}"


class Disposal(models.Model):
    """One person proposes that a case be destroyed, another confirms it, and then it is.

    `certificate` says by digests what was destroyed; it is all that stays beside the bare case.
    """

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="disposals")
    reason = models.TextField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    certificate = ExactJSONField(null=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_disposal_has_a_reason"),
            models.CheckConstraint(
                name="a_disposal_is_confirmed_by_another_person",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                violation_error_message=_(
                    "Another person than the one who proposed it confirms it."
                ),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(withdrawn_at=None),
                name="one_disposal_of_a_case_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.case_id}"
