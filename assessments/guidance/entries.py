"""Everything that an edition says, entry by entry, each with its source and its address."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.cases.words import fold
from assessments.models import OwnGuidance
from assessments.reference import editions
from assessments.reference.editions import Edition
from assessments.reference.entries import Passage, Point, Question

KINDS: dict[str, str | Promise] = {
    "term": _("Words"),
    "own": _("Notes and questions of this authority"),
    "question": _("Questions of the assessment"),
    "passage": _("What the Treaty, the guide and this authority ask"),
    "prompt": _("Questions to ask"),
    "indicator": _("Indicators"),
    "form": _("Forms of violence"),
    "measure": _("Measures"),
    "evidence": _("Evidence to look for"),
    "source": _("Sources and their grades"),
    "mistake": _("Common mistakes"),
    "standard": _("Standards of this authority"),
    "reason": _("Grounds of refusal"),
    "trigger": _("What may call for a new assessment"),
}


At = tuple[str | Promise, str]  # where an entry stands, and under which address


@dataclass(frozen=True)
class Entry:
    """One thing to be found: what it is called, what it says, where it stands, who says so."""

    kind: str
    name: str
    words: str
    where: str | Promise
    address: str
    source: str
    standing: str
    edition: str
    names: tuple[str, ...] = ()

    @cached_property
    def called(self) -> str:
        """Its names in every language, folded for searching."""
        return fold("\n".join((self.name, *self.names)))

    @cached_property
    def text(self) -> str:
        """All that it says, folded for searching."""
        return f"{self.called}\n{fold(self.words)}"


@lru_cache(maxsize=8)
def entries_of(edition: Edition) -> tuple[Entry, ...]:
    """All entries of an edition, in the order of `KINDS` within each list."""
    about = About(edition)
    return (*about.terms(), *about.beside_questions(), *about.six_steps(), *about.catalogues())


def own_entries(versions: Iterable[OwnGuidance]) -> Iterator[Entry]:
    """The authority's own notes and questions, each at its place."""
    edition = editions.current()
    for one in versions:
        at = (title(edition, one.place), question_address(one.place))
        yield Entry("own", one.words, "", *at, one.source, "own", edition.id)


