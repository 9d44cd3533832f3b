"""Answers to case file and back: the only place that knows where in the file an answer stands.

`case_file` joins the fragments that the answers hold to one att-case/1 dict, for the ruling (only
what is confirmed) and for export (all that is kept). `fragments` takes a file apart again.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from assessments.models.text import escape

from .answers import Answers, Key

FORMAT = "att-case/1"
LINES = ("7.1.a", "7.1.b.i", "7.1.b.ii", "7.1.b.iii", "7.1.b.iv")
PROHIBITIONS = {"6-1": "6.1", "6-2": "6.2"}
META = ("language", "guidance_edition")

# What an answer may hold that the file has no place for.
TRANSFER = ("activity", "recipient_state", "end_user", "end_use", "route")
ITEM = [
    "id",
    "description",
    "article",
    "control_list_entry",
    "quantity",
    "unit",
    "value",
    "currency",
    "reason",
]
PARTY = ("role", "name", "type", "country")
NODE = ("answer", "reason", "missing", "items")
STEP_3 = ("state", "end_user", "reason", "missing")
FORM = ("code", "finding", "perpetrators", "period")
SEVERITY = ("severity", "reason")
RISK = ("id", "line", "gbv", "modes", "items", "description", "actors", "who")
MITIGATION = ("answer", "relied_on", "condition_precedent", "measures", "reason", "missing")
OVERRIDING = ("answer", "weighed_against_contribution", "reason", "missing")
DIVERSION = (
    "answer", "reason", "missing", "if_diverted", "measures", "condition_precedent",
)  # fmt: skip
EXEMPTION = ("reference", "end_user", "valid_until")
EVIDENCE = (
    "id", "title", "source_class", "reliability", "credibility", "published_on", "url", "stance",
    "supports",
)  # fmt: skip

LONGEST_ROW = 500  # characters of up to four bytes; the index over the rows takes 2,700 bytes


def line_step(line: str) -> str:
    """The step of a line's own page: "7.1.b.ii" → "line-7-1-b-ii"."""
    return f"line-{line.replace('.', '-')}"


def some(content: dict[str, Any], names) -> dict[str, Any]:
    return {name: content[name] for name in names if name in content}


def case_file(answers: Answers, *, confirmed_only: bool = True) -> dict[str, Any] | None:
    """The case as an att-case/1 dict, or None while application or items have no answer."""
    return Assembly(answers, confirmed_only).whole()


class Assembly:
    """One joining of the answers of a case."""

    def __init__(self, answers: Answers, confirmed_only: bool):
        self.answers = answers
        self.confirmed_only = confirmed_only

    def content(self, step: str, row: str = "") -> dict[str, Any]:
        return self.answers.content(step, row, confirmed_only=self.confirmed_only)

    def rows(self, step: str) -> list[tuple[str, dict[str, Any]]]:
        found = ((a.row, self.content(step, a.row)) for a in self.answers.rows(step))
        return [(row, content) for row, content in found if content]

    def whole(self) -> dict[str, Any] | None:
        application = self.content("application")
        items = [some(content, ITEM) for _row, content in self.rows("item")]
        if "transfer" not in application or not items:
            return None
        transfer = some(application["transfer"], TRANSFER)
        if parties := [some(content, PARTY) for _row, content in self.rows("party")]:
            transfer["parties"] = parties
        case = self.answers.case
        meta = case.imported.get("meta") if case.imported else None
        return {
            "format": FORMAT,
            "title": application["title"],
            **(some(meta, META) if meta is not None else self.own_meta()),
            "transfer": transfer,
            "items": items,
            "scope": some(self.content("scope"), NODE),
            "article_6": self.article_6(),
            "diversion": some(self.content("diversion"), DIVERSION),
            "article_7": self.article_7(),
            "gbv": self.gbv(),
            "risks": self.risks(),
            "evidence": [some(content, EVIDENCE) for _row, content in self.rows("evidence")],
        }

    def own_meta(self) -> dict[str, Any]:
        case = self.answers.case
        edition = {"guidance_edition": case.guidance_edition} if case.guidance_edition else {}
        return {"language": case.language, **edition}

    def article_6(self) -> dict[str, Any]:
        nodes = {place: self.prohibition(step) for step, place in PROHIBITIONS.items()}
        return {**nodes, "6.3": some(self.content("6-3"), NODE)}

    def prohibition(self, step: str) -> dict[str, Any]:
        content = self.content(step)
        node = some(content, NODE)
        exemption = some(content.get("exemption", {}), EXEMPTION)
        quantities = {
            entry.get("item", row): entry["quantity"]
            for row, entry in self.rows(f"quantity-{step}")
            if "quantity" in entry
        }
        if quantities:
            exemption["quantities"] = quantities
        return {**node, "exemption": exemption} if exemption else node

    def article_7(self) -> dict[str, Any]:
        content = self.content("lines")
        lines = {}
        for line in LINES:
            own_page = some(self.content(line_step(line)), ["missing"])
            lines[line] = {**some(content.get("lines", {}).get(line, {}), NODE), **own_page}
        return {"contribution": some(content.get("contribution", {}), NODE), "lines": lines}

    def gbv(self) -> dict[str, Any]:
        forms = [
            {**some(content, FORM), **some(self.content("severity", row), SEVERITY)}
            for row, content in self.rows("form")
        ]
        return {
            "step_1": some(self.content("7-4-1"), NODE),
            "forms": forms,
            "step_3": some(self.content("7-4-3"), STEP_3),
            "step_4": some(self.content("7-4-4"), NODE),
        }

    def risks(self) -> list[dict[str, Any]]:
        """A risk that waits to be confirmed again stands, with its mitigation blank."""
        risks = []
        for answer in self.answers.rows("risk"):
            risk = {**some(answer.content, RISK)}
            if answer.is_confirmed or not self.confirmed_only:
                risk |= {
                    "mitigation": some(self.content("mitigation", answer.row), MITIGATION),
                    "overriding": some(self.content("overriding", answer.row), OVERRIDING),
                }
            if self.confirmed_only and risk.get("items"):
                risk["items"] = self.known_items(risk["items"])
            risks.append(risk)
        return risks

    def known_items(self, items: list[str]) -> list[str]:
        known = {row for row, _content in self.rows("item")}
        return [item for item in items if item in known] or items


