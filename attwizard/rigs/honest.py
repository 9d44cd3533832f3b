"""Forms filled in as people do, so that there is something of every kind to be attacked."""

from __future__ import annotations

import random
import re
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from .attacking import Target
from .forms import Field, Form

# What is begun, proposed or let in by these is what other addresses are about.
BEGINNINGS = frozenset(
    {
        *("cases:assign", "cases:colleagues", "cases:files", "cases:notes", "evidence:add"),
        *("guidance:write_own", "incidents:add", "lists:record", "lists:upload", "people:roles"),
        *("people:substitute", "people:units", "profiles:new", "profiles:start", "requests:new"),
        *("retention:holds", "review:return", "standards:propose", "wizard:copy"),
    }
)
TRIES = 12
DAY = re.compile(r"(^|[-_])(on|until|from|day|date|begin|end|first|last)$|_on$|valid")
COUNT = re.compile(r"quantity|number|count|days|hours|rows")


def begin_all(targets: list[Target], browsers: dict[str, Client], files: list[bytes]) -> set[str]:
    """Each of the forms that begin something, sent until it was taken. Gives which were."""
    luck, taken = random.Random(0), set()
    for target in targets:
        if target.view not in BEGINNINGS - taken or target.method != "POST" or not target.form:
            continue
        for _try in range(TRIES):
            fields = filled(target.form, luck, files)
            answer = browsers[target.person].post(target.path, fields)
            if answer.status_code == 302 and "/sign-in/" not in answer["Location"]:
                taken.add(target.view)
                break
    return taken


def filled(form: Form, luck: random.Random, files: list[bytes]) -> dict[str, Any]:
    """What a person would send who writes something everywhere and chooses by chance."""
    fields: dict[str, Any] = form.as_it_stands()
    for name, one in form.fields.items():
        if one.kind == "file":
            fields[name] = upload(luck, files)
        elif chosen := choice(one, luck):
            fields[name] = chosen
        elif one.kind in ("text", "textarea", "date", "number") and not any(one.values):
            fields[name] = words(name)
    return fields


def upload(luck: random.Random, files: list[bytes]) -> SimpleUploadedFile:
    """A file that a register loads, or a letter for a case."""
    if luck.random() < 0.5:
        return SimpleUploadedFile("letter.txt", b"A letter.", "text/plain")
    return SimpleUploadedFile("list.json", luck.choice(files), "application/json")


def choice(one: Field, luck: random.Random) -> list[str]:
    """One that is offered: where none is chosen, and now and then instead."""
    offered = [each for each in one.choices if each]
    if not offered or one.kind == "button" or (any(one.values) and luck.random() < 0.7):
        return []
    return [luck.choice(offered)] if one.kind != "checkbox" or luck.random() < 0.5 else []


def words(name: str) -> str:
    if DAY.search(name):
        return date.today().isoformat()
    return "3" if COUNT.search(name) else f"A text for {name} of some words."
