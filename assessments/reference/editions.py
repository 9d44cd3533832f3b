"""Guidance editions and the list of countries, read once from fixtures/ and kept.

A case keeps the edition it was assessed with; a released edition never changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from . import entries as kinds
from . import reading

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
Entry = TypeVar("Entry")
Grouped = tuple[tuple[kinds.Named, tuple[Entry, ...]], ...]


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition of the guidance. Look-ups give None for what the edition does not have."""

    id: str
    title: str
    released: date
    language: str
    digest: str
    notes: tuple[kinds.Point, ...]
    statuses: tuple[kinds.Status, ...]
    sources: tuple[kinds.Source, ...]
    chapters: Mapping[str, kinds.Chapter]
    questions: tuple[kinds.Question, ...]
    limbs: tuple[kinds.Named, ...]
    form_groups: tuple[kinds.Named, ...]
    forms: tuple[kinds.Form, ...]
    axes: tuple[kinds.Axis, ...]
    areas: tuple[kinds.Area, ...]
    dimensions: tuple[kinds.Dimension, ...]
    stages: tuple[kinds.Stage, ...]
    measure_groups: tuple[kinds.Named, ...]
    measure_kinds: tuple[kinds.Named, ...]
    measures: tuple[kinds.Measure, ...]
    rules_of_thumb: tuple[kinds.Point, ...]
    adequacy_tests: tuple[kinds.AdequacyTest, ...]
    terms: tuple[kinds.Term, ...]
    standards: tuple[kinds.Standard, ...]
    source_classes: tuple[kinds.SourceClass, ...]
    reliability: tuple[kinds.Grade, ...]
    credibility: tuple[kinds.Grade, ...]
    source_rules: tuple[kinds.Point, ...]
    freshness: tuple[kinds.Freshness, ...]
    denial_reasons: tuple[kinds.DenialReason, ...]
    triggers: tuple[kinds.Trigger, ...]

    def question(self, place: str) -> kinds.Question | None:
        """What stands beside *place*, named as open points name it ("7.1.b.i", "risk:r1.line")."""
        return _find(self.questions, "place", _place_of_guidance(place))

    def form(self, code: str) -> kinds.Form | None:
        """A form of violence, by its code ("SV-1")."""
        return _find(self.forms, "code", code)

    def measure(self, code: str) -> kinds.Measure | None:
        """A mitigation measure, by its code ("M15")."""
        return _find(self.measures, "code", code)

    def term(self, key: str) -> kinds.Term | None:
        """A term of the glossary, by its key ("overriding-risk")."""
        return _find(self.terms, "key", key)

    def standard(self, key: str) -> kinds.Standard | None:
        """A national choice, by its name in the case file ("overriding_reading")."""
        return _find(self.standards, "key", key)

    def source_class(self, key: str) -> kinds.SourceClass | None:
        """A class of sources, by its key ("courts")."""
        return _find(self.source_classes, "key", key)

    def limb(self, key: str) -> kinds.Named | None:
        """A limb of Article 7(4), by its key ("children")."""
        return _find(self.limbs, "key", key)

    def terms_of(self, question: kinds.Question) -> tuple[kinds.Term, ...]:
        """The terms explained beside *question*."""
        return tuple(term for key in question.terms if (term := self.term(key)))

    @property
    def forms_by_group(self) -> Grouped[kinds.Form]:
        """The taxonomy of step 1, as pairs of a group and its forms."""
        return _grouped(self.form_groups, self.forms)

    @property
    def measures_by_group(self) -> Grouped[kinds.Measure]:
        """The catalogue of measures, as pairs of a group and its measures."""
        return _grouped(self.measure_groups, self.measures)

    @property
    def measures_against_diversion(self) -> tuple[kinds.Measure, ...]:
        """The measures that may serve against diversion too, Article 11(2)."""
        return tuple(measure for measure in self.measures if measure.diversion)


@lru_cache
def edition(id: str) -> Edition:
    """The edition of that id. LookupError if there is none."""
    if id not in edition_ids():
        raise LookupError(f"There is no guidance edition {id!r}.")
    return _edition(reading.files(FIXTURES / "guidance" / id))


def current() -> Edition:
    """The edition released last."""
    return max(map(edition, edition_ids()), key=lambda one: (one.released, one.id))


@lru_cache
def edition_ids() -> tuple[str, ...]:
    """The ids of all editions, sorted."""
    return tuple(sorted(path.parent.name for path in FIXTURES.glob("guidance/*/edition.json")))


