"""What rests on what: which confirmed answers a changed answer opens again.

Only the *answer* counts: a changed reason is shown to the reviewer and opens nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .answers import Answers, Key, Void
from .case_file import LINES, PROHIBITIONS
from .letters import letter_of

# The application and what is listed with it rest on nothing; a source rests on nothing either.
FIRST = frozenset({"application", "parties", "party", "items", "item", "evidence"})
WORDS = frozenset({"reason", "missing", "cites", "dismissed", "remark", "against"})
WEIGHTY = {
    "application": lambda c: some_of(
        c.get("transfer", {}), ("activity", "recipient_state", "end_user", "end_use")
    ),
    "item": lambda c: some_of(c, ("id", "description", "article", "quantity", "unit")),
    "party": lambda c: {},
    "evidence": lambda c: {},
    "form": lambda c: some_of(c, ("code", "finding", "perpetrators")),
    "risk": lambda c: some_of(c, ("line", "items", "modes", "actors", "who", "gbv")),
}


@dataclass(frozen=True)
class Change:
    """An answer before and after; None where there was or is none."""

    key: Key
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def is_weighty(self) -> bool:
        step = self.key[0]
        return weight(step, self.before) != weight(step, self.after)


def some_of(content: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: content.get(name) for name in names}


def weight(step: str, content: dict[str, Any] | None) -> Any:
    """The part of a fragment that others rest on, with nothing empty in it."""
    if content is None:
        return None
    taken = WEIGHTY[step](content) if step in WEIGHTY else content
    return bare(taken) or None


def bare(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: bare(entry) for key, entry in value.items() if key not in WORDS}
        return {key: entry for key, entry in kept.items() if not is_empty(entry)}
    if isinstance(value, list):
        return [bare(entry) for entry in value]
    return value


def is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def voided(answers: Answers, changes: Iterable[Change]) -> list[Void]:
    """All that rests on the changes, directly or through others, as far as it is answered."""
    found: dict[Key, set[str]] = {}
    todo = [void for change in changes if change.is_weighty for void in directly(answers, change)]
    changed = {change.key for change in changes}
    while todo:
        void = todo.pop()
        known = found.get(void.key)
        parts = set(void.parts)
        if void.key in changed or (known is not None and (not known or (parts and parts <= known))):
            continue
        found[void.key] = set() if not parts or known == set() else (known or set()) | parts
        todo.extend(onward(answers, void))
    standing = (Void(key, tuple(sorted(parts))) for key, parts in found.items())
    return in_order(answers, (void for void in standing if stands(answers, void)))


def stands(answers: Answers, void: Void) -> bool:
    """Whether there is a confirmed answer, or a confirmed part of one, to open again."""
    answer = answers.get(*void.key)
    if answer is None or answer.content is None:
        return False
    if answer.is_confirmed:
        return True
    return bool(answer.reopened) and not set(void.parts) <= set(answer.reopened)


def in_order(answers: Answers, voids: Iterable[Void]) -> list[Void]:
    from .steps import ORDER

    return sorted(voids, key=lambda v: (ORDER.get(v.key[0], len(ORDER)), v.key[1]))


def directly(answers: Answers, change: Change) -> Iterator[Void]:
    """What rests on this one answer."""
    step, row = change.key
    yield Void(("recommendation", ""))
    if step in ("application", "item"):
        yield from everything_below(answers, after=FIRST)
    elif step == "scope":
        yield from everything_below(answers, after=FIRST | {"scope"})
    elif step == "lines":
        yield from on_lines(answers, change)
    elif step in PROHIBITIONS and letter_of(change.before) != letter_of(change.after):
        yield from (Void((row.step, row.row)) for row in answers.rows(f"quantity-{step}"))
    elif step == "form":
        yield Void(("severity", row))
        yield Void(("7-4-4", ""))
    elif step == "7-4-4" and change.before is None:
        return  # its risks are described on its page before it is first answered
    else:
        yield from onward(answers, Void(change.key))


def everything_below(answers: Answers, *, after: frozenset[str]) -> Iterator[Void]:
    for answer in answers:
        if answer.step not in after:
            yield Void((answer.step, answer.row))


def on_lines(answers: Answers, change: Change) -> Iterator[Void]:
    """A line → the risks on it; the contribution → the overriding answers that weigh it."""
    before, after = change.before or {}, change.after or {}
    for line in LINES:
        old, new = (bare((side.get("lines") or {}).get(line) or {}) for side in (before, after))
        if old != new:
            yield from on_line(answers, line)
    if bare(before.get("contribution") or {}) != bare(after.get("contribution") or {}):
        for answer in answers.rows("overriding"):
            if answer.content.get("weighed_against_contribution"):
                yield Void(("overriding", answer.row))


def on_line(answers: Answers, line: str) -> Iterator[Void]:
    for risk in answers.rows("risk"):
        if risk.content.get("line") == line:
            yield Void(("mitigation", risk.row))


def onward(answers: Answers, void: Void) -> Iterator[Void]:
    """What rests on an answer that is itself open again."""
    step, row = void.key
    if step == "6-3":
        yield Void(("lines", ""), ("7.1.b.i", "7.1.b.ii"))
    elif step == "diversion":
        yield Void(("lines", ""), LINES)
        yield Void(("7-4-4", ""))
    elif step == "lines":
        for line in void.parts or LINES:
            yield from on_line(answers, line)
    elif step == "7-4-1":
        yield Void(("7-4-2", ""))
        yield from (Void(("severity", answer.row)) for answer in answers.rows("severity"))
        yield Void(("7-4-4", ""))
    elif step in ("7-4-2", "severity", "7-4-3"):
        yield Void(("7-4-4", ""))
    elif step == "7-4-4":
        yield from (
            Void(("risk", answer.row)) for answer in answers.rows("risk") if answer.content["gbv"]
        )
    elif step == "risk":
        yield Void(("mitigation", row))
    elif step == "mitigation" and row:
        yield Void(("overriding", row))
