"""The check of the ledger, independent of what wrote it: Python's standard library and no database.

It reads the ledger as CSV, from PostgreSQL or from a file that `manage.py verify_ledger --export`
wrote, and works as a program of its own:  python3 chain.py FILE [ANCHOR.json …]
"""

import csv
import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

GENESIS = hashlib.sha256(b"genesis:v1").hexdigest()
COLUMNS = (
    "seq", "entry", "case", "at", "actor", "action", "digest", "salt", "body", "prev", "hash",
)  # fmt: skip
HEAD = "head"  # in place of a number: where the ledger says that it ends
MOST_NAMED = 100
EVERY = 20_000  # rows between two words of progress

csv.field_size_limit(2**31 - 1)
quoted = json.encoder.encode_basestring  # as PostgreSQL writes a string of jsonb


def _(sentence: str) -> str:
    """Marks a sentence for translation; this module alone speaks English."""
    return sentence


SENTENCES = {
    "gap": _("Rows %(first)s to %(last)s are missing: they were taken out of the ledger."),
    "fork": _("The row follows the same row as the one before it: the chain forks here."),
    "order": _(
        "The row does not follow the row before it: rows were put in, taken out or changed places."
    ),
    "altered": _("The entry was altered after it was written: its hash is another one."),
    "body_altered": _("The facts of the entry were altered: their digest is another one."),
    "body_missing": _(
        "The facts of the entry are missing, and no later entry says that they were destroyed."
    ),
    "entry_missing": _("The row is there, but the entry that it stands for is missing."),
    "unchained": _("Entry %(entry)s stands in no row: it was put in past the ledger's own way."),
    "unreadable": _("The row cannot be read: %(what)s."),
    "head": _("The ledger says that it ends at row %(head)s, but its last row is %(last)s."),
    "head_hash": _("The ledger's own note of its last hash does not fit its last row."),
    "no_head": _(
        "The end is missing: the file was cut off, or the ledger has lost its note of it."
    ),
    "cut": _(
        "The anchor of %(time)s knows row %(row)s, but the ledger ends at row %(last)s: its end was"
        " cut off."
    ),
    "rewritten": _(
        "The anchor of %(time)s holds another hash for the row: the chain was rewritten, here or"
        " before."
    ),
}


class Row(NamedTuple):
    """One row as it is read: text, "" for what is not there; digests in hexadecimal."""

    seq: str
    entry: str
    case: str
    at: str
    actor: str
    action: str
    digest: str
    salt: str
    body: str
    prev: str
    hash: str


class Problem(NamedTuple):
    """What is wrong with a row; `seq` is 0 where it is no row's."""

    seq: int
    kind: str
    facts: dict[str, Any] = {}

    def sentence(self, translated: Callable[[str], str] = str) -> str:
        return translated(SENTENCES[self.kind]) % self.facts


def frame(row: Row) -> bytes:
    """What the hash of a row is made over, version 1 (`ledger.frame` in the database)."""
    case = quoted(row.case) if row.case else "null"
    who = f"{int(row.at)}, {quoted(row.actor)}, {quoted(row.action)}"
    return f'["v1", {int(row.entry)}, {case}, {who}, {quoted(row.digest)}]'.encode()


def hash_of(prev: str, row: Row) -> str:
    return hashlib.sha256(bytes.fromhex(prev) + frame(row)).hexdigest()


def digest_of(row: Row) -> str:
    return hashlib.sha256(bytes.fromhex(row.salt) + row.body.encode()).hexdigest()


