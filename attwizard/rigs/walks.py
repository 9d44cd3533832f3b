"""Rig: somebody walks through a case in a browser: back, again, in two tabs, by deep links.

No step is shown that is not asked or still closed, Continue leads to the next one that is open,
nothing is sent twice, and whatever way one comes to a page, it shows what was saved last.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest import mock

from django.conf import settings
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Page as Tab
from playwright.sync_api import Request, Route, sync_playwright

from assessments.models import Answer, Case, Entry
from assessments.wizard import progress
from assessments.wizard.route import Route as Way
from assessments.wizard.steps import BY_NAME, STEPS
from attwizard.steps import Trouble
from attwizard.system import find_browser

from .rigging import Outcome, Rig
from .stage import Stage

OPTIONS = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
PATIENCE = 60_000  # milliseconds
SOON = 6  # steps, within which a form is sent and its answer asked for again
STEP = re.compile(r"/cases/[^/]+/assess/([^/]+)/")
WAYS = (
    *("continue", "continue", "continue", "back", "back", "forward", "again"),
    *("type", "deep", "deep", "link", "other tab"),
)
SCRIPT = (
    *("deep", "continue", "back", "again", "continue", "again", "other tab", "deep", "continue"),
    *("back", "back", "forward", "type", "again"),
)
Meddle = Callable[[Route], None]


class Walk:
    """One person in one browser with two tabs, before a case of which much is to be confirmed."""

    def __init__(self, case: Case, address: str, tabs: list[Tab], luck: random.Random):
        self.case, self.home, self.luck = case, address, luck
        self.tabs, self.at = tabs, 0
        self.sent: list[str] = []
        self.faults: list[str] = []
        self.did: Counter[str] = Counter()
        for tab in tabs:
            tab.set_default_timeout(PATIENCE)
            tab.on("request", self.hear)
            tab.on("response", self.judge)
            tab.on("dialog", lambda dialog: dialog.accept())  # yes, leave the page
            tab.goto(f"{address}{reverse('wizard:case', args=[case.reference])}")

    @property
    def tab(self) -> Tab:
        return self.tabs[self.at]

    def hear(self, request: Request) -> None:
        """A form that was sent; what is kept while one types is none."""
        if request.method == "POST" and request.is_navigation_request():
            self.sent.append(request.url)

    def judge(self, response: Any) -> None:
        if response.status >= 500:
            self.fault(f"{response.url} answered {response.status}")

    def fault(self, sentence: str) -> None:
        self.faults.append(f"{sentence}, after {self.did.total()} steps.")

    def go(self, way: str) -> None:
        """One step of the walk, and what must hold after it."""
        self.did[way] += 1
        before = len(self.sent)
        acts = {
            "continue": self.go_on,
            "back": self.tab.go_back,
            "forward": self.tab.go_forward,
            "again": self.tab.reload,
            "type": self.type,
            "deep": self.deep,
            "link": self.link,
            "other tab": self.other,
        }
        acts[way]()
        if (sent := len(self.sent) - before) > (way == "continue"):
            self.fault(f"“{way}” sent {sent} forms to {self.sent[-1]}")
        self.look()

    def step(self) -> str:
        """The step that the address names, "" for another page."""
        found = STEP.search(self.tab.url)
        return found[1] if found and found[1] in BY_NAME else ""

    def look(self) -> None:
        """A step is shown that is asked and open, with its text as it was saved last."""
        name, area = self.step(), self.reasons()
        if not name or area is None:
            return
        way = Way(Case.objects.get(pk=self.case.pk))
        if not BY_NAME[name].is_asked(way) or progress.is_closed(way, BY_NAME[name]):
            self.fault(f"{name} is shown, which is not open")
        shown = area.input_value()
        if self.is_form() and shown != (saved := self.saved(name)):
            self.fault(f"{name} shows {shown[:40]!r}, and {saved[:40]!r} was saved")

    def is_form(self) -> bool:
        """The page of the step, and not one that asks or refuses something about it."""
        return self.tab.locator("form#answer").count() == 1

    def reasons(self) -> Any:
        area = self.tab.locator(f'textarea[name="{self.step()}-reason"]')
        return area if area.count() == 1 else None

    def saved(self, name: str) -> str:
        answer = Answer.objects.filter(case=self.case, step=name, row="").first()
        if answer is None:
            return ""
        if answer.draft is not None:
            return (answer.draft.get("reason") or [""])[0]
        return (answer.content or {}).get("reason") or ""

    def go_on(self) -> None:
        """Continue leads to the next step after this one that is asked and not done."""
        button = self.tab.get_by_role("button", name="Continue", exact=True)
        name = self.step()
        if not name or button.count() != 1:
            return
        if (area := self.reasons()) and self.luck.random() < 0.5:
            area.fill(self.words())
        with self.tab.expect_navigation():
            button.click()
        if not self.is_form() or self.step() == name:
            return  # asked about, refused with what is missing, or the last of all
        way = Way(Case.objects.get(pk=self.case.pk))
        names = [step.name for step in STEPS]
        asked = [step for step in progress.asked_steps(way) if not progress.is_done(way, step)]
        after = [step for step in asked if names.index(step.name) > names.index(name)]
        wanted = (after or asked)[0].name if asked else ""
        if self.step() != wanted:
            self.fault(f"Continue led from {name} to {self.step()}, and not to {wanted}")

    def type(self) -> None:
        """Until it is kept by itself."""
        if self.is_form() and (area := self.reasons()):
            with self.tab.expect_response(lambda answer: answer.request.method == "POST"):
                area.fill(self.words())

    def words(self) -> str:
        return f"Walked by, and written at step {self.did.total()}."

    def deep(self) -> None:
        step = self.luck.choice(STEPS).name
        self.tab.goto(self.home + reverse("wizard:step", args=[self.case.reference, step]))

    def link(self) -> None:
        """To another page of the case."""
        links = self.tab.locator(f'main a[href^="/cases/{self.case.reference}/"]:visible').all()
        addresses = [each.get_attribute("href") or "" for each in links]
        shown = [one for one in addresses if not one.endswith((".json", ".pdf", ".docx"))]
        if shown:
            self.tab.goto(self.home + self.luck.choice(shown).partition("#")[0])

    def other(self) -> None:
        self.at = 1 - self.at
        self.tab.bring_to_front()
        self.tab.reload()


def work(stage: Stage, cycles: int) -> Outcome:
    return walk(stage, cycles)


def walk(stage: Stage, steps: int, meddle: Meddle | None = None) -> Outcome:
    """In a thread of its own: Playwright keeps a loop running in the one that it is in."""
    with stage.serve() as served, ThreadPoolExecutor(1) as alone:
        visitor = stage.visitor("alder", served)
        cookies = [
            {"name": name, "value": visitor.session.cookies[name], "url": served.address}
            for name in (settings.SESSION_COOKIE_NAME,)
        ]
        case = to_be_confirmed(stage)
        return alone.submit(walked, stage, case, served.address, cookies, steps, meddle).result()


def to_be_confirmed(stage: Stage) -> Case:
    """With all its answers, and many that wait to be confirmed again."""
    case = stage.case()
    case.answers.filter(row="").exclude(step__in=["application", "items", "scope"]).update(
        is_confirmed=False
    )
    return case


def walked(
    stage: Stage, case: Case, address: str, cookies: Any, steps: int, meddle: Meddle | None
) -> Outcome:
    browser = find_browser()
    if not browser:
        raise Trouble("No browser was found; `apt-get install chromium` as root brings one.")
    with (
        mock.patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="true"),
        sync_playwright() as play,
        play.chromium.launch(executable_path=browser, args=OPTIONS) as launched,
    ):
        try:
            context = launched.new_context()
            context.add_cookies(cookies)
            if meddle:
                context.route("**/assess/**", meddle)
            return along(stage, case, address, [context.new_page() for _tab in range(2)], steps)
        finally:
            connection.close()


def along(stage: Stage, case: Case, address: str, tabs: list[Tab], steps: int) -> Outcome:
    """First as written, then by chance."""
    luck = random.Random(steps)
    before = answered(case)
    going = Walk(case, address, tabs, luck)
    for number in range(steps):
        going.go(SCRIPT[number] if number < len(SCRIPT) else luck.choice(WAYS))
        stage.note(f"{number + 1:,} of {steps:,}, {len(going.faults)} faults")
    if (saves := answered(case) - before) > len(going.sent):
        going.fault(f"{saves} answers were saved, and {len(going.sent)} forms sent")
    figures = {"forms sent": len(going.sent), "answers saved": saves, **going.did}
    return Outcome(steps, going.faults, figures)


def answered(case: Case) -> int:
    return Entry.objects.filter(case_id=case.pk, action__in=["answered", "confirmed_again"]).count()


def control(stage: Stage, cycles: int) -> Outcome:
    """As if forms were answered by a page instead of the way to it: again sends them again."""

    def in_place(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        answer = route.fetch(max_redirects=0)
        route.fulfill(status=200, content_type="text/html", body=f"<h1>{answer.status}</h1>")

    return walk(stage, max(cycles, SOON), in_place)


RIG = Rig(
    name="walks",
    says="back, forward, again, two tabs and deep links in a browser",
    unit="steps",
    short=14,
    usual=300,
    work=work,
    control=control,
)
