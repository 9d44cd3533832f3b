"""A step of the wizard beside a plain formtools wizard with the same form, and beside one UPDATE.

All three are signed in and behind the same middleware; each posts what a browser would post from
its page. And the case page.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.guidance.considering import Beside
from assessments.models import Case
from assessments.sign_in.kept import whose_token
from assessments.wizard.parts import as_posted
from assessments.wizard.route import Route
from assessments.wizard.steps import BY_NAME

from . import cases
from .measuring import Plan, Row, in_turns

MEASURED = ("scope", "6-1", "lines")  # a short form, a longer one, the longest
FORM = "application/x-www-form-urlencoded"
REASONS = {"scope": "reason", "6-1": "reason", "lines": "7_1_a_reason"}


def measure(plan: Plan) -> list[Row]:
    """GET and POST of three steps, both sides taking turns; then the case page."""
    plan.steps.begin("A step of the wizard, beside a plain formtools wizard")
    case = cases.made()
    gets, posts, rows = [], [], []
    for step in MEASURED:
        took = one_step(plan, case, step)
        gets.append(ratio(f"step {step}, GET, against formtools", took["get"], goal=1.0))
        posts.append(ratio(f"step {step}, POST, against formtools", took["post"], goal=2.0))
        times = took["post"]["ours"] / took["post"]["one UPDATE"]
        rows.append(Row(f"step {step}, POST, against one UPDATE", times, "times"))
        for kind, times in took.items():
            rows += [Row(f"step {step}, {kind.upper()}, {k}", v, "ms") for k, v in times.items()]
    page = case_page(plan, case)
    plan.steps.end()
    return [*gets, *posts, *rows, *page]


def ratio(name: str, took: dict[str, float], *, goal: float) -> Row:
    return Row(name, took["ours"] / took["formtools"], goal=goal)


def one_step(plan: Plan, case: Case, step: str) -> dict[str, dict[str, float]]:
    ours, plain, least = Ours(case, step), Plain(case, step), Least(case, step)
    rounds = plan.rounds(120)
    posts = {"ours": ours.post, "formtools": plain.post, "one UPDATE": least.post}
    return {
        "get": in_turns(plan, rounds, {"ours": ours.get, "formtools": plain.get}),
        "post": in_turns(plan, rounds, posts),
    }


class Side:
    """One of the three: its browser, its address, what it posts."""

    def __init__(self, case: Case, step: str):
        self.case, self.step = case, step
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(case.officer)
        route = Route(case)
        content = route.answers.content(step)
        form = BY_NAME[step].form(route=route, content=content, prefix=step)
        self.fields = {f"{step}-{name}": values for name, values in as_posted(form).items()}

    def get(self, number: int) -> None:
        expect(self.client.get(self.address), 200)

    def typed(self, number: int) -> dict[str, Any]:
        """Other reasons each time: a save without a change would be no save."""
        reasons = f"{self.step}-{REASONS[self.step]}"
        changed = {reasons: f"Read again, and found as before ({number})."}
        return {**self.fields, **changed, "wizard-current_step": self.step}

    def send(self, fields: dict[str, Any]) -> None:
        """As a browser posts a form without files."""
        body = urlencode(fields, doseq=True)
        expect(self.client.post(self.address, body, content_type=FORM), 302)


class Ours(Side):
    """Kept in PostgreSQL with its version, in the trail, ruled again."""

    def __init__(self, case: Case, step: str):
        super().__init__(case, step)
        self.seen = Route(case).answers.version(step)
        pane = Beside(case, BY_NAME[step].place, "", (step, "")).pane()
        remarks = {prompt.remark: "" for prompt in pane["prompts"]}
        self.beside = {"whose": whose_token(case.officer), pane["field"]: pane["shown"], **remarks}

    @property
    def address(self) -> str:
        return reverse("wizard:step", args=[self.case.reference, self.step])

    def post(self, number: int) -> None:
        seen = json.dumps({self.step: self.seen})
        self.send({**self.typed(number), **self.beside, "seen_version": seen})
        self.seen += 1


class Plain(Side):
    """Kept in the session. Its step is answered before it is shown, as ours is."""

    def __init__(self, case: Case, step: str):
        super().__init__(case, step)
        self.get(0)  # formtools begins at its first step until another one was shown
        self.post(0)

    @property
    def address(self) -> str:
        return reverse("plain", args=[self.step])

    def post(self, number: int) -> None:
        self.send(self.typed(number))


class Least(Side):
    """The least that a page which keeps anything can do: one committed UPDATE."""

    @property
    def address(self) -> str:
        return reverse("one-update", args=[self.case.reference])

    def post(self, number: int) -> None:
        self.send(self.typed(number))


def expect(response: Any, status: int) -> None:
    """What is measured is the page meant, and no page of errors."""
    if response.status_code != status:
        raise AssertionError(f"{response.request['PATH_INFO']} answered {response.status_code}.")


def case_page(plan: Plan, case: Case) -> list[Row]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(case.officer)
    address = reverse("wizard:case", args=[case.reference])

    def page(number: int) -> None:
        expect(client.get(address), 200)

    took = in_turns(plan, plan.rounds(80), {"page": page})
    with CaptureQueriesContext(connection) as queries:
        page(0)
    return [Row("case page", took["page"], "ms"), Row("case page", len(queries), "queries")]
