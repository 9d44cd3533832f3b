"""Officers at work: writers who save without a pause, and the check that nothing of it is lost."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from assessments.audit.verifying import begun, ledger_lines

from .saving import Writer
from .stage import Stage

if TYPE_CHECKING:
    from .serving import Served

MARK = re.compile(r"Read again \((.+)\)")
BREATH = 0.05  # seconds, after a save that was not acknowledged

SAVES = """
select l.seq, e.case_id, b.body from ledger.link l
  join ledger.entry e on e.id = l.entry_id join ledger.entry_body b on b.entry_id = e.id
  where l.seq > %s and e.action = 'answered' and b.body::jsonb ->> 'step' = 'scope' order by l.seq
"""
# Of one moment: each answer beside the last entry of its case.
STANDING = """
select a.content ->> 'reason', b.body
  from assessments_answer a
  join lateral (
    select b.body from ledger.entry e join ledger.entry_body b on b.entry_id = e.id
      where e.case_id = a.case_id and e.action = 'answered' and b.body::jsonb ->> 'step' = 'scope'
      order by e.id desc limit 1
  ) b on true
  where a.step = 'scope' and a.case_id = any(%s)
"""


class Load:
    """Writers, each on a case of its own, until the `with` ends."""

    def __init__(self, stage: Stage, writers: int) -> None:
        self.writers = [
            Writer(f"w{number}", stage.visitor("alder"), stage.case()) for number in range(writers)
        ]
        self.ending = threading.Event()
        self.threads = [threading.Thread(target=self.work, args=[one]) for one in self.writers]

    def on(self, served: Served) -> Load:
        """Towards this server."""
        for writer in self.writers:
            writer.visitor.address = served.address
        return self

    def __enter__(self) -> Load:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.ending.set()
        for thread in self.threads:
            thread.join()

    def work(self, writer: Writer) -> None:
        while not self.ending.is_set():
            if not writer.save():
                time.sleep(BREATH)

    def acknowledged(self) -> set[str]:
        """All that was acknowledged until now."""
        return {mark for writer in self.writers for mark in [*writer.acknowledged]}

    def wait(self, more: int, seconds: float = 60.0) -> bool:
        """Until so many more saves are acknowledged. Whether they were."""
        wanted, end = len(self.acknowledged()) + more, time.monotonic() + seconds
        while len(self.acknowledged()) < wanted:
            if time.monotonic() > end:
                return False
            time.sleep(0.01)
        return True

    def figures(self) -> dict[str, int]:
        return {
            "saves acknowledged": len(self.acknowledged()),
            "pages that said it was not saved": sum(writer.told for writer in self.writers),
            "requests without an answer": sum(writer.dropped for writer in self.writers),
        }

    def odd(self) -> list[str]:
        """Answers that were neither a page of ours nor a dropped connection."""
        return [fault for writer in self.writers for fault in writer.odd]


class Book:
    """What a client saw acknowledged, held against what the database has."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.seq, self.hash = 0, None
        self.kept: set[str] = set()
        self.lost: set[str] = set()

    def check(self, connection: Any, *, whole: bool = False) -> list[str]:
        """Sentences on what is lost, half saved, or broken in the ledger, since the last look."""
        acknowledged = self.load.acknowledged()
        with connection.transaction(), connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read")
            for _seq, _case, body in cursor.execute(SAVES, [self.seq]):
                self.kept |= {*MARK.findall(json.loads(body)["after"]["reason"])}
            faults = [*self.halves(cursor), *self.verify(cursor, whole=whole)]
        lost = acknowledged - self.kept - self.lost
        self.lost |= lost
        return [*faults, *(f"{mark} was acknowledged and is lost." for mark in sorted(lost))]

    def halves(self, cursor: Any) -> Iterable[str]:
        """Answers that stand without their entry, or the other way round."""
        cases = [writer.case.pk for writer in self.load.writers]
        for reason, body in cursor.execute(STANDING, [cases]).fetchall():
            said = json.loads(body)["after"]["reason"]
            if said != reason:
                yield f"The answer says “{reason}”, the ledger “{said}”."

    def verify(self, cursor: Any, *, whole: bool) -> Iterable[str]:
        """The chain, from where it was verified before, or from its first row."""
        since = None if whole or not self.seq else {"seq": self.seq, "hash": self.hash, "time": ""}
        check = begun(since, [])
        for _rows in check.read(ledger_lines(cursor, since=since["seq"] if since else 0)):
            pass
        check.finish()
        self.seq, self.hash = check.seq, check.hash
        return [f"The ledger is broken: {problem}." for problem in check.problems]
