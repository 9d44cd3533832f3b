"""The decision record: made warm and sealed in three scripts, served, and made in bulk."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import django
from django.test import Client
from django.urls import reverse

from assessments.models import Case
from assessments.models.text import over_strings
from assessments.records.issuing import issue_record
from assessments.records.pdf import record_pdf
from assessments.records.sealing import seal

from . import cases
from .measuring import Plan, Row, in_turns

DEMANDED = 1.2  # seconds, sealed
SERVED = 10.0  # ms of the server's time
GAIN = 0.8  # of each core, in bulk
WRITTEN = {
    "zh-hans": "评估依据武器贸易条约第七条进行，并考虑最终用户的记录、意图和能力。",
    "ar": "يستند التقييم إلى المادة السابعة من معاهدة تجارة الأسلحة وسجل المستعمل النهائي. ",
}
SHORTEST = 24  # letters: what is shorter is a name, a day or a word of the format


def measure(plan: Plan) -> list[Row]:
    plan.steps.begin("The decision record")
    case = cases.made(**cases.TO_THE_END)
    snapshot = case.decision.snapshot
    sides = {"en": snapshot, **{code: in_script(snapshot, code) for code in WRITTEN}}
    took = in_turns(
        plan,
        plan.rounds(12),
        {code: lambda number, one=one: seal(record_pdf(one)) for code, one in sides.items()},
    )
    rows = [
        Row(f"record, warm, sealed, {code}: of 1.2 s", ms / 1000 / DEMANDED, goal=1)
        for code, ms in took.items()
    ]
    gained = gain(snapshot, plan.rounds(16))
    plan.steps.end(f"{took['en'] / 1000:.2f} s")
    return [
        *rows,
        Row("record, served: of 10 ms", served(plan, case) / SERVED, goal=1),
        Row("records in bulk, two processes: 0.8 × 2 of one", GAIN * 2 / gained, goal=1),
        *(Row(f"record, {code}", ms, "ms") for code, ms in took.items()),
    ]


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
