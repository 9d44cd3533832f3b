"""Two to four people on one answer of a case, and what each must be told: the reference model."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from assessments.cases.declaring import declare
from assessments.cases.handing_over import share
from assessments.models import Answer, Case, Entry, Purpose, Status, User
from assessments.review.returning import return_case

from .forms import Page

STEP, TEXT = "6-1", "6-1-reason"
NUMBERS = itertools.count(1)  # every text is another one
CONFLICT = "Two people changed this page"


Shown = tuple[int, str]  # a version, with the text that its page shows


class Fault(AssertionError):
    """What did not hold, as a sentence."""


def expect(holds: bool, sentence: str) -> None:
    if not holds:
        raise Fault(sentence)


@dataclass
class Desk:
    """One person, with the page that stands open before them: made of a version, with a text."""

    person: User
    browser: Client
    fields: dict[str, Any]
    seen: int = 0
    text: str = ""

    def posted(self, **more: str) -> dict[str, Any]:
        seen = json.dumps({STEP: self.seen})
        return {**self.fields, TEXT: self.text, "seen_version": seen, **more}


@dataclass
class Table:
    """A case that was returned to its officer, and all who may be let in."""

    case: Case
    desks: list[Desk]
    supervisor: User
    pool: ThreadPoolExecutor

    @property
    def address(self) -> str:
        return reverse("wizard:step", args=[self.case.reference, STEP])

    def sit_down(self) -> None:
        """The first holds the case, and the others are let in."""
        self.case.refresh_from_db()
        if self.case.status == Status.SUBMITTED:
            self.give_back()
        Case.objects.filter(pk=self.case.pk).update(officer=self.desks[0].person)
        self.case.colleagues.set([desk.person for desk in self.desks[1:]])
        self.case.refresh_from_db()

    def give_back(self) -> None:
        return_case(self.case.submissions.latest("pk"), reasons="Once more.", by=self.supervisor)
        self.case.refresh_from_db()

    def answer(self) -> Answer:
        return Answer.objects.get(case=self.case, step=STEP)


class Model:
    """What the answer must be, told by nothing but the acts so far."""

    def __init__(self, table: Table):
        table.sit_down()
        kept = table.answer()
        self.table, self.version = table, kept.version
        self.content: str = kept.content["reason"]
        self.draft: str | None = (kept.draft or {}).get("reason", [None])[0]
        self.inside = set(range(len(table.desks)))
        self.holder, self.is_submitted = 0, False
        self.saved: list[str] = []
        self.conflicts = 0
        self.entries = Entry.objects.filter(case_id=table.case.pk).order_by("-pk")
        last = self.entries.values_list("pk", flat=True).first()
        self.before: int = last or 0
        for who, desk in enumerate(table.desks):
            self.load(who, desk)

    @property
    def shown(self) -> str:
        return self.content if self.draft is None else self.draft

    def do(self, act: str, who: int) -> None:
        """One act of somebody, and what it must lead to; what cannot be done now is left out."""
        who %= len(self.table.desks)
        desk = self.table.desks[who]
        acts: dict[str, Callable[[int, Desk], None]] = {
            "load": self.load,
            "look": self.look,
            "keep": self.keep,
            "save": self.save,
            "at once": self.at_once,
            "submit": self.submit,
            "give back": self.give_back,
            "hand over": self.hand_over,
        }
        acts[act](who, desk)

    def may(self, who: int) -> bool:
        return who in self.inside and not self.is_submitted

    def load(self, who: int, desk: Desk) -> None:
        """As the page shows it; `look` fetches the page itself and compares."""
        if self.may(who):
            desk.seen, desk.text = self.version, self.shown

    def look(self, who: int, desk: Desk) -> None:
        answer = desk.browser.get(self.table.address)
        if not self.may(who):
            expect(answer.status_code == 404, f"Who may not was shown it: {answer.status_code}.")
            return
        fields = fields_of(self.table.address, answer.content.decode())
        expect(fields[TEXT] == [self.shown], f"The page shows {fields[TEXT]}, not {self.shown!r}.")
        seen = json.loads(fields["seen_version"][0])
        expect(seen == {STEP: self.version}, f"The page is of {seen}, not of {self.version}.")
        self.load(who, desk)

    def typed(self, desk: Desk) -> None:
        desk.text = f"Text {next(NUMBERS)} of {desk.person.username}."

    def keep(self, who: int, desk: Desk) -> None:
        """What was typed is kept by itself."""
        self.typed(desk)
        answer = desk.browser.post(self.table.address, desk.posted(autosave="1"))
        if not self.may(who):
            self.gone(desk, answer)
        elif desk.seen == self.version:
            expect(answer.status_code == 200, f"A draft was not kept: {answer.status_code}.")
            self.version, self.draft = self.version + 1, desk.text
            desk.seen = json.loads(answer.content)[STEP]
            expect(desk.seen == self.version, "A draft has another version than was told.")
        else:
            expect(answer.status_code == 409, f"A draft over a newer text: {answer.status_code}.")

    def save(self, who: int, desk: Desk) -> None:
        """Continue was pressed."""
        self.typed(desk)
        self.saved_or_told(who, desk, desk.browser.post(self.table.address, desk.posted()))

    def saved_or_told(self, who: int, desk: Desk, answer: Any, *before: Shown) -> None:
        if not self.may(who):
            self.gone(desk, answer)
        elif desk.seen == self.version:
            expect(answer.status_code == 302, f"A save was refused: {answer.status_code}.")
            self.version, self.content, self.draft = self.version + 1, desk.text, None
            self.saved.append(desk.text)
            self.load(who, desk)
        else:
            self.conflict(desk, answer, *before)

    def conflict(self, desk: Desk, answer: Any, *before: Shown) -> None:
        """Both texts, and nothing lost; the page that answers is made of what stands, or of what
        stood `before` the other was saved at the same moment.
        """
        expect(answer.status_code == 409, f"A newer text was not told of: {answer.status_code}.")
        page = answer.content.decode()
        expect(CONFLICT in page, "The page of a conflict is another one.")
        expect(desk.text in page, f"The loser's text is gone: {desk.text!r}.")
        desk.seen = json.loads(fields_of(self.table.address, page)["seen_version"][0])[STEP]
        texts = [text for version, text in (*before, self.stands()) if version == desk.seen]
        expect(bool(texts), f"The page of a conflict is of version {desk.seen}.")
        expect(texts[0] in page, f"The loser does not see the other's: {texts[0]!r}.")
        self.conflicts += 1

    def stands(self) -> Shown:
        return self.version, self.shown

    def gone(self, desk: Desk, answer: Any) -> None:
        """The case is not theirs now: the page gives back what was typed."""
        expect(answer.status_code in (404, 409), f"It was saved all the same: {answer.status_code}")
        expect(desk.text in answer.content.decode(), f"What was typed is gone: {desk.text!r}.")

    def at_once(self, who: int, desk: Desk) -> None:
        """Two press Continue at the same moment; one of them is first."""
        other = (who + 1) % len(self.table.desks)
        pair = [(who, desk), (other, self.table.desks[other])]
        if other == who or not all(self.may(one) for one, _each in pair):
            return
        for _one, each in pair:
            self.typed(each)

        def press(each: Desk) -> Any:
            return each.browser.post(self.table.address, each.posted())

        before = self.stands()
        answers = list(self.table.pool.map(press, [each for _one, each in pair]))
        order = sorted(zip(pair, answers, strict=True), key=lambda told: told[1].status_code)
        for (one, each), answer in order:
            self.saved_or_told(one, each, answer, before)

    def submit(self, who: int, desk: Desk) -> None:
        if who not in self.inside:
            return
        address = reverse("wizard:submit", args=[self.table.case.reference])
        answer = desk.browser.post(address)
        wanted = 409 if self.is_submitted else 302
        expect(answer.status_code == wanted, f"Submitting answered {answer.status_code}.")
        self.is_submitted = True

    def give_back(self, who: int, desk: Desk) -> None:
        if self.is_submitted:
            self.table.give_back()
            self.is_submitted = False

    def hand_over(self, who: int, desk: Desk) -> None:
        """By its officer, to the next; who gives it away works on it no longer, until let in."""
        if self.is_submitted or who == self.holder:
            return
        holder = self.table.desks[self.holder]
        address = reverse("cases:hand_over", args=[self.table.case.reference])
        fields = {"colleague": desk.person.pk, "because": "On leave."}
        answer = holder.browser.post(address, fields)
        expect(answer.status_code == 302, f"Handing over answered {answer.status_code}.")
        outside = set(range(len(self.table.desks))) - self.inside - {who}
        self.inside = (self.inside | {who}) - {self.holder}
        self.holder = who
        self.table.case.refresh_from_db()
        for one in outside:
            share(self.table.case, with_colleague=self.table.desks[one].person, by=desk.person)
            self.inside.add(one)

    def check(self) -> None:
        """The row is as the acts say, and the ledger has each save once, in this order."""
        kept = self.table.answer()
        draft = (kept.draft or {}).get("reason", [None])[0]
        found, wanted = (kept.version, kept.content["reason"], draft), self.standing()
        expect(found == wanted, f"It stands as {found}, and was to stand as {wanted}.")
        new = self.entries.filter(pk__gt=self.before, action="answered")
        bodies = new.order_by("pk").values_list("facts__body", flat=True)
        told = [json.loads(body)["after"]["reason"] for body in bodies]
        expect(told == self.saved, f"The ledger has {told}, and {self.saved} were saved.")

    def standing(self) -> tuple[int, str, str | None]:
        return (self.version, self.content, self.draft)


def lay(case: Case, people: list[User], supervisor: User, pool: ThreadPoolExecutor) -> Table:
    """A table for a case that was submitted once, with everybody let in and declared."""
    Case.objects.filter(pk=case.pk).update(officer=people[0])
    case.refresh_from_db()
    if case.status == Status.SUBMITTED:
        return_case(case.submissions.latest("pk"), reasons="Look again.", by=supervisor)
        case.refresh_from_db()
    for person in people[1:]:
        if not case.colleagues.contains(person):
            share(case, with_colleague=person, by=people[0])
        if not case.declarations.filter(person=person, purpose=Purpose.ASSESS).exists():
            declare(case, purpose=Purpose.ASSESS, by=person)
    table = Table(case, [], supervisor, pool)
    for person in people:
        browser = Client(SERVER_NAME="localhost", raise_request_exception=False)
        browser.force_login(person)
        page = browser.get(table.address).content.decode()
        table.desks.append(Desk(person, browser, fields_of(table.address, page)))
    return table


def fields_of(address: str, page: str) -> dict[str, list[str]]:
    """What the longest form of a page would post as it stands."""
    return max(Page(address, page).forms, key=lambda form: len(form.fields)).as_it_stands()
