"""Moments come out of the database as they went in."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection
from psycopg.pq import Format

from assessments.models.moments import MomentLoader

pytestmark = pytest.mark.django_db


def read(written):
    with connection.cursor() as cursor:
        cursor.execute("select %s::timestamptz", [written])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 29, 17, 16, 12, tzinfo=UTC),
        datetime(2026, 11, 29, 17, 16, 12, 340000, tzinfo=UTC),
        datetime(2026, 11, 29, 17, 16, 12, 1, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
def test_to_the_microsecond_and_in_utc(moment):
    found = read(moment)

    assert (found, found.tzinfo) == (moment, UTC)
    assert read(None) is None


@pytest.mark.parametrize("written", ["infinity", "12026-11-29 00:00+00", "0044-03-15 00:00 BC"])
def test_what_python_cannot_hold_is_said_as_before(written):
    with pytest.raises(DataError, match="timestamp"):
        read(written)


def test_it_is_ours_that_reads_them():
    oid = connection.connection.adapters.types["timestamptz"].oid

    assert connection.connection.adapters.get_loader(oid, Format.TEXT) is MomentLoader
