"""What officers considered of the guidance, and what the authority puts beside it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .text import ExactJSONField


class OwnKind(models.TextChoices):
    """What the authority puts beside a question: something to know, or something to ask."""

    NOTE = "note", _("Note")
    QUESTION = "question", _("Question to ask")


class OwnGuidance(models.Model):
    """A version of a note or question of the authority itself, beside the shipped guidance.

    One editor writes it, another person publishes it; it is in force from its day until a later
    version is, or ends it. `note` is the same for all versions of one note.
    """

    note = models.UUIDField(default=uuid.uuid4)
    number = models.PositiveIntegerField(default=1)
    place = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=OwnKind.choices)
    words = models.TextField()
    source = models.CharField(max_length=300)
    language = models.CharField(max_length=10)
    from_on = models.DateField()
    is_end = models.BooleanField(default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "note", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["note", "number"], name="one_own_version_of_a_number"),
            models.UniqueConstraint(
                fields=["note"],
                condition=Q(published_at=None, withdrawn_at=None),
                name="one_own_version_waits",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OwnKind.values), name="own_guidance_has_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(source=""), name="own_guidance_says_what_it_rests_on"
            ),
            models.CheckConstraint(
                name="own_guidance_is_published_by_another_person",
                condition=Q(published_by=None) | ~Q(published_by=F("written_by")),
                violation_error_message=_("Another person than the one who wrote it publishes it."),
            ),
        ]

    def __str__(self):
        return f"{self.place} {self.number}"


class TreatyText(models.Model):
    """The authentic text of the Treaty in one language, paragraph by paragraph, as it was loaded.

    The one loaded last in its language counts. `paragraphs` are named "6(1)", "7(1)(b)".
    """

    language = models.CharField(max_length=10)
    source = models.CharField(max_length=500)
    as_of = models.DateField()
    paragraphs = ExactJSONField()
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["language", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="a_treaty_text_has_a_source"),
        ]

    def __str__(self):
        return self.language


class Considered(models.Model):
    """That a prompt of the guidance was ticked as considered, or is no longer, with a remark.

    Written once; the last one of its prompt counts. `place` and `row` name the page it stood
    beside, `prompt` is the edition and the number of the prompt among those of its place.
    """

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="considered")
    place = models.CharField(max_length=40)
    row = models.TextField(blank=True, default="")
    prompt = models.CharField(max_length=40)
    is_ticked = models.BooleanField()
    remark = models.TextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case", "place", "row", "prompt", "-id"], name="considered_last")
        ]

    def __str__(self):
        return f"{self.place} {self.prompt}"
