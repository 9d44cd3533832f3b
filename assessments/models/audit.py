"""The ledger's tables, read only here: they are written by `ledger.append` alone."""

from django.db import models


class Entry(models.Model):
    """Who did what to which case, and when; the body is kept apart, by its salted digest."""

    id = models.BigIntegerField(primary_key=True)
    case_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    actor = models.TextField()
    action = models.TextField()
    digest = models.BinaryField()

    class Meta:
        managed = False
        db_table = '"ledger"."entry"'
        ordering = ["id"]

    def __str__(self):
        return f"{self.id} {self.action}"


class EntryBody(models.Model):
    """The facts of an entry, as JSON text."""

    entry = models.OneToOneField(
        Entry, on_delete=models.DO_NOTHING, primary_key=True, related_name="facts"
    )
    salt = models.BinaryField()
    body = models.TextField()

    class Meta:
        managed = False
        db_table = '"ledger"."entry_body"'

    def __str__(self):
        return f"{self.entry_id}"


class Link(models.Model):
    """The place of an entry in the chain."""

    seq = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.DO_NOTHING, related_name="link")
    prev = models.BinaryField()
    h = models.BinaryField()

    class Meta:
        managed = False
        db_table = '"ledger"."link"'
        ordering = ["seq"]

    def __str__(self):
        return f"{self.seq}"
