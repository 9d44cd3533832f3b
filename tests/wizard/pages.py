"""Pages as a browser sees and posts them, for tests of the wizard."""

from html.parser import HTMLParser
from typing import Any


class Form(HTMLParser):
    """The fields of the longest form of a page, as a browser would post them."""

    def __init__(self, html: str):
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self.select = self.area = None
        self.named: dict[str, list[tuple[str, str]]] = {}  # a field may name a form elsewhere
        self.feed(html)
        self.fields = max(self.forms, key=len, default=[])

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.forms.append([])
            self.named[a.get("id", "")] = self.forms[-1]
        elif tag == "input" and self.forms and a.get("name"):
            box = a.get("type") in ("radio", "checkbox")
            if not box or "checked" in a:
                self.form_of(a).append((a["name"], a.get("value") or ("on" if box else "")))
        elif tag == "select":
            self.select = a.get("name")
        elif tag == "option" and self.select and "selected" in a:
            self.forms[-1].append((self.select, a.get("value", "")))
        elif tag == "textarea":
            self.area = [a.get("name"), "", self.form_of(a)]

    def form_of(self, attrs):
        return self.named[attrs["form"]] if "form" in attrs else self.forms[-1]

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            self.area[2].append((self.area[0], self.area[1].removeprefix("\n")))
            self.area = None
        elif tag == "select":
            self.select = None


def fields_of(response) -> dict[str, list[str]]:
    """What the page would post as it stands."""
    posted: dict[str, list[str]] = {}
    for name, value in Form(response.content.decode()).fields:
        posted.setdefault(name, []).append(value)
    return posted


def fill(client, address: str, **values: Any):
    """Open a page, change some of its fields, press Continue; values by the end of their name."""
    posted = fields_of(client.get(address))
    return client.post(address, {**posted, **values})


def step(case, name: str) -> str:
    return f"/cases/{case.reference}/assess/{name}/"


def row(case, kind: str, key: str) -> str:
    return f"/cases/{case.reference}/rows/{kind}/{key}/"
