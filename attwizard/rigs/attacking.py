"""One request of a fuzz: made from what a page offers, with something in it that no page sends."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import quote_from_bytes

from django.test.client import BOUNDARY, MULTIPART_CONTENT, FakePayload

from . import hostile
from .forms import Form

FORM = "application/x-www-form-urlencoded"


class Upload(NamedTuple):
    name: str
    kind: str
    body: bytes


@dataclass(frozen=True)
class Target:
    """A form, or a page alone, as it was served to a person."""

    view: str
    person: str
    method: str
    path: str
    form: Form | None = None

    @property
    def sort(self) -> tuple[str, ...]:
        """Forms of one view with the same fields are one sort: the steps of the wizard are many."""
        names = sorted(self.form.fields)[:6] if self.form else ()
        return (self.view, self.method, *names)


@dataclass(frozen=True)
class Attack:
    """What is sent: bytes and headers as they go to the application."""

    person: str
    method: str
    path: bytes
    query: bytes
    fields: dict[str, list[Any]]
    headers: dict[str, str]
    body: bytes | None = None  # instead of the fields
    content_type: str | None = None
    checks_csrf: bool = False

    def told(self) -> str:
        """The request in a line, each value cut short."""
        fields = {name: [repr(one)[:60] for one in values] for name, values in self.fields.items()}
        said = [f"{self.person}: {self.method[:10]} {self.path[:200]!r} ?{self.query[:200]!r}"]
        said += [repr(self.headers)[:200]] if self.headers else []
        said += [f"{self.content_type} {self.body[:80]!r}"] if self.body is not None else []
        return " ".join([*said, str(fields)])

    def environ(self) -> dict[str, Any]:
        """As a WSGI server hands it over."""
        body, kind = self.encoded()
        made: dict[str, Any] = {
            "REQUEST_METHOD": self.method,
            "PATH_INFO": self.path.decode("latin-1"),
            "QUERY_STRING": self.query.decode("latin-1"),
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": FakePayload(body),
        }
        return {**made, **self.headers}

    def encoded(self) -> tuple[bytes, str]:
        if self.body is not None:
            return self.body, self.content_type or FORM
        if any(isinstance(one, Upload) for values in self.fields.values() for one in values):
            kind = MULTIPART_CONTENT if self.content_type is None else self.content_type
            return in_parts(self.fields), kind
        return encoded(self.fields), FORM if self.content_type is None else self.content_type


def in_parts(fields: dict[str, list[Any]]) -> bytes:
    """As a form with files is posted, names and all as they are."""
    parts = []
    for name, values in fields.items():
        for value in values:
            head, body = f'form-data; name="{name}"', value
            if isinstance(value, Upload):
                head += f'; filename="{value.name}"\r\nContent-Type: {value.kind}'
                body = value.body
            start = as_bytes(f"--{BOUNDARY}\r\nContent-Disposition: {head}\r\n\r\n")
            parts.append(start + (body if isinstance(body, bytes) else as_bytes(body)) + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def encoded(fields: dict[str, list[str]]) -> bytes:
    """As a form is posted; lone surrogates go along as the bytes nobody may send."""
    pairs = [(name, value) for name, values in fields.items() for value in values]
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs).encode()


def quoted(value: str | Upload) -> str:
    return quote_from_bytes(as_bytes(value.name if isinstance(value, Upload) else value))


def as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


class Attacker:
    """Makes attacks on targets, by chance and yet the same for the same luck."""

    def __init__(self, luck: random.Random, people: list[str], files: list[bytes]):
        self.luck, self.people, self.files = luck, people, files

    def attack(self, target: Target) -> Attack:
        """Mostly by whom the page was made for; mostly its own method; something bent in it."""
        luck = self.luck
        path, _mark, query = target.path.partition("?")
        person = target.person if luck.random() < 0.75 else luck.choice(self.people)
        fields = self.fields(target.form) if target.form else {}
        made = Attack(person, target.method, path.encode(), query.encode(), fields, {})
        if target.method == "GET" and fields:
            made = replace(made, query=encoded(fields), fields={})
        for bend in luck.choices(self.bends(target), k=luck.choice((0, 0, 1, 1, 2))):
            made = bend(made)
        return made

    def bends(self, target: Target) -> list[Any]:
        rarely = [self.odd_method, self.odd_headers, self.odd_query, self.odd_path, self.odd_body]
        return [*rarely, self.checked, self.odd_path, self.odd_query]

    def fields(self, form: Form) -> dict[str, list[Any]]:
        """As the page stands, some of it chosen otherwise, bent, gone or doubled."""
        luck = self.luck
        fields: dict[str, list[Any]] = {
            name: list(values) for name, values in form.as_it_stands().items()
        }
        fields.pop("csrfmiddlewaretoken", None)
        for name, one in form.fields.items():
            if one.kind == "file" and luck.random() < 0.9:
                fields[name] = [self.upload()]
            elif one.choices and luck.random() < 0.4:
                fields[name] = luck.sample(one.choices, 1)
            elif (
                one.kind in ("text", "textarea", "date") and not one.values and luck.random() < 0.6
            ):
                fields[name] = [luck.choice(("A text.", "2026-01-01", "7", "XA"))]
        names = [name for name in form.fields if name != "csrfmiddlewaretoken"]
        for name in luck.sample(names, min(len(names), luck.choice((0, 1, 1, 1, 2, 5)))):
            self.bend_field(fields, name)
        return fields

    def bend_field(self, fields: dict[str, list[Any]], name: str) -> None:
        luck, way = self.luck, self.luck.random()
        if way < 0.08:
            fields.pop(name, None)
        elif way < 0.16:
            fields[name] = [*fields.get(name, []), hostile.text(luck)]
        elif way < 0.2:
            fields[name + luck.choice(("x", "-0", "[]", "\x00", ""))] = [hostile.text(luck)]
        elif way < 0.23:
            fields[name] = [self.upload()]
        elif way < 0.3:
            fields[name] = [self.bent_value(one) for one in fields.get(name, [])]
        else:
            fields[name] = [hostile.text(luck)]

    def bent_value(self, value: Any) -> Any:
        """What the page carried, changed a little: signed things, versions as JSON, keys."""
        if not isinstance(value, str) or not value:
            return hostile.text(self.luck)
        at = self.luck.randrange(len(value))
        return (
            value[:at] + self.luck.choice('0-:x"{}\x00é') + value[at + self.luck.choice((0, 1)) :]
        )

    def upload(self) -> Upload:
        luck = self.luck
        name = luck.choice(
            ("case.json", "a.pdf", "x" * 300, "../x", "a\x00.txt", "é\u202e.txt", ".")
        )
        kind = luck.choice(("application/json", "application/pdf", "", "x/y", "text/plain; a"))
        return Upload(name, kind, hostile.file(luck, self.files))

    def odd_method(self, attack: Attack) -> Attack:
        return replace(attack, method=self.luck.choice((*hostile.METHODS, "GET", "POST")))

    def odd_headers(self, attack: Attack) -> Attack:
        names = self.luck.sample(sorted(hostile.HEADERS), self.luck.choice((1, 1, 2, 3)))
        odd = {name: self.luck.choice(hostile.HEADERS[name]) for name in names}
        return replace(attack, headers={**attack.headers, **odd})

    def odd_query(self, attack: Attack) -> Attack:
        """Another value for one that is there, one that is not known, or no query at all."""
        names = [piece.partition(b"=")[0] for piece in attack.query.split(b"&") if piece]
        known = [*names, b"page", b"next", b"q", b"six", b"of"]
        value = quoted(hostile.text(self.luck)[:3_000]).encode()
        if self.luck.random() < 0.1:
            return replace(attack, query=self.luck.choice(hostile.BODIES)[:3_000])
        return replace(attack, query=attack.query + b"&" + self.luck.choice(known) + b"=" + value)

    def odd_path(self, attack: Attack) -> Attack:
        """One piece of the address replaced."""
        pieces = attack.path.split(b"/")
        at = self.luck.randrange(1, len(pieces)) if len(pieces) > 1 else 0
        odd = as_bytes(hostile.segment(self.luck))
        return replace(attack, path=b"/".join([*pieces[:at], odd, *pieces[at + 1 :]]))

    def odd_body(self, attack: Attack) -> Attack:
        """Another kind of content than is said, or what is no content of that kind."""
        kind = self.luck.choice((*hostile.TYPES, FORM, MULTIPART_CONTENT))
        if self.luck.random() < 0.5:
            return replace(attack, content_type=kind)
        return replace(attack, body=self.luck.choice(hostile.BODIES), content_type=kind)

    def checked(self, attack: Attack) -> Attack:
        """Without the token that each form carries."""
        return replace(attack, checks_csrf=True)
