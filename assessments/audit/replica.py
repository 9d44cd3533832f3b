"""The replica: a copy of the database that auditors read from, so that no officer waits for them.

Who may see what is asked of the primary, and all that is written goes there. The copy is only read
from, and only while it answers and lacks nothing older than a minute; otherwise the primary is.
"""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    OperationalError,
    connection,
    connections,
)

REPLICA = "replica"
MOST_BEHIND = 60.0  # seconds: what the copy lacks may be so old
LEFT_ALONE = 30.0  # seconds, after it did not answer
AWAY = (OperationalError, InterfaceError)

HEAD = "select seq from ledger.head"
LACKS = """
select h.seq - %(seq)s, coalesce((
    select extract(epoch from clock_timestamp() - e.at)
      from ledger.link l join ledger.entry e on e.id = l.entry_id where l.seq = %(seq)s + 1
  ), 0) from ledger.head h
"""

T = TypeVar("T")
log = logging.getLogger("attwizard.replica")
is_reading: ContextVar[bool] = ContextVar("is_reading", default=False)
away_until = 0.0


def alias() -> str:
    """The database that is read from at this moment."""
    return REPLICA if is_reading.get() else DEFAULT_DB_ALIAS


class Router:
    """Django's database router. An object that came from the copy is written to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return alias()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db != REPLICA


def read(work: Callable[[], T]) -> tuple[T, int]:
    """What `work` reads, and how many of the last entries of the ledger it could not know of.

    `work` reads all that it gives at once, and may be called twice: a copy that goes away meanwhile
    is told in the log, and the primary is read.
    """
    lacks = behind()
    if lacks is not None:
        token = is_reading.set(True)
        try:
            return work(), lacks
        except AWAY as fault:
            leave_alone(fault)
        finally:
            is_reading.reset(token)
    return work(), 0


def behind() -> int | None:
    """How many entries the copy lacks; None where there is none to read from."""
    if REPLICA not in connections.settings or time.monotonic() < away_until:
        return None
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(HEAD)
            (seq,) = cursor.fetchone()
    except AWAY as fault:
        leave_alone(fault)
        return None
    with connection.cursor() as cursor:
        cursor.execute(LACKS, {"seq": seq})
        lacks, seconds = cursor.fetchone()
    if seconds > MOST_BEHIND:
        log.warning("The replica lacks %d entries, the first for %.0f s.", lacks, seconds)
        return None
    return max(0, lacks)


def leave_alone(fault: Exception) -> None:
    """Others do not wait for it either, for some seconds."""
    global away_until
    away_until = time.monotonic() + LEFT_ALONE
    log.warning("The replica does not answer; auditors read from the primary. %s", fault)
    connections[REPLICA].close()
