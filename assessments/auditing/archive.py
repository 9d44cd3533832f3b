"""Many records as one ZIP file, laid out before a byte of it is read.

The files are stored as they are, so that sizes and check sums, which the table has, say where each
begins. Any part of the archive can then be made by itself: a download that broke off goes on where
it stopped, and the same records give the same bytes.
"""

import csv
import hashlib
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from zlib import crc32

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.cases import access
from assessments.cases.refusals import Refusal
from assessments.models import Record, User

MOST_RECORDS = 10_000
MOST_BYTES = 0xFFFF_FFFF - 64 * 1024 * 1024  # ZIP without its extension for 64 bits
AT_ONCE = 20  # records read from the database at a time
STORED, UTF8 = 0, 0x800
JANUARY_1980 = (0, 0x21)  # DOS time and date: the archive bears no clock of its own
INDEX = ("reference", "code", "edition", "number", "decided_on", "issued_at", "file", "size")
INDEX += ("sha256", "snapshot_sha256", "is_superseded")


class TooMany(Refusal):
    sentence = _(
        "There are too many records for one archive: it takes 10,000 of them, and 4 GB. Choose a"
        " shorter period."
    )


class Member(NamedTuple):
    """A file of the archive; `record` is the key of the row with its bytes, or `body` has them."""

    name: str
    size: int
    crc: int
    record: int | None = None
    body: bytes = b""

    def header(self) -> bytes:
        name = self.name.encode()
        fields = (20, UTF8, STORED, *JANUARY_1980, self.crc, self.size, self.size, len(name), 0)
        return struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", *fields) + name

    def entry(self, offset: int) -> bytes:
        name = self.name.encode()
        fields = (20, 20, UTF8, STORED, *JANUARY_1980, self.crc, self.size, self.size, len(name))
        fields += (0, 0, 0, 0, 0, offset)
        return struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", *fields) + name


def of_bytes(name: str, body: bytes) -> Member:
    return Member(name, len(body), crc32(body), body=body)


@dataclass(frozen=True)
class Archive:
    """The layout of an archive: its files in order, the index first."""

    members: tuple[Member, ...]

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where the header of each file begins, and where the last file ends."""
        found = [0]
        for one in self.members:
            found.append(found[-1] + len(one.header()) + one.size)
        return tuple(found)

    @cached_property
    def directory(self) -> bytes:
        """The end of the file, which readers begin with."""
        pairs = zip(self.members, self.offsets, strict=False)
        entries = b"".join(one.entry(offset) for one, offset in pairs)
        count = len(self.members)
        ends = (0, 0, count, count, len(entries), self.offsets[-1], 0)
        return entries + struct.pack("<4sHHHHIIH", b"PK\x05\x06", *ends)

    @property
    def size(self) -> int:
        return self.offsets[-1] + len(self.directory)

    @cached_property
    def tag(self) -> str:
        """The same for the same archive, and for no other: what is resumed must be the same."""
        return hashlib.sha256(self.directory).hexdigest()

    def part(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to `end`, in pieces of one file at most."""
        end = self.size if end is None else end
        for offset, piece in self.pieces(start, end):
            cut = piece[max(0, start - offset) : max(0, end - offset)]
            if cut:
                yield cut

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """Headers and bodies that lie in the part, each with its offset."""
        touched = [
            (one, offset)
            for one, offset, after in zip(
                self.members, self.offsets, self.offsets[1:], strict=False
            )
            if after > start and offset < end
        ]
        for first in range(0, len(touched), AT_ONCE):
            some = touched[first : first + AT_ONCE]
            bodies = read([one.record for one, _offset in some if one.record is not None])
            for one, offset in some:
                header = one.header()
                yield offset, header
                yield offset + len(header), one.body or bodies.get(one.record, b"")
        if end > self.offsets[-1]:
            yield self.offsets[-1], self.directory

    def records_in(self, start: int, end: int) -> list[int]:
        """The keys of the records that begin in the part: they are taken away with it."""
        pairs = zip(self.members, self.offsets, strict=False)
        return [
            one.record for one, offset in pairs if one.record is not None and start <= offset < end
        ]


def read(keys: list[int]) -> dict[int | None, bytes]:
    rows = Record.objects.filter(pk__in=keys).values_list("pk", "body")
    return {key: bytes(body) for key, body in rows}


def records_of(cases: QuerySet, begin: date, end: date) -> QuerySet:
    """The full records of what was decided in the period, corrections after what they correct."""
    return (
        Record.objects.filter(
            edition="full",
            size__gt=0,
            decision__decided_on__range=(begin, end),
            decision__case__in=cases,
        )
        .exclude(body=b"")
        .order_by("decision__decided_on", "decision__case__reference", "number")
    )


def archive(cases: QuerySet, begin: date, end: date) -> Archive:
    """Index, digests and records of the period. Raises TooMany."""
    rows = list(
        records_of(cases, begin, end).values(
            "pk", "code", "edition", "number", "size", "crc", "digest", "snapshot_digest",
            "made_at", "decision__decided_on", "decision__case__reference", "decision_id",
        )[: MOST_RECORDS + 1]
    )  # fmt: skip
    if len(rows) > MOST_RECORDS or sum(row["size"] for row in rows) > MOST_BYTES:
        raise TooMany
    last = {row["decision_id"]: row["number"] for row in rows}
    named = [
        (row, f"records/{row['decision__case__reference']}-{row['number']}.pdf") for row in rows
    ]
    index = written(named, last)
    sums = "".join(f"{row['digest']}  {name}\n" for row, name in named).encode()
    members = [of_bytes("index.csv", index), of_bytes("SHA256SUMS", sums)]
    members += [Member(name, row["size"], row["crc"], row["pk"]) for row, name in named]
    return Archive(tuple(members))


def written(named: list[tuple[dict[str, Any], str]], last: dict[int, int]) -> bytes:
    """The index, as CSV with a line for each record."""
    file = io.StringIO()
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow(INDEX)
    for row, name in named:
        told = (row["decision__case__reference"], row["code"], row["edition"], row["number"])
        when = (row["decision__decided_on"].isoformat(), row["made_at"].isoformat())
        proof = (row["digest"], row["snapshot_digest"])
        is_superseded = "yes" if row["number"] < last[row["decision_id"]] else "no"
        lines.writerow((*told, *when, name, row["size"], *proof, is_superseded))
    return file.getvalue().encode()


def of_auditor(by: User, begin: date, end: date) -> Archive:
    """What this auditor audits. Raises TooMany."""
    return archive(access.audited_cases(by), begin, end)
