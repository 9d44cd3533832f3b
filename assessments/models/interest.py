"""Conflicts of interest: what people declared before they acted on a case; written once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a person declares before."""

    ASSESS = "assess", _("before assessing")
    SIGN_OFF = "sign_off", _("before signing off")
    DECIDE = "decide", _("before deciding")


def purpose_choices():
    return Purpose.choices


class Declaration(models.Model):
    """Whether a person has an interest in a case. An interest ends their work on it."""

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="declarations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="declarations"
    )
    purpose = models.CharField(max_length=10, choices=purpose_choices)
    has_interest = models.BooleanField()
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="purpose_of_a_declaration_is_known",
                condition=Q(purpose__in=[value for value, _name in Purpose.choices]),
            ),
            models.CheckConstraint(
                name="an_interest_is_described", condition=Q(has_interest=False) | ~Q(text="")
            ),
        ]
        indexes = [models.Index(fields=["case", "person"], name="declarations_of_a_person")]

    def __str__(self):
        return f"{self.person_id} {self.purpose}"


class Clearance(models.Model):
    """A supervisor finds, with reasons, that an interest does not stand in the way."""

    declaration = models.OneToOneField(
        Declaration, on_delete=models.PROTECT, related_name="clearance"
    )
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reasons = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="a_clearance_has_reasons"),
        ]

    def __str__(self):
        return f"{self.declaration_id}"
