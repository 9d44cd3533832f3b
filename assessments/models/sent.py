"""What was sent, and how it was answered: so that what is sent twice is done once."""

from django.db import models


class SentForm(models.Model):
    """A form on its page, by a digest of who sent what where, and the address it led to."""

    key = models.CharField(primary_key=True, max_length=64)
    answer = models.TextField(default="")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(key__regex=r"^[0-9a-f]{64}$"), name="a_sent_form_has_its_digest"
            )
        ]

    def __str__(self) -> str:
        return self.key
