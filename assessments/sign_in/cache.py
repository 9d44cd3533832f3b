"""The cache that all processes of the server share: JSON values in one table, so no pickles."""

import json
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

GET = "select value from {table} where cache_key = %s and expires > to_timestamp(%s)"
SET = """
insert into {table} as kept (cache_key, value, expires)
  values (%s, %s, coalesce(to_timestamp(%s), 'infinity'))
  on conflict (cache_key) do update set value = excluded.value, expires = excluded.expires
"""
ADD = f"{SET} where kept.expires <= to_timestamp(%s)"
TOUCH = """
update {table} set expires = coalesce(to_timestamp(%s), 'infinity')
  where cache_key = %s and expires > to_timestamp(%s)
"""
DELETE = "delete from {table} where cache_key = %s"
CLEAR = "delete from {table}"
# Some of what has lapsed, and nothing that another process has its hands on.
SWEEP = """
delete from {table} where cache_key in (
  select cache_key from {table} where expires <= to_timestamp(%s) limit 100
  for update skip locked)
"""


class TableCache(BaseCache):
    """For counts and marks that live for minutes. The table is made by migration 0013."""

    def __init__(self, table: str, params: dict[str, Any]):
        super().__init__(params)
        self.table = connection.ops.quote_name(table)

    def get(self, key, default=None, version=None):
        with connection.cursor() as cursor:
            self._ask(cursor, GET, self._named(key, version), time.time())
            found = cursor.fetchone()
        return json.loads(found[0]) if found else default

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        end = self.get_backend_timeout(timeout)
        with connection.cursor() as cursor:
            self._ask(cursor, SET, self._named(key, version), json.dumps(value), end)
            self._ask(cursor, SWEEP, time.time())

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        end = self.get_backend_timeout(timeout)
        with connection.cursor() as cursor:
            name = self._named(key, version)
            self._ask(cursor, ADD, name, json.dumps(value), end, time.time())
            return cursor.rowcount == 1

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        end = self.get_backend_timeout(timeout)
        with connection.cursor() as cursor:
            self._ask(cursor, TOUCH, end, self._named(key, version), time.time())
            return cursor.rowcount == 1

    def delete(self, key, version=None):
        with connection.cursor() as cursor:
            self._ask(cursor, DELETE, self._named(key, version))
            return cursor.rowcount == 1

    def clear(self):
        with connection.cursor() as cursor:
            self._ask(cursor, CLEAR)

    def _named(self, key, version):
        return self.make_and_validate_key(key, version=version)

    def _ask(self, cursor, question, *values):
        cursor.execute(question.format(table=self.table), values)
