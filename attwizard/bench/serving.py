"""The application as it is served: two hundred officers at once, its start, its memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import requests
from django.conf import settings
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from assessments.models import Case, Status, User
from attwizard.rigs.serving import WORKER, Process, serve

from .measuring import Plan, Row
from .sized import Made
from .texts import banks

WORKERS = 2
SLOWEST = 300  # ms, of 95 in a hundred answers
SECONDS, ARRIVING = 120, 20  # of officers at work; officers that sit down in a second
MB = 1_000_000


def measure(plan: Plan, made: Made) -> list[Row]:
    """Officers at work on the largest tables; then cold and warm starts, and memory."""
    plan.steps.begin("Two hundred officers, start and memory")
    with tempfile.TemporaryDirectory() as folder:
        rows = [*officers(plan, made, Path(folder)), *starts(Path(folder))]
    plan.steps.end()
    return rows


def officers(plan: Plan, made: Made, folder: Path) -> list[Row]:
    desks = folder / "desks.json"
    found = [desk(person) for person in made.people.officers if drafts(person).exists()]
    desks.write_text(json.dumps(found))
    with (
        serve(environment(), folder, WORKERS) as served,
        Process(WORKER, environment(), folder / "worker") as worker,
    ):
        plan.steps.note(f"{len(found)} officers at work")
        counted = at_work(served.address, desks, len(found), plan.rounds(SECONDS))
        memory = [
            *(Row(f"memory of gunicorn's worker {n}", pss(pid), "MB")
              for n, pid in enumerate(served.children(), start=1)),
            Row("memory of gunicorn's arbiter", pss(served.pid), "MB"),
            Row("memory of the worker for records", pss(worker.pid), "MB"),
        ]  # fmt: skip
    return [*judged(counted), *memory]


def drafts(person: User) -> QuerySet[Case]:
    """Among a few thousand cases not every officer has one."""
    return Case.objects.filter(officer=person, status=Status.DRAFT)


def desk(person: User) -> dict[str, str]:
    """A session, a draft of the officer's own, and a word to look for."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    reference = drafts(person).newest_first().values_list("reference", flat=True)[0]
    kept = [settings.CSRF_COOKIE_NAME, "a" * 32]
    return {
        "cookie": f"{cookie.key}={cookie.value}; {'='.join(kept)}",
        "mine": reverse("cases:mine"),
        "case": reverse("wizard:case", args=[reference]),
        "step": reverse("wizard:step", args=[reference, "scope"]),
        "word": quote(banks()["Latin"]["search"][0]),
    }


def at_work(address: str, desks: Path, number: int, seconds: int) -> list[dict[str, Any]]:
    """What locust counted, page by page."""
    file = Path(__file__).with_name("officers.py")
    command = [sys.executable, "-m", "locust", "-f", file, "--headless", "--json", "--only-summary"]
    command += ["--users", number, "--spawn-rate", ARRIVING, "--run-time", f"{seconds}s"]
    command += ["--host", address, "--reset-stats", "--exit-code-on-error", "0"]
    said = subprocess.run(
        [str(word) for word in command],
        env={**os.environ, "OFFICERS": str(desks)},
        stdout=subprocess.PIPE,
        check=True,
    )
    return list(json.loads(said.stdout))


def judged(found: list[dict[str, Any]]) -> list[Row]:
    """Answers and errors of all pages together, then the 95th of a hundred answers of each page."""
    answers = sum(page["num_requests"] for page in found)
    errors = sum(page["num_failures"] for page in found)
    whole = sum((times(page) for page in found), Counter())
    return [
        Row(
            f"95 of 100 answers to 200 officers / {SLOWEST} ms", slowest(whole) / SLOWEST, goal=1.0
        ),
        Row("answers to 200 officers that were errors", errors, goal=0.0),
        Row("answers to 200 officers", answers, "pages"),
        *(Row(f"95 of 100 answers, {page['name']}", slowest(times(page)), "ms") for page in found),
    ]


def times(page: dict[str, Any]) -> Counter[float]:
    """How many answers took so many milliseconds."""
    return Counter({float(ms): number for ms, number in page["response_times"].items()})


def slowest(took: Counter[float], share: float = 0.95) -> float:
    """Within how many milliseconds this share of the answers came."""
    wanted, seen = share * took.total(), 0
    for ms in sorted(took):
        seen += took[ms]
        if seen >= wanted:
            return ms
    return 0.0


def pss(pid: int) -> float:
    """Megabytes of a process, what it shares with others counted by halves and thirds."""
    return float(psutil.Process(pid).memory_full_info().pss) / MB


def starts(folder: Path) -> list[Row]:
    """Seconds from nothing to the first page: with no byte code kept from before, and with it."""
    kept = environment(PYTHONPYCACHEPREFIX=str(folder / "bytecode"))
    cold, warm = (first_page(kept, folder) for _start in range(2))
    return [Row("start, cold", cold, "s"), Row("start, warm", warm, "s")]


def environment(**more: str) -> dict[str, str]:
    """As in earnest, on the database of the measurements."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "attwizard.settings", **more}


def first_page(kept: dict[str, str], folder: Path) -> float:
    began = time.perf_counter()
    with serve(kept, folder, WORKERS) as served:
        requests.get(f"{served.address}{reverse('account_login')}", timeout=60).raise_for_status()
        return time.perf_counter() - began
