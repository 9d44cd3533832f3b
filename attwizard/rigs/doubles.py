"""Double and fifty-fold submits: the same form sent many times at once has one effect."""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from assessments.models import Case, Entry
from attwizard.bench import cases

from . import faults, saving
from .rigging import Outcome, Rig
from .stage import Stage
from .visiting import Visitor

AT_ONCE = (2, 50)  # a nervous finger; a browser or a proxy gone mad


class Sent(NamedTuple):
    """A form on its page, ready to be sent; `effects` counts what came of it."""

    username: str
    path: str
    fields: dict[str, object]
    effects: Callable[[], int]
    another: Callable[[], dict[str, str]] = dict  # what each copy says otherwise


def step(stage: Stage, cycle: int) -> Sent:
    """*Continue* on a step of the wizard."""
    case = stage.case()
    fields = {**saving.fields_of(case), saving.REASON: f"Read again ({cycle})."}
    return Sent("alder", saving.address_of(case), fields, entries(case, "answered"))


def entries(case: Case, verb: str) -> Callable[[], int]:
    """How many entries of this verb the ledger has of the case beyond those there are now."""
    found = Entry.objects.filter(case_id=case.pk, action=verb)
    before = found.count()
    return lambda: found.count() - before


def opening(stage: Stage, cycle: int) -> Sent:
    """*Open a case*: no case is there yet to be asked what has become of it."""
    before = Case.objects.count()
    return Sent(
        "alder",
        "/cases/open/",
        {"interest": "none"},
        lambda: Case.objects.count() - before,
    )


def note(stage: Stage, cycle: int) -> Sent:
    """Words that might be said twice on purpose: on two pages they are."""
    case = stage.case()
    fields = {"words": f"A note ({cycle})."}
    return Sent("alder", f"/cases/{case.reference}/notes/", fields, entries(case, "noted"))


def submission(stage: Stage, cycle: int) -> Sent:
    case = faults.to_submit(stage)
    return Sent("alder", f"/cases/{case.reference}/submit/", {}, entries(case, "submitted"))


def returning(stage: Stage, cycle: int) -> Sent:
    case = stage.case(recommend=cases.LINES)
    fields = {"reasons": f"Say more ({cycle})."}
    return Sent("cedar", f"/review/{case.reference}/return/", fields, entries(case, "returned"))


def decision(stage: Stage, cycle: int) -> Sent:
    """Refusals, which every ruling permits."""
    case = stage.case(recommend=cases.LINES)
    fields = {
        f"{name}-{item}": words
        for item in ("1", "2")
        for name, words in (("outcome", "refuse"), ("reasons", f"Not now ({cycle})."))
    }
    address = f"/review/{case.reference}/decide/"
    page = {"submission": case.submissions.get().digest, "interest": "none"}
    return Sent("cedar", address, {**page, **fields}, entries(case, "decided"))


FORMS = {
    "continue on a step": step,
    "opening a case": opening,
    "a note": note,
    "submitting": submission,
    "returning": returning,
    "deciding": decision,
}


def work(stage: Stage, cycles: int) -> Outcome:
    return send_all(stage, cycles, FORMS)


def control(stage: Stage, cycles: int) -> Outcome:
    """Each copy says something else: one is saved, and the others must be told so."""
    return send_all(stage, cycles, {"other words each time": other_words})


def other_words(stage: Stage, cycle: int) -> Sent:
    sent, number = step(stage, cycle), itertools.count()
    return sent._replace(another=lambda: {saving.REASON: f"Said otherwise ({next(number)})."})


def send_all(stage: Stage, cycles: int, forms: dict[str, Callable[[Stage, int], Sent]]) -> Outcome:
    """Each form in turn, doubly and fifty-fold in turn."""
    wrong, sent = [], 0
    with stage.serve() as served, ThreadPoolExecutor(max(AT_ONCE)) as pool:
        for cycle in range(cycles):
            name = list(forms)[cycle % len(forms)]
            times = AT_ONCE[cycle // len(forms) % len(AT_ONCE)]
            form = forms[name](stage, cycle)
            visitor = stage.visitor(form.username, served)
            answers = send(pool, visitor, form, times)
            sent += times
            wrong += judged(f"{name}, {times} times", answers, form.effects())
            stage.note(f"{cycle + 1} of {cycles}")
        wrong += served.tracebacks()
    return Outcome(cycles, wrong, {"requests": sent})


def send(
    pool: ThreadPoolExecutor, visitor: Visitor, form: Sent, times: int
) -> Counter[tuple[int, str]]:
    """The answers, counted: status and where it leads."""
    start = threading.Barrier(times)

    def post(browser: Visitor) -> tuple[int, str]:
        start.wait()
        answer = browser.post(form.path, {**form.fields, **form.another()})
        return answer.status_code, answer.headers.get("Location", "")

    return Counter(pool.map(post, [visitor.beside() for _time in range(times)]))


def judged(what: str, answers: Counter[tuple[int, str]], effects: int) -> list[str]:
    wrong = []
    if effects != 1:
        wrong.append(f"{what}: it had {effects} effects.")
    if len(answers) != 1 or next(iter(answers))[0] != 302:
        wrong.append(f"{what}: the answers differ: {dict(answers)}.")
    return wrong


RIG = Rig(
    name="doubles",
    says="The same form sent twice and fifty times at once: one effect, the same answer for all",
    unit="forms",
    short=6,
    usual=200,
    work=work,
    control=control,
)
