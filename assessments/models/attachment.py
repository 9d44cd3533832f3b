"""Files of a case, kept once by their digest."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """What a file is, in the words of the trade."""

    END_USER_CERTIFICATE = "end_user_certificate", _("End-user certificate")
    COMMITTEE_LETTER = "committee_letter", _("Letter of a sanctions committee")
    CONTRACT = "contract", _("Contract or order")
    TECHNICAL = "technical", _("Technical sheet")
    OTHER = "other", _("Other paper")


def file_kind_choices():
    return FileKind.choices


class StoredFile(models.Model):
    """The bytes, by SHA-256, written once."""

    digest = models.CharField(max_length=64, primary_key=True)
    body = models.BinaryField()

    def __str__(self):
        return self.digest


class Attachment(models.Model):
    """A file on a case. Removing it hides it; the record of it stays."""

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="attachments")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=file_kind_choices)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self):
        return self.name