@lru_cache
def countries() -> Mapping[str, str]:
    """Names of States and territories by ISO 3166-1 code; the fictional XA to XZ at the end."""
    lists = reading.files(FIXTURES / "reference")["countries"]
    return MappingProxyType({**_names(lists["countries"]), **fictional_states()})


@lru_cache
def fictional_states() -> Mapping[str, str]:
    """The States of training and demonstration alone, by code."""
    lists = reading.files(FIXTURES / "reference")["countries"]
    return MappingProxyType(_names(lists["fictional"]))


def _names(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows}


def _place_of_guidance(place: str) -> str:
    """Where the guidance on *place* is kept: all risks of all cases share their questions."""
    if not place.startswith("risk:"):
        return place
    part = place.rpartition(".")[2]
    return part if part in ("mitigation", "overriding") else "risk"


def _find(entries: Iterable[Entry], name: str, value: str) -> Entry | None:
    return next((entry for entry in entries if getattr(entry, name) == value), None)


def _grouped(groups: Iterable[kinds.Named], entries: Iterable[Any]) -> Grouped[Any]:
    every = tuple(entries)
    return tuple(
        (group, tuple(entry for entry in every if entry.group == group.key)) for group in groups
    )


def _edition(contents: dict[str, Any]) -> Edition:
    return Edition(
        **_front_matter(contents["edition"]),
        digest=reading.digest(contents),
        chapters=MappingProxyType(dict(_chapters(contents))),
        questions=reading.entries(kinds.Question, contents["questions"]["questions"]),
        **_six_steps(contents),
        **_catalogue(contents["measures"]),
        **_reference(contents),
    )


def _front_matter(content: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": content["id"],
        "title": content["title"],
        "released": date.fromisoformat(content["released"]),
        "language": content["language"],
        "notes": reading.points(content["notes"]),
        "statuses": reading.entries(kinds.Status, content["statuses"]),
        "sources": reading.entries(kinds.Source, content["sources"]),
    }


def _chapters(contents: dict[str, Any]) -> Iterable[tuple[str, kinds.Chapter]]:
    for stem, content in contents.items():
        if "basis" in content:
            parts = {"basis": content["basis"], "notes": content.get("notes", [])}
            yield stem, reading.entry(kinds.Chapter, parts)


def _six_steps(contents: dict[str, Any]) -> dict[str, Any]:
    taxonomy = contents["taxonomy"]
    return {
        "limbs": reading.entries(kinds.Named, taxonomy["limbs"]),
        "form_groups": reading.entries(kinds.Named, taxonomy["groups"]),
        "forms": reading.entries(kinds.Form, taxonomy["forms"]),
        "axes": reading.entries(kinds.Axis, contents["severity"]["axes"]),
        "areas": reading.entries(kinds.Area, contents["step_3"]["areas"]),
        "dimensions": reading.entries(kinds.Dimension, contents["link"]["dimensions"]),
        "stages": reading.entries(kinds.Stage, contents["diversion"]["stages"]),
    }


def _catalogue(content: dict[str, Any]) -> dict[str, Any]:
    return {
        "measure_groups": reading.entries(kinds.Named, content["groups"]),
        "measure_kinds": reading.entries(kinds.Named, content["kinds"]),
        "measures": reading.entries(kinds.Measure, content["measures"]),
        "rules_of_thumb": reading.points(content["rules_of_thumb"]),
        "adequacy_tests": reading.entries(kinds.AdequacyTest, content["adequacy_tests"]),
    }


def _reference(contents: dict[str, Any]) -> dict[str, Any]:
    sources = contents["source_classes"]
    return {
        "terms": reading.entries(kinds.Term, contents["glossary"]["terms"]),
        "standards": reading.entries(kinds.Standard, contents["standards"]["standards"]),
        "source_classes": reading.entries(kinds.SourceClass, sources["classes"]),
        "reliability": reading.entries(kinds.Grade, sources["reliability"]),
        "credibility": reading.entries(kinds.Grade, sources["credibility"]),
        "source_rules": reading.points(sources["rules"]),
        "freshness": reading.entries(kinds.Freshness, sources["freshness"]),
        "denial_reasons": reading.entries(
            kinds.DenialReason, contents["denial_reasons"]["reasons"]
        ),
        "triggers": reading.entries(kinds.Trigger, contents["triggers"]["triggers"]),
    }
