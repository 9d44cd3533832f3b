"""The forms and links of a page as it was served, for rigs that act like a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

Attributes = dict[str, str]


@dataclass
class Field:
    """One control: what a browser would post as it stands, and what else could be chosen."""

    name: str
    kind: str  # the type of an input, or select, textarea, button
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    has_files: bool = False
    fields: dict[str, Field] = field(default_factory=dict)

    def as_it_stands(self) -> dict[str, list[str]]:
        """What pressing no button in particular would post."""
        kept = {one.name: list(one.values) for one in self.fields.values() if one.kind != "button"}
        return {name: values for name, values in kept.items() if values}


class Page(HTMLParser):
    """`links` lead to this server; `forms` in the order of the page."""

    def __init__(self, address: str, html: str):
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.named: dict[str, Form] = {}
        self.select: Field | None = None
        self.area: tuple[Field, list[str]] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and (leads := self.within(given.get("href"))):
            self.links.append(leads)
        elif tag == "form":
            self.begin(given)
        elif tag == "option" and self.select is not None:
            self.select.choices.append(given.get("value", ""))
            if "selected" in given:
                self.select.values.append(given.get("value", ""))
        elif tag in ("input", "select", "textarea", "button") and given.get("name"):
            self.control(tag, given)

    def begin(self, given: Attributes) -> None:
        action = self.within(given.get("action") or self.address) or self.address
        method = given.get("method", "get").lower()
        form = Form(action, method, given.get("enctype") == "multipart/form-data")
        self.forms.append(form)
        self.named[given.get("id", "")] = form

    def control(self, tag: str, given: Attributes) -> None:
        form = self.named.get(given["form"]) if "form" in given else (self.forms or [None])[-1]
        if form is None:
            return
        kind = given.get("type", "text") if tag == "input" else tag
        one = form.fields.setdefault(given["name"], Field(given["name"], kind))
        if tag == "select":
            self.select = one
        elif tag == "textarea":
            self.area = (one, [])
        elif kind in ("radio", "checkbox"):
            value = given.get("value", "on")
            one.choices.append(value)
            if "checked" in given:
                one.values.append(value)
        elif tag == "button":
            one.choices.append(given.get("value", ""))
        elif kind != "file":
            one.values.append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = None
        elif tag == "textarea" and self.area:
            one, pieces = self.area
            one.values.append("".join(pieces).removeprefix("\n"))
            self.area = None

    def within(self, leads: str | None) -> str | None:
        """The address on this server, without what follows its #; None if it leads elsewhere."""
        if not leads or leads.startswith("#"):
            return None
        parts = urlsplit(urljoin(self.address, leads))
        if parts.scheme or parts.netloc or parts.path.startswith("/static/"):
            return None
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
