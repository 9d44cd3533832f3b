"""What people have found: a case file, read into the facts that the rules ask about."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from assessments.law import places
from assessments.law.answers import FOUND, Activity, Severity
from assessments.law.blank import is_blank
from assessments.law.standards import Standards

Node = Mapping[str, Any]
Items = tuple[str, ...]
"""Names of items, by code point: the order in which they were entered changes nothing."""


class Item(NamedTuple):
    """One item of the application; `quantity` is in the item's own unit."""

    id: str
    article: str
    quantity: float | None


class Exemption(NamedTuple):
    """An approval or notification given for this supply; '' where nothing was answered."""

    reference: str
    end_user: str
    valid_until: str
    quantities: Mapping[str, float]


class Article6Answer(NamedTuple):
    """The answer to 6(1), 6(2) or 6(3); without `items` it concerns all of them."""

    place: str
    answer: str | None
    items: frozenset[str]
    exemption: Exemption | None

    def concerns(self, items: Items) -> Items:
        """Those of the items that the answer speaks about."""
        return tuple(item for item in items if item in self.items) if self.items else items


class Form(NamedTuple):
    """A form of violence listed in step 1, with step 2's answer on how serious it is."""

    code: str
    finding: str
    severity: str

    @property
    def is_found(self) -> bool:
        return self.finding in FOUND


class Risk(NamedTuple):
    """One way in which an item could lead to a negative consequence."""

    id: str
    line: str | None
    is_gbv: bool
    has_mode: bool
    items: frozenset[str]
    mitigation: str | None
    is_relied_on: bool
    is_condition_precedent: bool
    has_measure: bool
    overriding: str | None
    is_weighed: bool

    def touches(self, items: Items) -> Items:
        """Those of the items that the risk concerns; without `items` it concerns every one."""
        return tuple(item for item in items if item in self.items) if self.items else items


class Findings(NamedTuple):
    """A whole case as the rules see it. Lists are in the order of their names, not as entered."""

    standards: Standards
    decided_on: str
    activity: str
    end_user: str
    items: tuple[Item, ...]
    as_listed: Items
    scope: str | None
    article_6: tuple[Article6Answer, Article6Answer, Article6Answer]
    diversion: str | None
    has_diversion_measure: bool
    contribution: str | None
    lines: dict[str, str | None]
    prevalence: str | None
    forms: tuple[Form, ...]
    state_action: str | None
    link: str | None
    risks: tuple[Risk, ...]

    @property
    def found_forms(self) -> list[Form]:
        return [form for form in self.forms if form.is_found]

    @property
    def has_serious_form(self) -> bool:
        return any(form.is_found and form.severity == Severity.SERIOUS for form in self.forms)

    @property
    def gbv_risks(self) -> list[Risk]:
        return [risk for risk in self.risks if risk.is_gbv]


def read(case: Node, standards: Standards | None = None, on: date | None = None) -> Findings:
    """Read a case file that has been checked. What is absent, null or blank is not answered.

    A case still being written may lack the activity: until it is given, an export is assumed,
    so that nothing is left unasked.
    """
    transfer = case.get("transfer") or {}
    article_7 = case.get("article_7") or {}
    gbv = case.get("gbv") or {}
    diversion = case.get("diversion")
    items = [_item(node) for node in case.get("items") or ()]
    return Findings(
        standards=standards or Standards.from_file(case.get("standards")),
        decided_on=on.isoformat() if on else case.get("decision_date") or "",
        activity=transfer.get("activity") or Activity.EXPORT,
        end_user=(transfer.get("end_user") or {}).get("name") or "",
        items=tuple(sorted(items, key=_by_id)),
        as_listed=tuple(item.id for item in items),
        scope=_answer(case.get("scope")),
        article_6=_article_6(case.get("article_6") or {}),
        diversion=_answer(diversion),
        has_diversion_measure=_lists_a_measure(diversion),
        contribution=_answer(article_7.get("contribution")),
        lines=_lines(article_7.get("lines") or {}),
        prevalence=_answer(gbv.get("step_1")),
        forms=_forms(gbv.get("forms") or ()),
        state_action=_answer(gbv.get("step_3"), "state"),
        link=_answer(gbv.get("step_4")),
        risks=_risks(case.get("risks") or ()),
    )


def _answer(node: Node | None, key: str = "answer") -> str | None:
    value: str | None = node.get(key) if node else None
    return None if is_blank(value) else value


def _by_id(listed: Item | Risk) -> str:
    return listed.id


def _item(node: Node) -> Item:
    return Item(node["id"], node.get("article") or "", node.get("quantity"))


def _article_6(
    answers: Node,
) -> tuple[Article6Answer, Article6Answer, Article6Answer]:
    return (
        _article_6_answer(places.SECURITY_COUNCIL, answers),
        _article_6_answer(places.AGREEMENTS, answers),
        _article_6_answer(places.KNOWLEDGE, answers),
    )


def _article_6_answer(place: str, answers: Node) -> Article6Answer:
    node = answers.get(place) or {}
    exemption = node.get("exemption")
    return Article6Answer(
        place,
        _answer(node),
        frozenset(node.get("items") or ()),
        _exemption(exemption) if exemption else None,
    )


def _exemption(node: Node) -> Exemption:
    return Exemption(
        node.get("reference") or "",
        node.get("end_user") or "",
        node.get("valid_until") or "",
        node.get("quantities") or {},
    )


def _lists_a_measure(node: Node | None) -> bool:
    """Whether a measure is listed; one with neither code nor text does not count."""
    measures = node.get("measures") if node else None
    return any(
        not is_blank(measure.get("code")) or not is_blank(measure.get("text"))
        for measure in measures or ()
    )


def _lines(answers: Node) -> dict[str, str | None]:
    return {line: _answer(answers.get(line)) for line in places.LINES}


def _forms(nodes: Iterable[Node]) -> tuple[Form, ...]:
    return tuple(
        sorted(
            Form(
                node.get("code") or "",
                _answer(node, "finding") or "",
                _answer(node, "severity") or "",
            )
            for node in nodes
        )
    )


def _risks(nodes: Iterable[Node]) -> tuple[Risk, ...]:
    return tuple(sorted((_risk(node) for node in nodes), key=_by_id))


def _risk(node: Node) -> Risk:
    mitigation = node.get("mitigation")
    overriding = node.get("overriding")
    return Risk(
        id=node["id"],
        line=_answer(node, "line"),
        is_gbv=bool(node.get("gbv")),
        has_mode=bool(node.get("modes")),
        items=frozenset(node.get("items") or ()),
        mitigation=_answer(mitigation),
        is_relied_on=bool(mitigation and mitigation.get("relied_on")),
        is_condition_precedent=bool(mitigation and mitigation.get("condition_precedent")),
        has_measure=_lists_a_measure(mitigation),
        overriding=_answer(overriding),
        is_weighed=bool(overriding and overriding.get("weighed_against_contribution")),
    )
