"""Why a decision is closed for an item: the sentences of the trace that close it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from assessments.law import Decision, Effect
from assessments.law.trace import REFUSE_ONLY

from .naming import items_in_sentence, risk_names
from .sentences import sentence

Node = Mapping[str, Any]
OUTSIDE = frozenset({Effect.OUTSIDE_TREATY})
PROHIBITED = frozenset({Effect.PROHIBITED})
MEASURES = frozenset({Effect.MEASURES_RELIED_ON, Effect.NOT_PLAINLY_AUTHORISED})
NO_RISK = frozenset({Effect.NO_RISK})


class Closed(NamedTuple):
    """Decisions that are closed for one reason; `is_held` if an open point is what holds them."""

    decisions: tuple[str, ...]
    sentences: tuple[str, ...]
    is_held: bool = False


def closures(ruling: Node, case_file: Node) -> dict[str, list[Closed]]:
    """For each item what the ruling (its JSON) closes, and why.

    That nothing prohibits an item, or that it is not outside the Treaty, is no closure.
    """
    names = items_in_sentence(case_file), risk_names(case_file)
    return {
        item: closed(item, permitted, ruling["trace"], names)
        for item, permitted in ruling["items"].items()
    }


def closed(item: str, permitted: Iterable[str], trace: Iterable[Node], names) -> list[Closed]:
    entries = [entry for entry in trace if item in entry["items"]]
    if Decision.OUTSIDE_TREATY in permitted:
        shut, effects = (Decision.REFUSE, *AUTHORISATIONS), OUTSIDE
    elif Decision.PROHIBITED in permitted:
        shut, effects = (Decision.REFUSE, *AUTHORISATIONS), PROHIBITED
    elif not set(AUTHORISATIONS) & set(permitted):
        shut, effects = AUTHORISATIONS, REFUSE_ONLY
    elif Decision.AUTHORISE not in permitted:
        shut, effects = (Decision.AUTHORISE,), MEASURES
    elif Decision.AUTHORISE_WITH_MEASURES not in permitted:
        shut, effects = (Decision.AUTHORISE_WITH_MEASURES,), NO_RISK
    else:
        return []
    return [closure(shut, [entry for entry in entries if entry["effect"] in effects], names)]


AUTHORISATIONS = (Decision.AUTHORISE_WITH_MEASURES, Decision.AUTHORISE)


def closure(shut, entries: list[Node], names) -> Closed:
    """Held by open points alone, it may open again; closed by the law, it stays."""
    sentences = dict.fromkeys(sentence(entry, *names) for entry in entries)
    is_held = all(str(entry["effect"]).startswith("open_") for entry in entries)
    return Closed(tuple(str(one) for one in shut), tuple(sentences), is_held)
