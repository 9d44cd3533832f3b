"""The ruling: what the law permits for each item of a case, and why."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from assessments.law import (
    article_6,
    article_7,
    diversion,
    exemptions,
    outcome,
    risks,
    route,
    scope,
    six_steps,
)
from assessments.law.answers import Decision
from assessments.law.findings import Findings, Items, Node, read
from assessments.law.points import OpenPoint
from assessments.law.standards import Standards
from assessments.law.trace import (
    REFUSE_ONLY,
    SIGN_OFFS,
    Effect,
    Entry,
    items_under,
    permits,
    without,
)

PROHIBITED = frozenset({Effect.PROHIBITED})
IN_SCOPE = frozenset({Effect.IN_SCOPE})
MEASURES = frozenset({Effect.MEASURES_RELIED_ON})


@dataclass(frozen=True)
class Ruling:
    """What the law permits, item by item, with everything that follows from the trace.

    Items are in the order of the file. Nothing here decides: a person chooses among `permits`.
    """

    findings: Findings
    trace: tuple[Entry, ...]

    @cached_property
    def permits(self) -> dict[str, tuple[Decision, ...]]:
        """The decisions permitted for each item, in the order of `Decision`."""
        met = ((entry.items, entry.effect) for entry in self.trace)
        return permits(met, self.findings.as_listed)

    @cached_property
    def open_points(self) -> tuple[OpenPoint, ...]:
        """What is open, each point once, sorted by code, place and item."""
        return tuple(sorted({entry.point for entry in self.trace if entry.point}))

    @cached_property
    def sign_offs(self) -> tuple[str, ...]:
        """The sign-offs an authorisation needs, sorted, whatever remains permitted."""
        asked = {kind for entry in self.trace for kind in SIGN_OFFS.get(entry.effect, ())}
        return tuple(sorted(asked))

    @property
    def complete(self) -> bool:
        """Whether nothing is open."""
        return not any(entry.point for entry in self.trace)

    @cached_property
    def in_scope(self) -> Items:
        """The items that the Treaty covers (rule 1)."""
        return self._listed(items_under(self.trace, IN_SCOPE))

    @cached_property
    def prohibited(self) -> Items:
        """The items that Article 6 prohibits (rules 2 and 3)."""
        return self._listed(items_under(self.trace, PROHIBITED))

    @cached_property
    def left(self) -> Items:
        """The items in scope that Article 6 does not prohibit."""
        return without(self.in_scope, frozenset(self.prohibited))

    @property
    def is_under_article_7(self) -> bool:
        """Whether Article 7 applies to the activity (rule 6), whatever Article 6 leaves."""
        return article_7.applies(self.findings)

    @cached_property
    def engaged(self) -> tuple[str, ...]:
        """The lines of Article 7(1) that an answer or a risk of either kind engages."""
        return article_7.engaged(self.findings)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The places asked on the route taken, given the answers so far."""
        return route.asked(self.findings)

    def concerns(self, point: OpenPoint) -> Items:
        """The items that an open point concerns."""
        entries = [entry for entry in self.trace if entry.point == point]
        return self._listed(frozenset(item for entry in entries for item in entry.items))

    def as_json(self) -> dict[str, Any]:
        """The ruling as `evaluate` prints it and as the record stores it."""
        return {
            "items": {
                item: [str(each) for each in each_permitted]
                for item, each_permitted in self.permits.items()
            },
            "complete": self.complete,
            "open_points": [[str(part) for part in point] for point in self.open_points],
            "sign_offs": list(self.sign_offs),
            "trace": [entry.as_json() for entry in self.trace],
        }

    def _listed(self, items: frozenset[str]) -> Items:
        return tuple(item for item in self.findings.as_listed if item in items)


def rule(case: Node, *, standards: Standards | None = None, on: date | None = None) -> Ruling:
    """Work out what the law permits for a case file that has been checked.

    `standards` and `on` stand in for the standards and the decision date of the file.
    """
    findings = read(case, standards, on)
    return Ruling(findings, tuple(assess(findings)))


def assess(findings: Findings) -> list[Entry]:
    """The rules in their order; each may close the way to those after it."""
    trace = scope.judge(findings)
    in_scope = _remaining(trace)
    if not in_scope:
        return trace
    trace += article_6.prohibitions(findings, in_scope)
    trace += exemptions.judge(findings, without(in_scope, items_under(trace, PROHIBITED)))
    left = without(in_scope, items_under(trace, PROHIBITED))
    if left:
        trace += _assess_left(findings, left, trace)
    return trace


def _assess_left(findings: Findings, left: Items, earlier: list[Entry]) -> list[Entry]:
    """Rules 4 to 6 and, where Article 7 applies, 7 to 11, for the items Article 6 leaves."""
    trace = [
        *article_6.open_answers(findings, left),
        *article_6.indications(findings, left),
        *diversion.judge(findings, left),
        article_7.application(findings, left),
    ]
    if article_7.applies(findings):
        trace += _assess_under_article_7(findings, left)
        trace += _remain_permitted(findings, left, earlier + trace)
    return trace


def _assess_under_article_7(findings: Findings, left: Items) -> list[Entry]:
    """Rules 7 to 9: the five lines, the six steps, and every risk that came out of them."""
    return [
        *article_7.contribution(findings, left),
        *article_7.lines(findings, left),
        *article_7.crimes_and_violations(findings, left),
        *six_steps.judge(findings, left),
        *risks.worked_through(findings, left),
        *risks.overridden(findings, left),
    ]


def _remain_permitted(findings: Findings, left: Items, earlier: list[Entry]) -> list[Entry]:
    """Rules 10 and 11, for the items that nothing above bars."""
    free = without(left, items_under(earlier, REFUSE_ONLY))
    entries = list(outcome.measures(findings, free, earlier))
    plain = without(free, items_under(entries, MEASURES))
    return entries + list(outcome.otherwise(findings, plain))


def _remaining(trace: list[Entry]) -> Items:
    return tuple(sorted(items_under(trace, IN_SCOPE)))
