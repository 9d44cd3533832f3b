"""What officers answered: one row a step, or a row for each entry of a list."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from .matching import Article, Prints
from .text import ExactJSONField


class Answer(models.Model):
    """A confirmed answer with a draft beside it.

    `content` is a fragment of the case file with what the file cannot carry beside it; ruling and
    record see it only while `is_confirmed`. `draft` holds posted fields, as lists of strings.
    `reopened` names the parts of `content` that wait to be confirmed again ([] means all of it).
    """

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="answers")
    step = models.CharField(max_length=40)
    row = models.TextField(blank=True, default="")
    position = models.PositiveIntegerField(default=0)
    content = ExactJSONField(null=True)
    draft = ExactJSONField(null=True)
    is_confirmed = models.BooleanField(default=False)
    reopened = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    taken_from = models.CharField(max_length=40, blank=True)
    asked = ExactJSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["step", "position", "id"]
        indexes = [
            GinIndex(
                Prints("content"),
                name="answer_prints",
                condition=Q(content__isnull=False) & ~Q(step="item"),
            ),
            models.Index(Article("content"), name="answer_article"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step", "row"], name="one_answer_a_step_or_row"
            ),
            models.CheckConstraint(
                name="a_confirmed_answer_has_content",
                condition=Q(is_confirmed=False) | Q(content__isnull=False),
            ),
            models.CheckConstraint(name="answer_version_counts_from_1", condition=Q(version__gt=0)),
        ]

    def __str__(self):
        return f"{self.step} {self.row}".strip()

    @property
    def key(self):
        return (self.step, self.row)

    @property
    def is_waiting(self):
        """Kept, and to be confirmed (again)."""
        return self.content is not None and not self.is_confirmed
