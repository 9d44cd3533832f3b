"""Rig: the session is lost while somebody writes, on every form on which one writes.

It is deleted, runs out, or the secret key of the server is another one. What was typed is there
after the same person has signed in again, or is given back at once; another person who signs in
instead sees nothing of it, and nothing is saved.
"""

from __future__ import annotations

import contextlib
import io
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

from assessments.models import User
from assessments.sign_in.limits import SEEN
from attwizard.preparing import PEOPLE

from . import crawling
from .forms import Form, Page
from .fuzz import CALM, undone
from .judging import listening
from .rigging import Outcome, Rig
from .stage import Stage

FEW = 20  # tries that need no more than a case
TYPED = "Written at length ({number}), and not to be written again."
SIGN_IN = "/sign-in/"
CARRIED = 'name="kept"'
NEW_KEY = "another secret key of this server, which signs from now on, long enough"
# Drafts and the ledger: wherever it was saved, it would be in one of them.
SAVED = """
select exists(select from assessments_answer where draft::text like %(text)s)
    or exists(select from ledger.entry_body where body like %(text)s)
"""
Loss = Callable[[Client], contextlib.AbstractContextManager[Any]]


@dataclass(frozen=True)
class Written:
    """A form on which somebody writes: on which page, the how manyth of it."""

    person: str
    page: str
    number: int
    sort: tuple[str, ...]


def deleted(browser: Client) -> contextlib.AbstractContextManager[Any]:
    Session.objects.all().delete()
    return contextlib.nullcontext()


def run_out(browser: Client) -> contextlib.AbstractContextManager[Any]:
    session = browser.session
    session[SEEN] = time.time() - 90_000
    session.save()
    return contextlib.nullcontext()


def key_changed(browser: Client) -> contextlib.AbstractContextManager[Any]:
    """The former key is still known, as the README has it."""
    return override_settings(SECRET_KEY=NEW_KEY, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY])


def key_lost(browser: Client) -> contextlib.AbstractContextManager[Any]:
    return override_settings(SECRET_KEY=NEW_KEY, SECRET_KEY_FALLBACKS=[])


LOSSES: dict[str, Loss] = {
    "the session was deleted": deleted,
    "the session ran out": run_out,
    "the key was changed": key_changed,
    "the key was lost": key_lost,
}


class Desks:
    """Everybody's browser, which checks tokens as real ones are; passwords as they are printed."""

    def __init__(self, people: list[str]):
        self.people = [name for name in people if name != crawling.NOBODY]
        self.password = json.loads(PEOPLE.read_text())["password"]

    def browser(self, name: str) -> Client:
        made = Client(
            enforce_csrf_checks=True, raise_request_exception=False, SERVER_NAME="localhost"
        )
        made.force_login(User.objects.get(username=name))
        return made

    def sign_in(self, browser: Client, name: str, door: str) -> str:
        """As the page of the door posts it; all pages that follow."""
        form = next(f for f in Page(SIGN_IN, door).forms if "password" in f.fields)
        fields = form.as_it_stands() | {"username": [name], "password": [self.password]}
        return browser.post(SIGN_IN, fields, follow=True).content.decode()

    def another(self, name: str) -> str:
        return next(one for one in self.people if one != name)


def work(stage: Stage, cycles: int) -> Outcome:
    """The forms of the demonstration in turn with each loss; in short, those of one case."""
    if cycles <= FEW:
        stage.case()
        people, breadth = ["alder", "cedar"], crawling.FEW
    else:
        call_command("load_demo", verbosity=0, stdout=io.StringIO())
        people, breadth = crawling.people(), crawling.ONE_OF_A_SORT
    stage.note("reading every page as everybody")
    return lose(stage, people, breadth, cycles)


