"""A snapshot as the chapters read it: answers by place, names, dates, words of the edition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.audit import digests
from assessments.cases import naming
from assessments.cases.flow import Flow, chart
from assessments.cases.flow.reading import Reading
from assessments.models import Edition
from assessments.reference import editions

from .codes import code_of
from .showing import shown

Node = Mapping[str, Any]
NOTHING: Node = {}
LONGEST_NAME = 70  # of an item inside a sentence


@dataclass(frozen=True)
class Facts:
    """Everything a record is made of.

    Only the names of forms, measures and States come from elsewhere: the edition it names.
    """

    snapshot: Node
    digest: str
    is_draft: bool

    @classmethod
    def of(cls, snapshot: Node, *, draft: bool, unlettered: frozenset[str]) -> "Facts":
        """The facts of a snapshot; its digest is that of the snapshot as it was given."""
        return cls(shown(snapshot, unlettered), digests.digest(snapshot), draft)

    @property
    def code(self) -> str:
        """What leads from the paper to the page that verifies it; "" on a draft."""
        return "" if self.is_draft else code_of(self.digest)

    @property
    def edition_for(self) -> Edition:
        """For whom this record is."""
        return Edition((self.snapshot.get("record") or {}).get("edition") or Edition.FULL)

    @property
    def is_short(self) -> bool:
        """Whether it tells the decision alone, without the assessment."""
        return self.edition_for in (Edition.EXPORTER, Edition.PUBLIC)

    # The case

    @cached_property
    def case(self) -> Node:
        return self.snapshot.get("case_file") or NOTHING

    @cached_property
    def ruling(self) -> Node:
        return self.snapshot.get("ruling") or NOTHING

    @cached_property
    def decision(self) -> Node:
        return self.snapshot.get("decision") or NOTHING

    @cached_property
    def decided(self) -> dict[str, str]:
        """The outcome of each item; empty before the decision."""
        return {line["item"]: line["outcome"] for line in self.decision.get("lines") or ()}

    @cached_property
    def reading(self) -> Reading:
        """Case and ruling, read for what was asked, reached and left open."""
        asked = self.snapshot.get("asked")
        return Reading.of(self.case, self.ruling, asked, self.decided)

    @cached_property
    def flow(self) -> Flow:
        asked = self.snapshot.get("asked")
        return chart(self.case, self.ruling, asked=asked, decided=self.decided)

    @cached_property
    def standards(self) -> Node:
        """The national choices in force for this case."""
        of_version = (self.snapshot.get("standards") or NOTHING).get("choices")
        return of_version or self.case.get("standards") or NOTHING

    # The answers as they were given

    @cached_property
    def answers(self) -> dict[tuple[str, str], Node]:
        return {
            (answer["step"], answer.get("row") or ""): answer
            for answer in self.snapshot.get("answers") or ()
        }

    def answer(self, step: str, row: str = "") -> Node:
        """The answer of a step or row as it was kept; empty where there is none."""
        return self.answers.get((step, row)) or NOTHING

    def rows(self, step: str) -> list[Node]:
        """The rows of a list, in the order of the snapshot."""
        return [answer for (name, _row), answer in self.answers.items() if name == step]

    def content(self, step: str, row: str = "") -> Node:
        return self.answer(step, row).get("content") or NOTHING

    # Names

    @cached_property
    def items(self) -> dict[str, Node]:
        return naming.items_by_id(self.case)

    @cached_property
    def item_names(self) -> dict[str, str]:
        """Items inside a sentence: "item 1 (Rifles)"."""
        words = _("item %(name)s (%(description)s)")
        return {
            item: words
            % {
                "name": naming.latin(item),
                "description": naming.isolated(
                    Truncator(node.get("description") or "").chars(LONGEST_NAME)
                ),
            }
            for item, node in self.items.items()
        }

    @cached_property
    def risk_names(self) -> dict[str, str]:
        return naming.risk_names(self.case)

    @cached_property
    def edition(self) -> editions.Edition | None:
        """The guidance edition of the case; None if this installation does not have it."""
        try:
            return editions.edition((self.snapshot.get("edition") or NOTHING).get("id") or "")
        except LookupError:
            return None

    def form(self, code: str) -> str:
        """A form of violence: its code and what the edition calls it."""
        found = self.edition.form(code) if self.edition else None
        return _coded(code, found.label if found else "")

    def measure(self, measure: Node) -> str:
        """A measure: its code and name, and what was written of it."""
        code, text = measure.get("code") or "", measure.get("text") or ""
        found = self.edition.measure(code) if self.edition and code else None
        named = _coded(code, found.name if found else "")
        if not (named and text):
            return named or text
        return _("%(measure)s: %(text)s") % {"measure": named, "text": text}

    def state(self, code: str | None) -> str:
        """A State: its name and code."""
        name = self.state_name(code)
        if not code or name == code:
            return name
        return _("%(name)s (%(code)s)") % {"name": name, "code": naming.latin(code)}

    def state_name(self, code: str | None) -> str:
        """The name of a State; its code if it has none here."""
        return str(editions.countries().get(code or "", code or ""))

    def source_class(self, key: str) -> str:
        found = self.edition.source_class(key) if self.edition else None
        return found.name if found else key


def _coded(code: str, name: str) -> str:
    if not name:
        return naming.latin(code) if code else ""
    return _("%(code)s %(name)s") % {"code": naming.latin(code), "name": name}


# Dates: stored in UTC, shown in UTC, with the name of the month


def day(written: str | None) -> str:
    """A day of the snapshot: "1 June 2026". What is no date is shown as it stands."""
    if not written:
        return ""
    try:
        return date_format(date.fromisoformat(written[:10]))
    except ValueError:
        return written


def moment(written: str | None) -> str:
    """A moment of the snapshot: "1 June 2026, 10:55 UTC"."""
    found = at(written)
    if found is None:
        return written or ""
    parts = {"day": date_format(found.date()), "time": time_format(found.time())}
    return _("%(day)s, %(time)s UTC") % parts


def at(written: str | None) -> datetime | None:
    """A moment of the snapshot in UTC; None for what is no moment."""
    try:
        found = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def full_sentences(parts: Iterable[str]) -> str:
    """Sentences one after the other."""
    return " ".join(part for part in parts if part)
