"""The conditions of an authorisation: every measure that the permission rests on (rule 10)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assessments.law import Effect

Node = Mapping[str, Any]
ROUTINE = "routine"


def conditions(
    case_file: Node, trace: Iterable[Node], resting: Iterable[str], typed: Mapping[str, list[str]]
) -> list[dict[str, Any]]:
    """Those of the items whose permission rests on measures, then those the decider added.

    `resting` are the items authorised with measures; `typed` are lines of text by item.
    """
    items = list(resting)
    return [
        *against_risks(case_file, items),
        *against_diversion(case_file, trace, items),
        *added(typed),
    ]


def against_risks(case_file: Node, items: list[str]) -> Iterator[dict[str, Any]]:
    """Article 7(2): measures relied on for a risk that touches an item authorised."""
    for risk in case_file.get("risks") or ():
        mitigation = risk.get("mitigation") or {}
        concerned = risk.get("items") or items
        touched = [item for item in items if item in concerned]
        if mitigation.get("relied_on") and touched:
            yield from measures(mitigation, touched, f"risk:{risk['id']}.mitigation")


def against_diversion(
    case_file: Node, trace: Iterable[Node], items: list[str]
) -> Iterator[dict[str, Any]]:
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


def measures(node: Node, items: list[str], rests_on: str) -> Iterator[dict[str, Any]]:
    for measure in node.get("measures") or ():
        code = (measure.get("code") or "").strip()
        text = (measure.get("text") or "").strip()
        if code or text:
            yield {
                "items": items,
                "rests_on": rests_on,
                "code": code,
                "text": text,
                "is_precedent": bool(node.get("condition_precedent")),
            }


def added(typed: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    """The decider's own, each once, with all items it was written for."""
    items_of: dict[str, list[str]] = {}
    for item, lines in typed.items():
        for line in lines:
            items_of.setdefault(line, []).append(item)
    for line, items in items_of.items():
        yield {
            "items": items,
            "rests_on": ROUTINE,
            "code": "",
            "text": line,
            "is_precedent": False,
        }
