"""The route of a case: what its confirmed answers say, what the law asks next, what is done."""

from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from assessments.cases.bars import Bar
from assessments.cases.choices import Choice
from assessments.cases.in_force import in_force
from assessments.cases.naming import risk_names
from assessments.law import LINES, Ruling, Standards, rule
from assessments.law.blank import folded
from assessments.lists.letters import applied, with_left
from assessments.models import Case, Decision, InformationRequest, LetterLine, StandardsVersion
from assessments.profiles.of_case import Adopted, adopted
from assessments.reference import editions
from assessments.requests import listing

from . import citing
from .answers import Answers
from .bars import bars
from .case_file import case_file
from .letters import letters_named

# Asked of every case until there are items to say otherwise.
EVERYTHING = frozenset(
    {"scope", "6.1", "6.2", "6.3", "11.2", "7.1.a.contribution", *LINES, "7.4.step_1"}
)


class Route:
    """All that pages and acts need to know of a case, worked out once a request."""

    def __init__(self, case: Case, answers: Answers | None = None):
        self.case = case
        self.answers = answers or Answers(case)

    def fresh(self) -> "Route":
        """The same case after a save, which has brought its answers up to date: all else anew."""
        route = Route(self.case, self.answers)
        route.standards = self.standards
        return route

    @cached_property
    def standards(self) -> StandardsVersion:
        """The case's own once submitted; those in force before."""
        if not self.case.is_editable and self.case.standards is not None:
            return self.case.standards
        return in_force()

    @cached_property
    def letters(self) -> list[dict[str, Any]]:
        """The letters of exemption that confirmed answers name, each with what it covers."""
        return letters_named(self.answers)

    @cached_property
    def case_file(self) -> dict[str, Any] | None:
        """What is confirmed, exemptions as far as their letters reach; None without an item."""
        file = case_file(self.answers)
        if file is None or not self.letters:
            return file
        return applied(file, self.letters, before=self.decision)

    @property
    def decision(self) -> Decision | None:
        return self.case.decision if self.case.is_decided else None

    @cached_property
    def lines_left(self) -> dict[str, list[LetterLine]]:
        """The lines of the letters that answers name, with what is left, by letter."""
        found: dict[str, list[LetterLine]] = {}
        named = [naming["letter"] for naming in self.letters]
        for line in with_left(LetterLine.objects.filter(letter__in=named)):
            found.setdefault(str(line.letter_id), []).append(line)
        return found

    def lines_for(self, letter: str, item: str) -> list[LetterLine]:
        """The lines of a letter that are in the unit of an item."""
        units = {one["id"]: one.get("unit") or "" for one in self.items}
        unit = folded(units.get(item, ""))
        return [one for one in self.lines_left.get(letter, ()) if folded(one.unit) == unit]

    @cached_property
    def ruling(self) -> Ruling | None:
        """What the law permits on what is confirmed; None while there is no item."""
        if self.case_file is None:
            return None
        return rule(
            self.case_file,
            standards=Standards.from_file(self.standards.choices),
            on=self.ruled_on,
        )

    @cached_property
    def bars(self) -> list[Bar]:
        """What holds back an authorisation today beside the ruling; nothing once it is decided."""
        if self.case.is_decided:
            return []
        return bars(self.case, self.standards, timezone.localdate())

    @property
    def ruled_on(self) -> date:
        """Today in the authority's time zone; the day of the decision once there is one."""
        return self.case.decision.decided_on if self.case.is_decided else timezone.localdate()

    @cached_property
    def asked(self) -> frozenset[str]:
        return self.ruling.asked if self.ruling else EVERYTHING

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        """All items kept, confirmed or not, for choosing among them."""
        return [answer.content for answer in self.answers.rows("item")]

    @cached_property
    def risks(self) -> list[dict[str, Any]]:
        return [answer.content for answer in self.answers.rows("risk")]

    @cached_property
    def transfer(self) -> dict[str, Any]:
        content = self.answers.content("application", confirmed_only=False)
        return content.get("transfer", {})

    @property
    def end_use(self) -> str:
        return self.transfer.get("end_use", "")

    @property
    def end_user(self) -> str:
        return self.transfer.get("end_user", {}).get("name", "")

    @cached_property
    def profiles(self) -> list[Adopted]:
        """The versions that steps 1 to 3 rest on, and whether a newer one is out."""
        return adopted(self.case)

    @cached_property
    def item_choices(self) -> tuple[Choice, ...]:
        """The items, as boxes to tick."""
        return tuple(
            Choice(item["id"], f"{item['id']}. {item['description']}") for item in self.items
        )

    @cached_property
    def papers(self) -> tuple[Choice, ...]:
        return citing.papers(self.case, self.answers)

    @cached_property
    def reasons(self) -> tuple[tuple[str, Choice], ...]:
        return citing.reasons(self.answers)

    @cached_property
    def against(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """The sources of the case that speak against a finding."""
        return citing.evidence_against(self.answers)

    @cached_property
    def places_of_evidence(self) -> tuple[tuple[str, str], ...]:
        return citing.places_of_evidence(self.risk_names)

    def citable_at(self, step: str) -> tuple[Choice, ...]:
        """What a reason at a step may cite."""
        before = citing.are_before(step)
        return (*self.papers, *(choice for where, choice in self.reasons if where in before))

    @cached_property
    def requests(self) -> list[InformationRequest]:
        """All requests for information on the case, drafts too."""
        return listing.of_case(self.case)

    def requests_at(self, place: str) -> list[InformationRequest]:
        """What was asked of somebody about a part of the assessment."""
        return listing.at_place(self.requests, place)

    @cached_property
    def asked_in_vain(self) -> tuple[str, ...]:
        """What was asked and is not known all the same, as an answer may say what is missing."""
        return tuple(listing.gap(one) for one in listing.sent(self.requests) if listing.is_gap(one))

    @cached_property
    def catalogue(self) -> tuple[Choice, ...]:
        """The measures of the guidance edition, to choose from."""
        return tuple(Choice(m.code, f"{m.code} {m.name}") for m in editions.current().measures)

    @cached_property
    def risk_names(self) -> dict[str, str]:
        """What each risk is called: they are numbered in the order of the case."""
        return risk_names({"risks": self.risks})

    def line_answer(self, line: str) -> str:
        lines = self.answers.content("lines", confirmed_only=False).get("lines", {})
        return lines.get(line, {}).get("answer") or ""

    def judged_risks(self) -> list[dict[str, Any]]:
        """The risks that have an item left after Article 6."""
        return [
            risk
            for risk in self.risks
            if self.ruling is None or f"risk:{risk['id']}.mitigation" in self.asked
        ]

    def found_forms(self) -> list[str]:
        """Rows of the forms whose finding says that there is something."""
        return [
            answer.row
            for answer in self.answers.rows("form")
            if answer.content.get("finding") in ("documented", "credible", "isolated")
        ]
