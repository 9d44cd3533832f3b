"""The conditions of an authorisation: every measure that the permission rests on (rule 10)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.law import Effect

Node = Mapping[str, Any]
ROUTINE, DECISION = "routine", "decision"  # what a condition rests on, beside 11.2 and risks
OWN = "decision/1"  # the key of the measure that the decider names


@dataclass(frozen=True)
class Measure:
    """A measure that items rest on. `key` is the same however many of its items are authorised.

    `is_precedent` where the assessment says that nothing ships before it is met.
    """

    key: str
    items: tuple[str, ...]
    rests_on: str
    code: str = ""
    text: str = ""
    is_precedent: bool = False

    def as_facts(self) -> dict[str, Any]:
        return {
            "items": list(self.items),
            "rests_on": self.rests_on,
            "code": self.code,
            "text": self.text,
        }


def relied_on(case_file: Node, trace: Iterable[Node], items: Iterable[str]) -> list[Measure]:
    """The measures of the assessment that the permission for these items would rest on."""
    items = list(items)
    return [*against_risks(case_file, items), *against_diversion(case_file, trace, items)]


def against_risks(case_file: Node, items: list[str]) -> Iterator[Measure]:
    """Article 7(2): measures relied on for a risk that touches an item authorised."""
    for risk in case_file.get("risks") or ():
        mitigation = risk.get("mitigation") or {}
        concerned = risk.get("items") or items
        touched = [item for item in items if item in concerned]
        if mitigation.get("relied_on") and touched:
            yield from measures(mitigation, touched, f"risk:{risk['id']}.mitigation")


def against_diversion(
    case_file: Node, trace: Iterable[Node], items: list[str]
) -> Iterator[Measure]:
    """Article 11(2), rule 5: items that measures alone keep from being barred."""
    barred = {
        item
        for entry in trace
        if entry["rule"] == 5 and entry["effect"] == Effect.NOT_PLAINLY_AUTHORISED
        for item in entry["items"]
    }
    touched = [item for item in items if item in barred]
    if touched:
        yield from measures(case_file.get("diversion") or {}, touched, "11.2")


def measures(node: Node, items: list[str], rests_on: str) -> Iterator[Measure]:
    for number, measure in enumerate(node.get("measures") or (), start=1):
        code = (measure.get("code") or "").strip()
        text = (measure.get("text") or "").strip()
        if code or text:
            is_precedent = bool(node.get("condition_precedent"))
            key = f"{rests_on}/{number}"
            yield Measure(key, tuple(items), rests_on, code, text, is_precedent)


def without_measure(found: Iterable[Measure], items: Iterable[str]) -> list[str]:
    """The items that none of these measures serves: the decider names one for them."""
    served = {item for measure in found for item in measure.items}
    return [item for item in items if item not in served]


def routine(typed: Mapping[str, Iterable[str]]) -> list[Measure]:
    """Those of any licence, each once, with all items they were written for."""
    items_of: dict[str, list[str]] = {}
    for item, lines in typed.items():
        for line in lines:
            items_of.setdefault(line, []).append(item)
    return [
        Measure(f"{ROUTINE}/{number}", tuple(items), ROUTINE, text=line)
        for number, (line, items) in enumerate(items_of.items(), start=1)
    ]
