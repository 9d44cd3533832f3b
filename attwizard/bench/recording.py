"""The decision record: made warm and sealed in three scripts, served, and made in bulk."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Any

import django
import pypdfium2
from django.test import Client
from django.urls import reverse

from assessments.models import Case
from assessments.models.text import over_strings
from assessments.records.document import record_html
from assessments.records.issuing import issue_record
from assessments.records.pdf import record_pdf
from assessments.records.sealing import seal
from attwizard import system

from . import cases
from .measuring import Plan, Row, in_turns
from .printing import chromium, whole

DEMANDED = 1.2  # seconds, sealed
SERVED = 10.0  # ms of the server's time
GAIN = 0.8  # of each core, in bulk
PRINTED = "printed by Chromium"
WRITTEN = {
    "zh-hans": "评估依据武器贸易条约第七条进行，并考虑最终用户的记录、意图和能力。",
    "ar": "يستند التقييم إلى المادة السابعة من معاهدة تجارة الأسلحة وسجل المستعمل النهائي. ",
}
SHORTEST = 24  # letters: what is shorter is a name, a day or a word of the format


def measure(plan: Plan) -> list[Row]:
    plan.steps.begin("The decision record")
    case = cases.made(**cases.TO_THE_END)
    # The shortest record of the examples comes closest to the eight pages demanded.
    short = cases.made(**cases.CLEAR_TO_THE_END).decision.snapshot
    snapshot = case.decision.snapshot
    rows = [*demanded(in_scripts(plan, short)), *in_scripts(plan, snapshot)]
    gained = gain(snapshot, plan.rounds(16))
    browser = "beside Chromium" if system.find_browser() else "no browser is here to print it too"
    plan.steps.end(f"{rows[0].value * DEMANDED:.2f} s, {browser}")
    return [
        *rows,
        Row("record, served: of 10 ms", served(plan, case) / SERVED, goal=1),
        Row("records in bulk, two processes: 0.8 × 2 of one", GAIN * 2 / gained, goal=1),
    ]


def demanded(rows: list[Row]) -> Iterator[Row]:
    """The same rows, after a ratio for each record of ours."""
    for row in rows:
        if PRINTED not in row.name:
            yield Row(f"{row.name}: of 1.2 s", row.value / 1000 / DEMANDED, goal=1)
    yield from rows


def in_scripts(plan: Plan, snapshot: Mapping[str, Any]) -> list[Row]:
    """A record made and sealed in each script, and the same HTML printed where a browser is."""
    scripts = {"en": snapshot, **{code: in_script(snapshot, code) for code in WRITTEN}}
    names = {code: f"record of {pages(one)} pages, {code}" for code, one in scripts.items()}
    sides = {names[code]: partial(made, one) for code, one in scripts.items()}
    took = in_turns(plan, plan.rounds(12), sides)
    with chromium() as printed:  # a seal cannot be put on in a thread that waits for a browser
        if printed:
            sides = {
                f"{names[code]}, {PRINTED}": partial(printed, whole(record_html(one)))
                for code, one in scripts.items()
            }
            took |= in_turns(plan, plan.rounds(12), sides)
    return [Row(name, ms, "ms") for name, ms in took.items()]


def made(snapshot: Mapping[str, Any], _number: int = 0) -> None:
    seal(record_pdf(snapshot))


def pages(snapshot: Mapping[str, Any]) -> int:
    with pypdfium2.PdfDocument(record_pdf(snapshot)) as document:
        return len(document)


def in_script(snapshot: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The same record with its texts, as long as they are, in another script."""
    words = WRITTEN[language]

    def rewritten(text: str) -> str:
        if len(text) < SHORTEST or " " not in text:
            return text
        return (words * (len(text) // len(words) + 1))[: len(text)]

    return {**over_strings(snapshot, rewritten), "language": language}


def served(plan: Plan, case: Case) -> float:
    """The server's time for a record that is kept, in milliseconds."""
    issue_record(case, by="bench")
    client = Client(SERVER_NAME="localhost")
    client.force_login(cases.people()["cedar"])
    address = reverse("records:record", args=[case.reference])
    if client.get(address).status_code != 200:
        raise RuntimeError("the record is not served")
    sides = {"served": lambda number: client.get(address)}
    return in_turns(plan, plan.rounds(100), sides)["served"]


def gain(snapshot: dict[str, Any], records: int) -> float:
    """How many times as many records two processes make as one does."""
    speeds = []
    for processes in (1, 2):
        with ProcessPoolExecutor(
            processes, mp_context=get_context("spawn"), initializer=django.setup
        ) as pool:
            list(pool.map(record_pdf, [snapshot] * processes * 2))  # warm
            began = time.perf_counter()
            list(pool.map(record_pdf, [snapshot] * records))
            speeds.append(records / (time.perf_counter() - began))
    return speeds[1] / speeds[0]
