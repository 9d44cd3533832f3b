"""Worked example cases: read from fixtures/examples, ruled by the law when they are read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.cases import naming, places, wording
from assessments.cases.choices import Choice
from assessments.cases.sentences import basis, sentence
from assessments.law import LINES, Ruling, rule
from assessments.reference import editions
from assessments.reference.case_format import read

FOLDER = editions.FIXTURES / "examples"
PARTS: dict[str, str | Promise] = {
    "application": gettext_lazy("The application"),
    "prohibitions": gettext_lazy("Scope and prohibitions"),
    "diversion": gettext_lazy("Diversion"),
    "lines": gettext_lazy("The five lines"),
    "six-steps": gettext_lazy("The six steps"),
    "risks": gettext_lazy("Mitigation and overriding risk"),
    "ruling": gettext_lazy("Ruling and decision"),
}
Node = Mapping[str, Any]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Block:
    """A question with its answer and the reason given, or facts with their names."""

    place: str
    title: str
    answer: Choice | None = None
    reason: str = ""
    pairs: Pairs = ()


@dataclass(frozen=True)
class Example:
    """A case file with what it is to teach, and what was decided."""

    name: str
    title: str
    summary: str
    teaches: tuple[str, ...]
    case: dict[str, Any]
    decisions: dict[str, dict[str, str]]

    @cached_property
    def ruling(self) -> Ruling:
        """What the law permits, worked out from the case file."""
        return rule(self.case)

    def blocks(self, part: str) -> list[Block]:
        """What a part of the case says, in the order of the assessment; [] if nothing is asked."""
        return WRITERS[part](self)

    def answered(self, place: str, node: Node | None) -> list[Block]:
        """The block of a place, if the law asks it."""
        if place not in self.ruling.asked:
            return []
        found = node or {}
        answer = wording.answer(place, found.get("answer"))
        return [Block(place, places.title(place), answer, found.get("reason", ""))]

    def items(self) -> list[dict[str, Any]]:
        """Each item with what is permitted and what was decided."""
        names = naming.item_names(self.case)
        return [
            {
                "name": names[item["id"]],
                "description": item["description"],
                "permitted": [str(one) for one in self.ruling.permits[item["id"]]],
                **self.decisions[item["id"]],
            }
            for item in self.case["items"]
        ]

    def trace(self) -> list[dict[str, str]]:
        """The rules that fired, each as a sentence with what it rests on."""
        names = naming.items_in_sentence(self.case), naming.risk_names(self.case)
        return [
            {"basis": basis(entry.as_json()), "words": sentence(entry, *names)}
            for entry in self.ruling.trace
        ]


@lru_cache
def examples() -> tuple[Example, ...]:
    """All examples, in the order of their names."""
    return tuple(loaded(path) for path in sorted(FOLDER.glob("*.json")))


def loaded(path) -> Example:
    told = json.loads(path.read_text(encoding="utf-8"))
    case = read(json.dumps(told["case"]))
    about = {key: told[key] for key in ("title", "summary", "decisions")}
    return Example(path.stem, teaches=tuple(told["teaches"]), case=case, **about)


def named(name: str) -> Example | None:
    return next((one for one in examples() if one.name == name), None)


# What each part says


def application(one: Example) -> list[Block]:
    transfer = one.case["transfer"]
    said = (
        (_("Activity"), str(wording.value("activity", transfer["activity"]).label)),
        (_("Recipient State"), state(transfer["recipient_state"])),
        (_("End user"), transfer["end_user"]["name"]),
        (_("End use"), transfer.get("end_use", "")),
        (_("Route"), ", ".join(map(state, transfer.get("route", ())))),
    )
    parties = [
        (party["role"], f"{party['name']}, {state(party['country'])}")
        for party in transfer.get("parties", ())
    ]
    facts = Block("application", places.title("application"), pairs=filled(said))
    others = Block("parties", places.title("parties"), pairs=tuple(parties))
    return [facts, others, *map(item, one.case["items"])]


def item(node: Node) -> Block:
    article = str(wording.value("article", node["article"]).label)
    amount = f"{wording.number(node['quantity'])} {node.get('unit', '')}".strip()
    pairs = ((_("Quantity"), amount), (_("Article"), article))
    title = f"{naming.item_name(node['id'])}. {node['description']}"
    return Block("items", title, reason=node.get("reason", ""), pairs=filled(pairs))


def prohibitions(one: Example) -> list[Block]:
    found = one.case.get("article_6", {})
    under = [
        block for place in ("6.1", "6.2", "6.3") for block in one.answered(place, found.get(place))
    ]
    return [*one.answered("scope", one.case.get("scope")), *under]


def diversion(one: Example) -> list[Block]:
    return one.answered("11.2", one.case.get("diversion"))


def lines(one: Example) -> list[Block]:
    found = one.case.get("article_7", {})
    answers = found.get("lines", {})
    told = [block for line in LINES for block in one.answered(line, answers.get(line))]
    return [*one.answered("7.1.a.contribution", found.get("contribution")), *told]


def six_steps(one: Example) -> list[Block]:
    found = one.case.get("gbv", {})
    forms = map(form, found.get("forms", ()))
    step_1 = one.answered("7.4.step_1", found.get("step_1"))
    step_4 = one.answered("7.4.step_4", found.get("step_4"))
    return [*step_1, *forms, *step_3(one, found.get("step_3") or {}), *step_4]


def form(node: Node) -> Block:
    known = editions.current().form(node["code"])
    title = f"{node['code']} {known.label}" if known else node["code"]
    severity = node.get("severity")
    pairs = (
        (_("Finding"), str(wording.value("finding", node.get("finding")).label)),
        (_("By whom"), node.get("perpetrators", "")),
        (_("Period"), node.get("period", "")),
    )
    answer = wording.answer("7.4.step_2", severity) if severity else None
    return Block("7.4.step_2", title, answer, node.get("reason", ""), filled(pairs))


def step_3(one: Example, node: Node) -> list[Block]:
    if "7.4.step_3" not in one.ruling.asked:
        return []
    pairs = (
        (_("The State"), wording.answer_label("7.4.step_3", node.get("state"))),
        (_("The end user"), wording.answer_label("7.4.step_3", node.get("end_user"))),
    )
    reason = node.get("reason", "")
    return [Block("7.4.step_3", places.title("7.4.step_3"), reason=reason, pairs=pairs)]


def risks(one: Example) -> list[Block]:
    names = naming.risk_names(one.case)
    return [block for node in one.case.get("risks", ()) for block in risk(node, names[node["id"]])]


def risk(node: Node, name: str) -> list[Block]:
    """The risk, its mitigation, and whether it is overriding after that."""
    mitigation, overriding = node["mitigation"], node["overriding"]
    modes = ", ".join(str(wording.value("modes", mode).label) for mode in node.get("modes", ()))
    pairs = (
        (_("Line"), places.title(node["line"])),
        (_("How"), modes),
        (_("Who"), node.get("who", "")),
    )
    measures = tuple((one["code"], measure(one)) for one in mitigation.get("measures", ()))
    step_5 = wording.answer("mitigation", mitigation["answer"])
    step_6 = wording.answer("overriding", overriding["answer"])
    return [
        Block("risk", name, None, node.get("description", ""), filled(pairs)),
        Block("mitigation", places.title("mitigation"), step_5, mitigation["reason"], measures),
        Block("overriding", places.title("overriding"), step_6, overriding["reason"]),
    ]


def measure(node: Node) -> str:
    known = editions.current().measure(node["code"])
    return f"{known.name}. {node['text']}" if known else node["text"]


def state(code: str) -> str:
    return str(editions.countries().get(code, code))


def filled(pairs: Pairs) -> Pairs:
    return tuple((name, words) for name, words in pairs if words)


WRITERS = {
    "application": application,
    "prohibitions": prohibitions,
    "diversion": diversion,
    "lines": lines,
    "six-steps": six_steps,
    "risks": risks,
    "ruling": lambda one: [],
}