def lose(stage: Stage, people: list[str], breadth: crawling.Breadth, cycles: int) -> Outcome:
    desks, faults, done = Desks(people), [], Counter()
    with override_settings(**{**CALM, "PASSWORD_HASHERS": settings.PASSWORD_HASHERS}), listening():
        forms = list(written(desks, breadth))
        for number in range(cycles):
            form, (name, loss) = forms[number % len(forms)], turn(number, len(forms))
            with undone(True):
                told = list(lost(desks, form, loss, number))
            faults += [
                f"{name}, {form.sort[0]} ({form.page}), {form.person}: {each}" for each in told
            ]
            done[name] += 1
            stage.note(f"{number + 1:,} of {cycles:,}, {len(faults)} faults")
    return Outcome(cycles, faults, {"forms on which one writes": len(forms), **done})


def turn(number: int, forms: int) -> tuple[str, Loss]:
    """Each form meets each loss in time."""
    losses = list(LOSSES.items())
    return losses[(number + number // forms) % len(losses)]


def written(desks: Desks, breadth: crawling.Breadth) -> Iterator[Written]:
    """One form of each sort, by whoever is served it first."""
    seen = set()
    for name in desks.people:
        for target in crawling.walked(name, desks.browser(name), breadth):
            if target.form is not None:
                continue
            for number, form in enumerate(forms_of(desks.browser(name), target.path)):
                sort = (crawling.view_of(form.action) or "", *sorted(form.fields)[:6])
                if areas(form) and sort not in seen:
                    seen.add(sort)
                    yield Written(name, target.path, number, sort)


def forms_of(browser: Client, path: str) -> list[Form]:
    answer = browser.get(path)
    is_page = answer.get("Content-Type", "").startswith("text/html")
    forms = Page(path, answer.content.decode()).forms if is_page else []
    return [form for form in forms if form.method == "post"]


def areas(form: Form) -> list[str]:
    return [one.name for one in form.fields.values() if one.kind == "textarea"]


def lost(desks: Desks, form: Written, loss: Loss, number: int) -> Iterator[str]:
    """Twice: the same person signs in again; somebody else does."""
    text, other = TYPED.format(number=number), TYPED.format(number=-number - 1)
    with sent(desks, form, loss, text) as (browser, answer):
        page = answer.content.decode()
        if answer.status_code in (200, 302) and not leads_to_sign_in(answer):
            return  # the session still stood, and it was done
        if CARRIED not in page:  # then it is given back at once, to be copied
            if text not in page:
                yield f"what was typed is gone, {answer.status_code}"
            return
        again = desks.sign_in(browser, form.person, page)
        if text not in again and not is_saved(text):
            yield "what was typed is not there after signing in again"
    with sent(desks, form, loss, other) as (browser, answer):
        shown = desks.sign_in(browser, desks.another(form.person), answer.content.decode())
        if other in shown:
            yield "another person is shown what was typed"
        if is_saved(other):
            yield "what was typed is saved though another person signed in"


@contextlib.contextmanager
def sent(desks: Desks, form: Written, loss: Loss, text: str) -> Iterator[tuple[Client, Any]]:
    """The page is opened, written on, and posted after the loss, which lasts."""
    browser = desks.browser(form.person)
    page = forms_of(browser, form.page)[form.number]
    fields = page.as_it_stands() | {name: [text] for name in areas(page)}
    with loss(browser):
        yield browser, browser.post(page.action, fields, HTTP_ORIGIN="http://localhost")


def leads_to_sign_in(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(SIGN_IN)


def is_saved(text: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(SAVED, {"text": f"%{text}%"})
        return bool(cursor.fetchone()[0])


def control(stage: Stage, cycles: int) -> Outcome:
    """Where nobody says whose a page is, and nothing is given back."""
    with (
        mock.patch("assessments.sign_in.kept.person_of", return_value=None),
        mock.patch("assessments.sign_in.kept.given_back", return_value=None),
    ):
        stage.case()
        return lose(stage, ["alder", "cedar"], crawling.FEW, max(cycles, len(LOSSES)))


RIG = Rig(
    name="sessions",
    says="the session is lost while somebody writes",
    unit="losses",
    short=8,
    usual=400,
    work=work,
    control=control,
)
