"""What there is to be attacked: each page and form, as each person is served it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.urls.exceptions import NoReverseMatch, Resolver404

from assessments.models import Case, User

from .attacking import Target
from .forms import Page


class Breadth(NamedTuple):
    """How many pages a person looks at: of a sort, of a view, in all."""

    of_a_sort: int
    of_a_view: int
    in_all: int


ALL, ONE_OF_A_SORT, FEW = Breadth(3, 30, 10_000), Breadth(1, 30, 10_000), Breadth(1, 3, 15)
NUMBER = re.compile(r"[0-9]+|[0-9]{4}-[0-9]{5}")
LEAVES = frozenset({"sign-out", "records:draft", "records:record", "records:word"})
NOBODY = ""


def people() -> list[str]:
    """One of each role, and nobody."""
    firsts = {}
    for user in User.objects.filter(is_active=True).order_by("pk"):
        firsts.setdefault(tuple(user.roles), user.username)
    return [*firsts.values(), NOBODY]


def clients(names: list[str]) -> dict[str, Client]:
    """Each in a browser of their own, signed in."""
    made = {name: Client(SERVER_NAME="localhost", raise_request_exception=False) for name in names}
    for name, client in made.items():
        if name != NOBODY:
            client.force_login(User.objects.get(username=name))
    return made


def targets(browsers: dict[str, Client], breadth: Breadth) -> list[Target]:
    """The forms and pages that links lead to from the first one; every other address by its
    pattern.
    """
    found = [each for name, client in browsers.items() for each in walked(name, client, breadth)]
    return [*found, *by_pattern({each.view for each in found})]


def walked(person: str, client: Client, breadth: Breadth) -> Iterator[Target]:
    """Breadth first from the first page, some pages of each view."""
    waiting, seen = ["/", "/sign-in/"], {"/", "/sign-in/"}
    times: Counter[tuple[str, ...]] = Counter()
    while waiting and times.total() < 2 * breadth.in_all:
        path = waiting.pop(0)
        view = view_of(path)
        if view is None or view in LEAVES or is_enough(times, path, view, breadth):
            continue
        answer = client.get(path)
        leads = [answer["Location"]] if answer.status_code in (301, 302) else []
        if answer.get("Content-Type", "").startswith("text/html"):
            page = Page(path, answer.content.decode())
            leads += page.links
            yield from offered(person, view, path, page)
        new = [each for each in dict.fromkeys(leads) if each not in seen]
        seen.update(new)
        waiting += new


def is_enough(times: Counter[tuple[str, ...]], path: str, view: str, breadth: Breadth) -> bool:
    """Each step of the wizard, and each kind of row, has pages of its own, of each case."""
    pieces = [piece for piece in path.partition("?")[0].split("/") if not NUMBER.fullmatch(piece)]
    most = {(view,): breadth.of_a_view, (view, *pieces): breadth.of_a_sort}
    if any(times[key] >= enough for key, enough in most.items()):
        return True
    times.update(most.keys())
    return False


def offered(person: str, view: str, path: str, page: Page) -> Iterator[Target]:
    yield Target(view, person, "GET", path)
    for form in page.forms:
        if leads := view_of(form.action):
            yield Target(leads, person, form.method.upper(), form.action, form)


def view_of(path: str) -> str | None:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return None


def by_pattern(known: set[str]) -> Iterator[Target]:
    """Addresses to which no link led anybody, with what their places may hold."""
    references = list(Case.objects.order_by("status", "pk").values_list("reference", flat=True))
    for name, pattern in patterns():
        if name in known or name in LEAVES - {"sign-out"}:
            continue
        places = pattern.pattern.converters
        pools = [references[:6] if place == "reference" else [1, 2] for place in places]
        for given in itertools.islice(itertools.product(*pools), 6):
            if path := reversed_(name, dict(zip(places, given, strict=True))):
                for method in ("GET", "POST"):
                    yield Target(name, "", method, path)


def reversed_(name: str, given: dict[str, Any]) -> str | None:
    try:
        return reverse(name, kwargs=given)
    except NoReverseMatch:
        return None


def patterns(of: Any = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the application by its name."""
    for one in of or get_resolver().url_patterns:
        if isinstance(one, URLPattern):
            yield f"{before}{one.name}", one
        elif isinstance(one, URLResolver):
            space = f"{one.namespace}:" if one.namespace else ""
            yield from patterns(one.url_patterns, before + space)
