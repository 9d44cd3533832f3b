"""What was submitted, returned and signed off; written once, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .text import ExactJSONField


class Submission(models.Model):
    """A case as its officer handed it over: everything a reviewer or a court has to see."""

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(default=timezone.now)
    standards = models.ForeignKey("StandardsVersion", on_delete=models.PROTECT, related_name="+")
    content = ExactJSONField()
    ruling = ExactJSONField()
    recommendation = ExactJSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="submissions_are_numbered"),
        ]

    def __str__(self):
        return f"{self.case_id} {self.number}"


class ReturnForChanges(models.Model):
    """The supervisor sends a submission back, with reasons."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="returned")
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField(default=timezone.now)
    reasons = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="a_return_has_reasons"),
        ]

    def __str__(self):
        return f"{self.submission_id}"


class SignOff(models.Model):
    """A legal adviser or the head agrees to exactly what was submitted."""

    KINDS = ("legal", "head")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="sign_offs")
    kind = models.CharField(max_length=10)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(default=timezone.now)
    reasons = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "kind"], name="one_sign_off_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=["legal", "head"]), name="sign_off_kind"),
        ]

    def __str__(self):
        return f"{self.submission_id} {self.kind}"


class Waiver(models.Model):
    """A sign-off that nobody else in the authority could give; looked at again by one who comes.

    That truly nobody else was there is a check of the database (migration `rules of access`).
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="waivers")
    kind = models.CharField(max_length=10)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    review_on = models.DateField()  # the day by which it is to be looked at
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    review = models.TextField(blank=True)

    class Meta:
        ordering = ["review_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "kind"], name="one_waiver_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=["legal", "head"]), name="waiver_kind"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_waiver_has_a_reason"),
            models.CheckConstraint(
                name="a_waiver_is_reviewed_by_another_person_in_words",
                condition=Q(reviewed_by=None, reviewed_at=None, review="")
                | (
                    Q(reviewed_by__isnull=False, reviewed_at__isnull=False)
                    & ~Q(review="")
                    & ~Q(reviewed_by=models.F("by"))
                ),
            ),
        ]

    def __str__(self):
        return f"{self.submission_id} {self.kind}"
