"""Screening: how many variants of listed names are found, how many others, and how fast."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from django.utils import timezone

from assessments.lists.loading import keep_file, load_list
from assessments.lists.reading import read_list
from assessments.models import Answer
from assessments.screening.index import Index, Listed
from assessments.screening.of_case import screen
from attwizard.steps import ROOT

from .cases import made
from .measuring import Plan, Row, in_turns, timed

NAMES = ROOT / "fixtures" / "screening"
ENTRIES = 10_000
PARTIES = (
    8  # of a case: applicant, end user, consignee, two intermediaries, broker, carrier, vessel
)
MISSED = 0.05  # the share of variants that may be missed
LONGEST = 200  # milliseconds for a case
HALVES = ("tuning", "held out")


def measure(plan: Plan) -> list[Row]:
    """Variants found in each half, names found that are not listed, and the time for a case."""
    plan.steps.begin("screening: names found, and milliseconds a case")
    index = Index(listed())
    asked = {half: len(variants(half)) for half in HALVES}
    missed = {half: len(lost(index, half)) for half in HALVES}
    case = Screened()
    first = timed(case.screen, 0)
    took = in_turns(plan, plan.rounds(25), {"case": case.screen})["case"]
    plan.steps.end(f"{took:.0f} ms for {ENTRIES:,} entries")
    whole = sum(asked.values())
    share = sum(missed.values()) / whole
    return [
        Row("screening: variants missed / 5 in a hundred", share / MISSED, goal=1.0),
        Row("screening: a case, 10,000 entries / 200 ms", took / LONGEST, goal=1.0),
        *(
            Row(f"screening: found, {half} half", asked[half] - missed[half], f"of {asked[half]}")
            for half in HALVES
        ),
        Row("screening: false alarms", len(alarms(index)), f"of {len(unlisted()):,} not listed"),
        Row("screening: a case against 10,000 entries", took, "ms"),
        Row("screening: the first case after a load", first, "ms"),
    ]


class Screened:
    """A case with other parties each time, and a list of ten thousand, in the database."""

    def __init__(self) -> None:
        body = json.dumps(as_list()).encode()
        load_list(read_list(body), keep_file(body), by=None)
        self.case = made()
        self.rows = Answer.objects.bulk_create(
            Answer(
                case=self.case,
                step="party",
                row=f"b{place}",
                content={"name": "-"},
                saved_by=self.case.officer,
                saved_at=timezone.now(),
            )
            for place in range(PARTIES)
        )
        self.names = unlisted() + [name for half in HALVES for _entry, name in variants(half)]

    def screen(self, number: int) -> None:
        """Each round has names that were not looked for before."""
        for place, row in enumerate(self.rows):
            row.content = {"name": self.names[(number * PARTIES + place) % len(self.names)]}
        Answer.objects.bulk_update(self.rows, ["content"])
        screen(self.case, timezone.localdate())


def as_list() -> dict[str, Any]:
    """The ten thousand as a list that can be loaded."""
    return {
        "format": "att-list/1",
        "key": "measured",
        "kind": "security_council",
        "title": "Names to be measured",
        "publisher": "attwizard bench",
        "as_of": "2026-01-01",
        "next_check": "2099-01-01",
        "entries": [
            {
                "key": str(one.entry),
                "kind": "entity",
                "name": one.names[0],
                "aliases": list(one.names[1:]),
            }
            for one in listed()
        ],
    }


@cache
def entries() -> list[dict[str, Any]]:
    """The entries whose variants are looked for."""
    return json.loads((NAMES / "variants.json").read_text())["entries"]


def listed() -> list[Listed]:
    """Those entries among ten thousand."""
    known = [Listed(n, (one["name"], *one["aliases"])) for n, one in enumerate(entries())]
    others = islice(made_up(), ENTRIES - len(known))
    return known + [Listed(len(known) + n, (name,)) for n, name in enumerate(others)]


def made_up() -> Iterator[str]:
    """Names of people of many languages, and of firms in between."""
    words = json.loads((NAMES / "names.json").read_text())
    firms = words["entities"]
    people = (
        f"{given} {family}"
        for number in range(len(words["people"][0]["given"]))
        for bank in words["people"]
        for given in bank["given"][number : number + 1]
        for family in bank["family"]
    )
    for number, own in enumerate(firms["own"]):
        for place, trade in enumerate(firms["trade"]):
            form = firms["form"][(number + place) % len(firms["form"])]
            yield f"{own} {trade} {form}".strip()
            yield from islice(people, 3)


def variants(half: str) -> list[tuple[int, str]]:
    """The entry and the name as it is met."""
    return [
        (number, variant["name"])
        for number, one in enumerate(entries())
        if one["half"] == half
        for variant in one["variants"]
    ]


def lost(index: Index, half: str) -> list[str]:
    """The variants that do not lead to their entry."""
    return [
        name
        for number, name in variants(half)
        if number not in {found.entry for found in index.matches(name)}
    ]


@cache
def unlisted() -> list[str]:
    return (NAMES / "unlisted.txt").read_text().splitlines()


def alarms(index: Index) -> list[str]:
    """The names that are not listed, and yet are found to be like one that is."""
    return [name for name in unlisted() if index.matches(name)]


def compare(index: Index, number: int) -> None:
    """The names of one case beside an index, other ones in each round."""
    names = unlisted()
    for place in range(PARTIES):
        index.matches(names[(number * PARTIES + place) % len(names)])
