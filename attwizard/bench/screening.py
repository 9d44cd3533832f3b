"""Screening: how many variants of listed names are found, how many others, and how fast."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from assessments.screening.index import Index, Listed
from attwizard.steps import ROOT

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
    entries = listed()
    making = timed(lambda _number: Index(entries), 0)
    index = Index(entries)
    asked = {half: len(variants(half)) for half in HALVES}
    missed = {half: len(lost(index, half)) for half in HALVES}
    false = len(alarms(index))
    took = in_turns(plan, plan.rounds(25), {"case": lambda number: screen(index, number)})["case"]
    plan.steps.end(f"{took:.0f} ms for {len(entries):,} entries")
    whole = sum(asked.values())
    return [
        Row(
            f"screening: share missed of {whole} variants / 5 %",
            sum(missed.values()) / whole / MISSED,
            goal=1.0,
        ),
        Row("screening: a case, 10,000 entries / 200 ms", took / LONGEST, goal=1.0),
        *(
            Row(f"screening: found, {half} half", asked[half] - missed[half], f"of {asked[half]}")
            for half in HALVES
        ),
        Row("screening: false alarms", false, f"of {len(unlisted()):,} names not listed"),
        Row("screening: a case against 10,000 entries", took, "ms"),
        Row("screening: index of 10,000 entries, once a load", making, "ms"),
    ]


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


def screen(index: Index, number: int) -> None:
    """The parties of one case: each round has names that were not looked for before."""
    names = [name for half in HALVES for _entry, name in variants(half)] + unlisted()
    for place in range(PARTIES):
        index.matches(names[(number * PARTIES + place) % len(names)])
