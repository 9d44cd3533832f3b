"""The register of sources: each entered once, revised by adding, used by any number of cases."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

OPEN = ("public", "restricted")  # what everybody may read who works on cases


class Directness(models.TextChoices):
    """How near the source was to what it tells."""

    FIRST_HAND = "first_hand", _("Saw or heard it itself")
    SECOND_HAND = "second_hand", _("Passes on what others saw")
    AGGREGATE = "aggregate", _("Sums up many sources")


class Classification(models.TextChoices):
    """How the information is classified by whoever gave it."""

    PUBLIC = "public", _("Public")
    RESTRICTED = "restricted", _("Restricted")
    CONFIDENTIAL = "confidential", _("Confidential")
    SECRET = "secret", _("Secret")


class Source(models.Model):
    """A source of the register. What it says of itself is in its revisions."""

    added_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.pk}"


class SourceRevisions(models.QuerySet):
    """Revisions of sources; the newest is what the register says today."""

    def newest(self):
        newer = self.model.objects.filter(source=OuterRef("source"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer))


class SourceRevision(models.Model):
    """A source as it was graded and checked; only ever added (migration 0041).

    A check that it still holds is a revision of the same digest. `digest` is that of everything
    that cases rely on: words, grades, dates, files; not of who checked it and until when it holds.
    `files` has for each its name, content_type, size and digest (that of a StoredFile).
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.TextField()
    publisher = models.TextField(blank=True)
    source_class = models.CharField(max_length=40)
    url = models.TextField(blank=True)  # or the shelf: text, never fetched
    reliability = models.CharField(max_length=1)
    credibility = models.CharField(max_length=1)
    grading = models.TextField(blank=True)
    directness = models.CharField(max_length=20, choices=Directness.choices)
    relevance = models.TextField(blank=True)
    event_from = models.DateField(null=True)
    event_until = models.DateField(null=True)
    published_on = models.DateField(null=True)
    retrieved_on = models.DateField(null=True)
    classification = models.CharField(max_length=20, choices=Classification.choices)
    is_protected = models.BooleanField(default=False)  # it could lead to a survivor
    files = models.JSONField(default=list)
    checked_on = models.DateField()
    next_check_on = models.DateField()
    because = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = SourceRevisions.as_manager()

    class Meta:
        ordering = ["source", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="one_revision_a_number"),
            models.CheckConstraint(condition=~Q(title=""), name="a_source_has_a_title"),
            models.CheckConstraint(
                name="reliability_is_a_to_f",
                condition=Q(reliability__in=list("ABCDEF")),
            ),
            models.CheckConstraint(
                name="credibility_is_1_to_6",
                condition=Q(credibility__in=list("123456")),
            ),
            models.CheckConstraint(
                name="directness_is_known", condition=Q(directness__in=Directness.values)
            ),
            models.CheckConstraint(
                name="classification_is_known",
                condition=Q(classification__in=Classification.values),
            ),
            models.CheckConstraint(
                name="testimony_is_protected",
                condition=~Q(source_class="testimony") | Q(is_protected=True),
            ),
            models.CheckConstraint(
                name="a_source_is_checked_before_it_is_due_again",
                condition=Q(next_check_on__gte=F("checked_on")),
            ),
            models.CheckConstraint(
                name="an_event_ends_after_it_begins",
                condition=Q(event_until=None) | Q(event_until__gte=F("event_from")),
            ),
            models.CheckConstraint(
                name="a_later_revision_says_why",
                condition=Q(number=1) | ~Q(because=""),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        """Whether everybody may read it who works on cases or keeps registers."""
        return self.classification in OPEN and not self.is_protected

    @property
    def grades(self):
        """Both grades, side by side: "B2"."""
        return f"{self.reliability}{self.credibility}"
