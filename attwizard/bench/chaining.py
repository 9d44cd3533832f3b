"""Entries of the ledger in great number: chained as its own way of writing them does."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

import psycopg

from assessments.audit.chain import Row, digest_of, hash_of

from .patterns import Entry

# Tables and columns, in the order in which they refer to one another.
LEDGER = {
    "ledger.entry": "id, case_id, at, actor, action, digest",
    "ledger.entry_body": "entry_id, salt, body",
    "ledger.link": "seq, entry_id, prev, h",
}


class Chain:
    """The end of the ledger, from which it goes on."""

    def __init__(self, seq: int, h: str, last_entry: int):
        self.seq, self.h, self.last_entry = seq, h, last_entry

    @classmethod
    def read(cls, connection: psycopg.Connection) -> Chain:
        found = connection.execute(
            "select seq, encode(h, 'hex'), (select coalesce(max(id), 0) from ledger.entry)"
            " from ledger.head"
        ).fetchone()
        return cls(*found)

    def add(
        self, rows: dict[str, list[Any]], case: str, at: datetime, entries: list[Entry]
    ) -> None:
        """The rows of these entries about a case."""
        chance = Random(self.seq)
        when, micros = at.isoformat(), str(int(at.timestamp()) * 1_000_000 + at.microsecond)
        for actor, action, body in entries:
            self.seq, self.last_entry = self.seq + 1, self.last_entry + 1
            entry, salt = str(self.last_entry), chance.randbytes(32).hex()
            row = Row("", entry, case, micros, actor, action, "", salt, body, self.h, "")
            digest = digest_of(row)
            h = hash_of(self.h, row._replace(digest=digest))
            rows["ledger.entry"].append((entry, case, when, actor, action, rf"\x{digest}"))
            rows["ledger.entry_body"].append((entry, rf"\x{salt}", body))
            rows["ledger.link"].append((self.seq, entry, rf"\x{self.h}", rf"\x{h}"))
            self.h = h

    def write(self, connection: psycopg.Connection) -> None:
        """Where the ledger ends now, and which number its next entry has."""
        connection.execute(
            "update ledger.head set seq = %s, h = decode(%s, 'hex')", [self.seq, self.h]
        )
        connection.execute("select setval('ledger.entry_id_seq', %s)", [self.last_entry])