class About:
    """The entries of one edition."""

    def __init__(self, edition: Edition):
        self.edition = edition

    def entry(self, kind: str, name: str, words: str, at: At, *, basis: Passage, names=()) -> Entry:
        where, address = at
        source, standing = basis.citation, basis.status
        return Entry(kind, name, words, where, address, source, standing, self.edition.id, names)

    def terms(self) -> Iterator[Entry]:
        basis = self.edition.chapters["glossary"].basis
        page = reverse("guidance:glossary")
        for term in self.edition.terms:
            at = (_("Glossary"), f"{page}#term-{term.key}")
            names = tuple(term.names.values())
            yield self.entry(
                "term", term.names["en"], term.definition, at, basis=basis, names=names
            )

    def beside_questions(self) -> Iterator[Entry]:
        for question in self.edition.questions:
            page = question_address(question.place)
            yield self.entry(
                "question", question.title, question.purpose, ("", page), basis=question.basis
            )
            for passage in question.passages:
                for point in passage.points:
                    at = (question.title, page)
                    yield self.entry("passage", point.text, point.cite, at, basis=passage)
            yield from self.lists(question, page)

    def lists(self, question: Question, page: str) -> Iterator[Entry]:
        listed: tuple[tuple[str, tuple[Point, ...], str], ...] = (
            ("prompt", question.prompts, ""),
            ("indicator", question.raises, question.raises_title),
            ("indicator", question.lowers, question.lowers_title),
            ("evidence", question.evidence, ""),
            ("mistake", question.mistakes, ""),
        )
        for kind, points, words in listed:
            for point in points:
                at = (question.title, f"{page}#{kind}s")
                yield self.entry(kind, point.text, words, at, basis=question.basis)

    def six_steps(self) -> Iterator[Entry]:
        edition, chapters = self.edition, self.edition.chapters
        page = f"{question_address('7.4.step_1')}#form-"
        for form in edition.forms:
            at = (title(edition, "7.4.step_1"), f"{page}{form.code}")
            name = f"{form.code} {form.label}"
            yield self.entry("form", name, form.arms_link, at, basis=chapters["taxonomy"].basis)
        for place, chapter, named, parts in self.indicators():
            at = (title(edition, place), f"{question_address(place)}#{named.key}")
            words = "; ".join(point.text for points in parts for point in points)
            yield self.entry("indicator", named.name, words, at, basis=chapters[chapter].basis)

    def indicators(self):
        edition = self.edition
        for axis in edition.axes:
            yield "7.4.step_2", "severity", axis, (axis.indicators,)
        for area in edition.areas:
            yield "7.4.step_3", "step_3", area, (area.effective, area.warnings)
        for one in edition.dimensions:
            yield "7.4.step_4", "link", one, (one.raises, one.lowers)
        for stage in edition.stages:
            yield "11.2", "diversion", stage, (stage.indicators, stage.measures)

    def catalogues(self) -> Iterator[Entry]:
        edition, chapters = self.edition, self.edition.chapters
        page, basis = question_address("mitigation"), chapters["measures"].basis
        for one in edition.measures:
            at = (title(edition, "mitigation"), f"{page}#measure-{one.code}")
            words = f"{one.helps_if} {one.limits}"
            yield self.entry("measure", f"{one.code} {one.name}", words, at, basis=basis)
        for rule in edition.rules_of_thumb:
            at = (title(edition, "mitigation"), f"{page}#measures")
            yield self.entry("measure", rule.text, "", at, basis=basis)
        for test in edition.adequacy_tests:
            at = (title(edition, "mitigation"), f"{page}#measures")
            yield self.entry("measure", test.text, "", at, basis=basis)
        yield from self.sources()
        yield from self.choices_and_grounds()

    def sources(self) -> Iterator[Entry]:
        edition, basis = self.edition, self.edition.chapters["source_classes"].basis
        at = (_("Sources"), f"{reverse('reference:guidance')}#sources")
        for one in edition.source_classes:
            words = f"{one.examples}. {one.strength}. {one.weakness}"
            yield self.entry("source", one.name, words, at, basis=basis)
        for grade in (*edition.reliability, *edition.credibility):
            yield self.entry("source", f"{grade.code} {grade.name}", grade.means, at, basis=basis)
        for fresh in edition.freshness:
            yield self.entry("source", fresh.name, fresh.check, at, basis=basis)
        for rule in edition.source_rules:
            yield self.entry("source", rule.text, "", at, basis=basis)

    def choices_and_grounds(self) -> Iterator[Entry]:
        edition, chapters = self.edition, self.edition.chapters
        page = reverse("reference:guidance")
        for standard in edition.standards:
            at = (_("Standards"), reverse("standards:standards"))
            words = "; ".join(choice.label for choice in standard.choices)
            yield self.entry("standard", standard.question, words, at, basis=standard.rests_on)
        at = (_("Refusal"), f"{page}#refusal")
        for reason in edition.denial_reasons:
            name, cited = f"{reason.code} {reason.name}", Passage(reason.cite, reason.status)
            yield self.entry("reason", name, reason.say, at, basis=cited)
        at = (_("After the decision"), f"{page}#triggers")
        for one in edition.triggers:
            yield self.entry("trigger", one.name, one.look_at, at, basis=chapters["triggers"].basis)


def question_address(place: str) -> str:
    """The page of the guidance on one question."""
    return reverse("guidance:question", args=[place])


def title(edition: Edition, place: str) -> str:
    """What the question of a place is called; "" where the edition has none."""
    question = edition.question(place)
    return question.title if question else ""