def fragments(case: dict[str, Any]) -> Iterator[tuple[Key, int, dict[str, Any]]]:
    """Key, position and content of each answer that a checked case file holds."""
    transfer = dict(case["transfer"])
    parties = transfer.pop("parties", [])
    yield ("application", ""), 0, {"title": case["title"], "transfer": transfer}
    yield from listed("party", (("p", party) for party in parties))
    for position, item in enumerate(case["items"]):
        yield ("item", item["id"]), position, item
    yield from single("scope", case.get("scope"))
    article_6 = case.get("article_6", {})
    for step, place in PROHIBITIONS.items():
        yield from prohibition(step, article_6.get(place))
    yield from single("6-3", article_6.get("6.3"))
    yield from single("diversion", case.get("diversion"))
    yield from lines(case.get("article_7", {}))
    yield from six_steps(case.get("gbv", {}))
    yield from risk_rows(case.get("risks", []))
    for position, source in enumerate(case.get("evidence", [])):
        yield ("evidence", source["id"]), position, source


def single(step: str, node: dict[str, Any] | None, row: str = "", position: int = 0):
    if node:
        yield (step, row), position, node


def listed(step: str, entries):
    for position, (letter, entry) in enumerate(entries):
        yield (step, f"{letter}{position + 1}"), position, entry


def prohibition(step: str, node: dict[str, Any] | None):
    node = dict(node or {})
    exemption = dict(node.pop("exemption", None) or {})
    quantities = exemption.pop("quantities", {})
    yield from single(step, {**node, "exemption": exemption} if exemption else node)
    for position, (item, quantity) in enumerate(quantities.items()):
        row = row_of(item)
        name = {} if row == item else {"item": item}
        yield (f"quantity-{step}", row), position, {**name, "quantity": quantity}


def row_of(item: str) -> str:
    """The item's name, or a digest of one that is no item's: exemptions may name any text."""
    if item and len(item) <= LONGEST_ROW and item[0] != "=" and escape(item) == item:
        return item
    return "=" + hashlib.sha256(escape(item).encode()).hexdigest()


def lines(article_7: dict[str, Any]):
    nodes = {line: dict(article_7.get("lines", {}).get(line) or {}) for line in LINES}
    for line, node in nodes.items():
        if "missing" in node:
            yield (line_step(line), ""), 0, {"missing": node.pop("missing")}
    content = {"contribution": article_7.get("contribution") or {}, "lines": nodes}
    if content["contribution"] or any(nodes.values()):
        yield ("lines", ""), 0, content


def six_steps(gbv: dict[str, Any]):
    yield from single("7-4-1", gbv.get("step_1"))
    for position, form in enumerate(gbv.get("forms", [])):
        row = f"f{position + 1}"
        yield ("form", row), position, some(form, FORM)
        yield from single("severity", some(form, SEVERITY), row, position)
    yield from single("7-4-3", gbv.get("step_3"))
    yield from single("7-4-4", gbv.get("step_4"))


def risk_rows(risks: list[dict[str, Any]]):
    for position, risk in enumerate(risks):
        yield ("risk", risk["id"]), position, some(risk, RISK)
        yield from single("mitigation", risk.get("mitigation"), risk["id"], position)
        yield from single("overriding", risk.get("overriding"), risk["id"], position)