class Check:
    """One reading of the ledger, row by row, from its beginning or from a row known before.

    It holds one row at a time; beside it only the cases whose facts are gone and not yet accounted
    for. `hash=None` takes the first row's word for the row before it: an anchor then judges it.
    """

    def __init__(
        self, *, seq: int = 0, hash: str | None = GENESIS, anchors: Iterable[Mapping] = ()
    ):
        self.seq, self.hash, self.prev = seq, hash, ""
        self.rows, self.found = 0, 0
        self.problems: list[Problem] = []
        self.has_head = False
        self.missing: dict[str, tuple[int, int]] = {}
        self.anchors: dict[int, list[Mapping]] = {}
        for anchor in anchors:
            self.anchors.setdefault(anchor["seq"], []).append(anchor)

    def blame(self, seq: int, kind: str, **facts: Any) -> None:
        self.found += 1
        if len(self.problems) < MOST_NAMED:
            self.problems.append(Problem(seq, kind, facts))

    def read(self, lines: Iterable[str]) -> Iterator[int]:
        """Check all rows of the CSV; gives the number of rows now and then, for progress."""
        for fields in csv.reader(lines):
            if len(fields) != len(COLUMNS):
                self.blame(self.seq + 1, "unreadable", what=f"{len(fields)} columns")
                continue
            if fields[0] == "seq":
                continue
            self.one(Row._make(fields))
            if self.rows % EVERY == 0:
                yield self.rows

    def one(self, row: Row) -> None:
        if row.seq == HEAD:
            return self.end(row)
        if not row.seq:
            return self.blame(0, "unchained", entry=row.entry)
        try:
            self.link(row)
        except ValueError as fault:
            self.blame(self.seq + 1, "unreadable", what=str(fault))
        return None

    def link(self, row: Row) -> None:
        """The place of the row, then its entry, then its facts. Raises ValueError for no row."""
        seq = int(row.seq)
        self.place(seq, row)
        self.rows += 1
        self.seq, self.hash, self.prev = seq, row.hash, row.prev
        for anchor in self.anchors.pop(seq, ()):
            if anchor["hash"] != row.hash:
                self.blame(seq, "rewritten", time=anchor["time"])
        if not row.digest:
            return self.blame(seq, "entry_missing")
        if hash_of(row.prev, row) != row.hash:
            self.blame(seq, "altered")
        if not row.salt:
            self.miss(seq, row)
        elif digest_of(row) != row.digest:
            self.blame(seq, "body_altered")
        elif row.action == "destroyed":
            self.account_for(row)
        return None

    def place(self, seq: int, row: Row) -> None:
        if seq > self.seq + 1:
            self.blame(seq, "gap", first=self.seq + 1, last=seq - 1)
        elif seq <= self.seq or self.hash not in (None, row.prev):
            self.blame(seq, "fork" if row.prev == self.prev else "order")

    def miss(self, seq: int, row: Row) -> None:
        """Facts may be gone, if a later entry accounts for them: from when on, and up to which."""
        first, _last = self.missing.get(row.case, (seq, 0))
        self.missing[row.case] = (first, int(row.entry))

    def account_for(self, destroyed: Row) -> None:
        """An entry that the facts of a case were destroyed, up to a certain entry."""
        facts = json.loads(destroyed.body)
        up_to = facts.get("up_to") if isinstance(facts, dict) else None
        _first, last = self.missing.get(destroyed.case, (0, 0))
        if destroyed.case and isinstance(up_to, int) and last <= up_to:
            self.missing.pop(destroyed.case, None)

    def end(self, head: Row) -> None:
        """All rows are read: what the ledger itself and the anchors say of its end."""
        self.has_head = True
        if int(head.entry) != self.seq:
            self.blame(self.seq, "head", head=head.entry, last=self.seq)
        elif head.hash != (GENESIS if self.hash is None else self.hash):
            self.blame(self.seq, "head_hash")
        for seq, anchors in sorted(self.anchors.items()):
            for anchor in anchors:
                self.blame(seq, "cut", time=anchor["time"], row=seq, last=self.seq)
        for first, _last in self.missing.values():
            self.blame(first, "body_missing")

    def finish(self) -> list[Problem]:
        """The problems, those of the first rows first."""
        if not self.has_head:
            self.blame(self.seq, "no_head")
        return sorted(self.problems, key=lambda problem: problem.seq or sys.maxsize)


def tell_progress(rows: int, began: float) -> None:
    speed = rows / (time.monotonic() - began)
    print(f"  {rows:,} rows, {speed:,.0f} a second", file=sys.stderr)


def main(words: list[str]) -> int:
    """Check an exported ledger; the exit status is 1 if anything is wrong with it."""
    if not words:
        print("python3 chain.py LEDGER.csv [ANCHOR.json …]", file=sys.stderr)
        return 2
    anchors = []
    for name in words[1:]:
        with open(name, encoding="utf-8") as file:
            anchors.append(json.load(file))
    check, began = Check(anchors=anchors), time.monotonic()
    with open(words[0], encoding="utf-8", newline="") as lines:
        for rows in check.read(lines):
            tell_progress(rows, began)
    for problem in check.finish():
        print(f"{f'Row {problem.seq}' if problem.seq else 'Beside the rows'}: {problem.sentence()}")
    print(f"{check.rows} rows read, {check.found} problems. Last row: {check.seq} {check.hash}")
    if anchors:
        print("Position and hash of the anchors were compared; their signatures were not.")
    return 1 if check.found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
