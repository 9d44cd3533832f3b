"""The trace: which rules fired, on what answers, to what effect; it alone justifies a ruling."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from assessments.law.answers import Decision, SignOff
from assessments.law.findings import Items
from assessments.law.points import OpenPoint
from assessments.law.standards import Standard


class Effect(StrEnum):
    """What follows for the items of an entry."""

    IN_SCOPE = "in_scope"
    OUTSIDE_TREATY = "outside_treaty"
    PROHIBITED = "prohibited"
    EXEMPT = "exempt"
    REFUSE_ONLY = "refuse_only"
    NOT_PLAINLY_AUTHORISED = "not_plainly_authorised"
    ARTICLE_7_APPLIES = "article_7_applies"
    ARTICLE_7_DOES_NOT_APPLY = "article_7_does_not_apply"
    MEASURES_RELIED_ON = "measures_relied_on"
    RISK_NOT_OVERRIDING = "risk_not_overriding"
    NO_RISK = "no_risk"
    SIGN_OFF_LEGAL = "sign_off_legal"
    SIGN_OFF_LEGAL_AND_HEAD = "sign_off_legal_and_head"
    # An open point, named after its code: the items may only be refused.
    OPEN_CONTRADICTION = "open_contradiction"
    OPEN_MISSING = "open_missing"
    OPEN_NO_MEASURE_DESCRIBED = "open_no_measure_described"
    OPEN_NO_RISK_DESCRIBED = "open_no_risk_described"
    OPEN_PENDING_MEASURE = "open_pending_measure"
    OPEN_UNKNOWN = "open_unknown"
    OPEN_UNMAPPED = "open_unmapped"


REFUSE_ONLY = frozenset(
    {Effect.REFUSE_ONLY, *(effect for effect in Effect if effect.startswith("open_"))}
)
"""The effects that leave nothing but refusal."""

SIGN_OFFS: dict[str, tuple[str, ...]] = {
    Effect.SIGN_OFF_LEGAL: (SignOff.LEGAL.value,),
    Effect.SIGN_OFF_LEGAL_AND_HEAD: (SignOff.HEAD.value, SignOff.LEGAL.value),
}

# Read from the top: the first row with an effect that the item met says what is permitted.
PERMITS: tuple[tuple[frozenset[str], tuple[Decision, ...]], ...] = (
    (frozenset({Effect.OUTSIDE_TREATY}), (Decision.OUTSIDE_TREATY,)),
    (frozenset({Effect.PROHIBITED}), (Decision.PROHIBITED,)),
    (REFUSE_ONLY, (Decision.REFUSE,)),
    (
        frozenset({Effect.NOT_PLAINLY_AUTHORISED, Effect.MEASURES_RELIED_ON}),
        (Decision.REFUSE, Decision.AUTHORISE_WITH_MEASURES),
    ),
    (
        frozenset({Effect.ARTICLE_7_DOES_NOT_APPLY, Effect.RISK_NOT_OVERRIDING}),
        (Decision.REFUSE, Decision.AUTHORISE_WITH_MEASURES, Decision.AUTHORISE),
    ),
    (frozenset({Effect.NO_RISK}), (Decision.REFUSE, Decision.AUTHORISE)),
)


class Entry(NamedTuple):
    """One rule that fired.

    `rule` is its number, `basis` the article of the Treaty or the standard of the authority that
    it rests on, `items` are those concerned, `answers` the answers it looked at, by place (None
    is a blank), and `effect` what follows. `point` is the open point it gives, if any.
    """

    rule: int
    basis: str
    items: Items
    answers: dict[str, Any]
    effect: str
    point: OpenPoint | None = None

    @property
    def is_standard(self) -> bool:
        """Whether the rule goes beyond the Treaty."""
        return isinstance(self.basis, Standard)

    def as_json(self) -> dict[str, Any]:
        """The entry as `evaluate` prints it and as the record stores it."""
        return {
            "rule": self.rule,
            "standard" if isinstance(self.basis, Standard) else "article": str(self.basis),
            "items": list(self.items),
            "answers": self.answers,
            "effect": str(self.effect),
        }


def open_entry(
    rule: int, basis: str, items: Items, answers: dict[str, Any], point: OpenPoint
) -> Entry:
    """An entry that gives an open point: the items may only be refused."""
    return Entry(rule, basis, items, answers, "open_" + point.code, point)


def items_under(entries: Iterable[Entry], effects: frozenset[str]) -> frozenset[str]:
    """The items that met one of the effects."""
    return frozenset(item for entry in entries if entry.effect in effects for item in entry.items)


def without(items: Items, taken: frozenset[str]) -> Items:
    """The items that are not among those taken."""
    return tuple(item for item in items if item not in taken) if taken else items


def replay(
    trace: Iterable[Mapping[str, Any]], items: Iterable[str]
) -> dict[str, tuple[Decision, ...]]:
    """The decisions that a trace, as printed or stored, permits for each item.

    Nothing but `items` and `effect` of the entries is used. An item that no entry speaks about
    has no permitted decision.
    """
    return permits(((entry["items"], entry["effect"]) for entry in trace), items)


def permits(
    met: Iterable[tuple[Iterable[str], str]], items: Iterable[str]
) -> dict[str, tuple[Decision, ...]]:
    """The decisions that remain for each item after the effects it met, in whatever order."""
    effects: dict[str, set[str]] = {item: set() for item in items}
    for concerned, effect in met:
        for item in concerned:
            effects[item].add(effect)
    return {item: permitted(own) for item, own in effects.items()}


def permitted(effects: set[str]) -> tuple[Decision, ...]:
    """The decisions that remain for one item after the effects it met."""
    for wanted, decisions in PERMITS:
        if not wanted.isdisjoint(effects):
            return decisions
    return ()
