"""Moments as the database writes them, read by the parser of Python itself.

Django and psycopg read them with expressions of their own, ten times as long: a page that shows the
rows of a case reads some dozens.
"""

from datetime import UTC, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import BaseTzLoader


class MomentLoader(BaseTzLoader):
    """Takes what is in UTC and of our era, and leaves the rest to psycopg."""

    timezone = UTC

    def load(self, data):
        written = bytes(data)
        if written.endswith(b"+00"):
            try:
                return datetime.fromisoformat(written.decode())
            except ValueError:  # a year of five digits
                pass
        return super().load(data)


def read_quickly(sender, connection: Any, **kwargs) -> None:
    """Receiver of Django's `connection_created`."""
    if connection.timezone == UTC:
        connection.connection.adapters.register_loader("timestamptz", MomentLoader)
