"""An officer who saves a step of a case again and again, and notes what was acknowledged."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import requests

from .visiting import Visitor

if TYPE_CHECKING:
    from assessments.models import Case

STEP, REASON = "scope", "scope-reason"
SEEN = re.compile(r'name="seen_version" value="([^"]*)"')


def fields_of(case: Case) -> dict[str, Any]:
    """The step of the case as its page would post it again."""
    from assessments.wizard.parts import as_posted
    from assessments.wizard.route import Route
    from assessments.wizard.steps import BY_NAME

    route = Route(case)
    form = BY_NAME[STEP].form(route=route, content=route.answers.content(STEP), prefix=STEP)
    fields = {f"{STEP}-{name}": values for name, values in as_posted(form).items()}
    seen = json.dumps({STEP: route.answers.version(STEP)})
    return {**fields, "wizard-current_step": STEP, "seen_version": seen}


def address_of(case: Case) -> str:
    return f"/cases/{case.reference}/assess/{STEP}/"


@dataclass
class Writer:
    """Saves under a name of its own each time; `said` are all, `acknowledged` those answered so.

    `told` counts the pages that said so when it was not saved, `dropped` the requests without an
    answer; `odd` are answers that were neither.
    """

    name: str
    visitor: Visitor
    case: Case
    said: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    dropped: int = 0
    told: int = 0

    def __post_init__(self) -> None:
        self.fields = fields_of(self.case)
        self.version = json.loads(self.fields["seen_version"])[STEP]
        self.is_sure = True  # of the version

    def save(self) -> bool:
        """Whether a new save was acknowledged."""
        try:
            return self.try_to_save()
        except requests.RequestException:  # whatever has become of it, nobody was told
            self.dropped += 1
            self.is_sure = False
            return False

    def try_to_save(self) -> bool:
        if not self.is_sure:
            self.look()
        mark = f"{self.name}-{len(self.said)}"
        self.said.append(mark)
        seen = json.dumps({STEP: self.version})
        typed = {REASON: f"Read again ({mark}).", "seen_version": seen}
        answer = self.visitor.post(address_of(self.case), {**self.fields, **typed})
        if answer.status_code != 302 or not answer.headers["Location"].startswith("/cases/"):
            self.judge(answer)
            return False
        self.acknowledged.append(mark)
        self.version += 1
        return True

    def look(self) -> None:
        """Open the page anew: it says which version stands."""
        answer = self.visitor.get(address_of(self.case))
        if found := SEEN.search(answer.text):
            self.version = json.loads(html.unescape(found[1]))[STEP]
            self.is_sure = True
        else:
            self.judge(answer)

    def judge(self, answer: requests.Response) -> None:
        """A page of ours that says what to do is well; it was not saved, and that was said."""
        self.is_sure = False
        self.told += 1
        if answer.status_code == 500 or "<title>" not in answer.text:
            self.odd.append(f"{self.name} was answered {answer.status_code}: {answer.text[:200]}")
