"""A second copy of each record, outside the database: in a folder, or in an object store.

The database has the record that counts. The copy is for whoever wants records on storage that
nobody can write to twice; it is made by the worker, once the record is there, and never replaced.
"""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from assessments.models import Record

ARCHIVE = "archive"  # among Django's STORAGES, where there is one


class AnotherFile(Exception):
    """Under the name of a record the archive holds other bytes."""


@app.task(
    queue="records",
    name="copy_record",
    retry=RetryStrategy(max_attempts=12, exponential_wait=3),
)
def copy_record(record: int) -> None:
    """Store the bytes under their name; once. Raises AnotherFile."""
    made = Record.objects.select_related("decision__case").get(pk=record)
    archive, name = storages[ARCHIVE], name_of(made)
    if not archive.exists(name):
        archive.save(name, ContentFile(bytes(made.body)))
    with archive.open(name) as kept:
        if hashlib.sha256(kept.read()).hexdigest() != made.digest:
            raise AnotherFile(name)


def copy_later(made: Record) -> None:
    """Put it into the queue, in the transaction that is under way; without an archive nothing."""
    if ARCHIVE in storages.backends:
        copy_record.configure(lock=f"copy {made.pk}").defer(record=made.pk)


def name_of(made: Record) -> str:
    reference = made.decision.case.reference
    return f"{reference}/{made.edition}-{made.number}-{made.digest[:16]}.pdf"
