"""The ledger of the database, handed row by row to the check that knows no database."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any, BinaryIO

from django.db import connection, transaction

from assessments.models import User

from .chain import COLUMNS, GENESIS, Check
from .trail import Verb, position, record

ROWS = """
select l.seq, e.id, e.case_id, (extract(epoch from e.at) * 1000000)::bigint, e.actor, e.action,
    encode(e.digest, 'hex'), encode(b.salt, 'hex'), b.body,
    encode(l.prev, 'hex'), encode(l.h, 'hex')
  from ledger.link l
  left join ledger.entry e on e.id = l.entry_id
  left join ledger.entry_body b on b.entry_id = l.entry_id
  where l.seq >= {since} order by l.seq
"""
# Passing over what was verified before also passes over what was put in beside the chain under an
# old number: that is found from the first row on.
UNCHAINED = """
select null, id, null, null, null, null, null, null, null, null, null from ledger.entry e
  where id >= coalesce((select entry_id from ledger.link where seq = {since}), 0)
    and not exists (select 1 from ledger.link l where l.entry_id = e.id) order by id limit 100
"""
HEAD = """
select 'head', seq, null, null, null, null, null, null, null, null, encode(h, 'hex')
  from ledger.head
"""
COPY = "copy ({query}) to stdout with (format csv)"

# Row after row along the index: with a sort or a hash the server would first gather the whole
# ledger, on its disk. One snapshot: rows, stray entries and head must be of one moment.
AS_A_STREAM = """
set transaction isolation level repeatable read, read only;
set local enable_sort = off; set local enable_hashjoin = off; set local enable_mergejoin = off;
set local enable_seqscan = off; set local max_parallel_workers_per_gather = 0; set local jit = off
"""


@contextmanager
def one_moment() -> Iterator[Any]:
    """A cursor in a transaction that sees one moment of the ledger and changes nothing."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(AS_A_STREAM)
        yield cursor


def ledger_lines(cursor, *, since: int = 0) -> Iterator[str]:
    """The ledger as lines of CSV, from a row on; in the end stray entries and the head."""
    for query in (ROWS, UNCHAINED, HEAD):
        with cursor.copy(COPY.format(query=query.format(since=int(since)))) as copied:
            for block in copied:
                yield bytes(block).decode()


def exported(lines: Iterable[str], file: BinaryIO) -> Iterator[str]:
    """The same lines, each written to a file on its way."""
    file.write(f"{','.join(COLUMNS)}\n".encode())
    for line in lines:
        file.write(line.encode())
        yield line


def verify(
    *,
    since: Mapping[str, Any] | None = None,
    anchors: Iterable[Mapping[str, Any]] = (),
    export: BinaryIO | None = None,
    seconds: float | None = None,
    progress: Callable[[int], None] = lambda rows: None,
) -> tuple[Check, bool]:
    """Check the ledger, and whether its end was reached within the seconds given.

    `since` is an anchor: what is before it was checked when it was made, and is passed over.
    """
    anchors, first = list(anchors), since["seq"] if since else 0
    check = begun(since, [anchor for anchor in anchors if anchor["seq"] >= first])
    deadline = time.monotonic() + seconds if seconds else None
    with one_moment() as cursor, closing(ledger_lines(cursor, since=first)) as lines:
        look_back(cursor, check, [anchor for anchor in anchors if anchor["seq"] < first])
        for rows in check.read(exported(lines, export) if export else lines):
            progress(rows)
            if deadline and time.monotonic() > deadline:
                return check, False
    check.finish()
    return check, True


def look_back(cursor, check: Check, anchors: Iterable[Mapping[str, Any]]) -> None:
    """Of rows that are passed over, the hash alone is held against the anchor's."""
    for anchor in anchors:
        cursor.execute("select encode(h, 'hex') from ledger.link where seq = %s", [anchor["seq"]])
        if cursor.fetchone() != (anchor["hash"],):
            check.blame(anchor["seq"], "rewritten", time=anchor["time"])


def begun(since: Mapping[str, Any] | None, anchors: list[Mapping[str, Any]]) -> Check:
    """The row of the anchor itself is read too: its own hash is held against the anchor's."""
    if not since or not since["seq"]:
        return Check(anchors=anchors, hash=GENESIS)
    known = anchors if since in anchors else [since, *anchors]
    return Check(seq=since["seq"] - 1, hash=None, anchors=known)


def size() -> int:
    """How many rows the ledger says that it has."""
    return position()[0]


def note(check: Check, *, by: User | str, seconds: float, whole: bool = True) -> None:
    """Leave an entry that the ledger was verified, unless this server can only be read."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_is_in_recovery()")
        if cursor.fetchone()[0]:
            return
    problem = check.problems[0] if check.problems else None
    with transaction.atomic():
        record(
            Verb.VERIFIED,
            None,
            by=by,
            seq=check.seq,
            hash=check.hash,
            rows=check.rows,
            found=check.found,
            problem=problem and [problem.seq, problem.kind, problem.facts],
            whole=whole,
            seconds=max(0.1, round(seconds, 1)),
        )
