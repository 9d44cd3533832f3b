"""The connection to the database cut in the middle: people are told, and a retry has one effect."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections import Counter
from urllib.parse import urlsplit, urlunsplit

import requests
from django.db import connection

from .doubles import FORMS, Sent, opening
from .proxy import Connect, Proxy
from .rigging import Outcome, Rig
from .stage import Stage
from .visiting import Visitor

MODES = ("cut", "unanswered", "lost", "delay")
LATEST = {"cut": 30, "delay": 30, "unanswered": 3, "lost": 3}  # message or COMMIT
TOLD = "It is not certain whether what you sent was saved."
TRIES = 3


def work(stage: Stage, cycles: int) -> Outcome:
    """Every form and every harm in turn; the same page is sent again until it is answered."""
    with Proxy(towards_database()) as proxy, serve(stage, proxy) as served:
        faults, answers = [], Counter()
        for cycle in range(cycles):
            name = list(FORMS)[cycle % len(FORMS)]
            mode = MODES[cycle // len(FORMS) % len(MODES)]
            at = random.randint(1, LATEST[mode])
            form = FORMS[name](stage, cycle)
            visitor = stage.visitor(form.username, served)
            said = send(visitor, form, proxy, mode, at)
            answers[said[0]] += 1
            faults += judged(f"{name}, {mode} at {at}", said, form.effects())
            stage.note(f"{cycle + 1} of {cycles}")
    figures = {f"first answered with {status}": number for status, number in answers.items()}
    return Outcome(cycles, faults, {"connections struck": proxy.struck, **figures})


def control(stage: Stage, cycles: int) -> Outcome:
    """Sent again from another page, as by somebody who was not told and begins anew."""
    faults = []
    with Proxy(towards_database()) as proxy, serve(stage, proxy) as served:
        for at in range(1, LATEST["unanswered"] + 1):
            form = opening(stage, at)
            visitor = stage.visitor(form.username, served)
            said = send(visitor, form, proxy, "unanswered", at, another_page=True)
            faults += judged(f"from another page, at {at}", said, form.effects())
    return Outcome(LATEST["unanswered"], faults)


def serve(stage: Stage, proxy: Proxy):
    """One worker, through the proxy."""
    host = f"127.0.0.1:{proxy.port}"
    settings = {name: through(address, host) for name, address in stage.addresses.items()}
    settings = {name: settings[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    return stage.serve(workers=1, settings={**settings, "PGSSLMODE": "disable"})


def through(address: str, host: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=f"{parts.netloc.rpartition('@')[0]}@{host}"))


def towards_database() -> Connect:
    """Where this process itself is connected to."""
    connection.ensure_connection()
    told = connection.connection.info
    if told.host.startswith("/"):
        return lambda: asyncio.open_unix_connection(f"{told.host}/.s.PGSQL.{told.port}")
    return lambda: asyncio.open_connection(told.host, told.port)


def send(
    visitor: Visitor, form: Sent, proxy: Proxy, mode: str, at: int, *, another_page: bool = False
) -> list[str]:
    """What was answered: first, with the connection struck, then to the same form again."""
    proxy.arm(mode, at)
    said = [answer(visitor, form)]
    proxy.disarm()
    while said[-1] != "302" and len(said) <= TRIES:
        if another_page:
            visitor.token = secrets.token_hex(16)
            visitor.session.cookies.set("csrftoken", visitor.token)
        said.append(answer(visitor, form))
    return said


def answer(visitor: Visitor, form: Sent) -> str:
    """The status; "503 untold" for a page that leaves people in doubt about what to do."""
    try:
        given = visitor.post(form.path, form.fields)
    except requests.RequestException as fault:
        return type(fault).__name__
    if given.status_code == 503 and TOLD not in given.text:
        return "503 untold"
    return str(given.status_code)


def judged(what: str, said: list[str], effects: int) -> list[str]:
    """One effect, and every answer on the way there either the page that tells or the done one."""
    wrong = []
    if effects != 1:
        wrong.append(f"{what}: it had {effects} effects, answered {said}.")
    if {*said} - {"302", "503"} or said[-1] != "302":
        wrong.append(f"{what}: it was answered {said}.")
    return wrong


RIG = Rig(
    name="cuts",
    says="The connection to the database is cut: people are told, and a retry has one effect",
    unit="forms",
    short=12,
    usual=500,
    work=work,
    control=control,
)
