"""What officers considered of the guidance."""

from django.conf import settings
from django.db import models
from django.utils import timezone


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
