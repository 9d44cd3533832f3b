"""Lists, filters, words in every script and the case page, at each size of the tables."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessments.cases import access, lists
from assessments.models import Case, Status, User

from .measuring import Plan, Row, in_turns
from .sized import Made, Sized, told
from .texts import banks

GROWTH = 1.2  # times the page at the smallest size
LIST, COMPRESSED, FIRST = 100, 30, 60  # kilobytes
KB = 1000
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg|woff2))"')


class Page(NamedTuple):
    """A page that is measured, and who reads it."""

    name: str
    user: User
    address: str


def measure(plan: Plan, made: Made) -> list[Row]:
    """Each page at all sizes in turns; then how large the pages are."""
    plan.steps.begin("Lists, filters, words and the case page")
    ratios, figures = [], []
    for page in pages(made):
        sides = {size.size: size.page(page.user, page.address) for size in made.sizes}
        took = in_turns(plan, plan.rounds(40), sides)
        growth = took[made.largest.size] / took[made.sizes[0].size]
        words = f"{page.name}, {made.largest.size:,} cases against {made.sizes[0].size:,}"
        ratios.append(Row(words, growth, goal=GROWTH))
        figures += told(page.name, took)
    ratios += weights(made)
    plan.steps.end()
    return [*ratios, *figures]


def pages(made: Made) -> Iterator[Page]:
    """Queues and filters, a place far down the list, words, and a case."""
    officer, (supervisor, auditor) = made.people.officers[0], made.people[1:]
    mine, review, decided = (reverse(f"cases:{name}") for name in ("mine", "to_review", "decided"))
    yield Page("my work", officer, mine)
    yield Page("my work, one status", officer, f"{mine}?{urlencode({'status': Status.DRAFT})}")
    yield Page("to review", supervisor, review)
    yield Page("decided", auditor, decided)
    yield Page("decided, one State", auditor, f"{decided}?recipient=XA")
    yield Page("decided, one officer", auditor, f"{decided}?officer={officer.pk}")
    yield Page(
        "decided, a page far down", auditor, f"{decided}?{urlencode({'older': middle(made)})}"
    )
    for script, bank in banks().items():
        for word in bank["search"]:
            yield Page(f"words, {script}: {word}", auditor, f"{decided}?{urlencode({'q': word})}")
    yield Page("case page", made.case.officer, reverse("wizard:case", args=[made.case.reference]))


def middle(made: Made) -> lists.Cursor:
    """A place in the list of the smallest size that has as many cases on both sides."""
    with made.sizes[0].at_hand():
        decided = Case.objects.decided().newest_first()
        return lists.Cursor.of(decided[decided.count() // 2])


def found(size: Sized, user: User, word: str) -> int:
    """How many cases of a page have the word. Raises AssertionError if one has it not."""
    with size.at_hand():
        cases = lists.filtered(access.decided_list(user), {}, lists.DECIDED)
        shown = lists.page(lists.described(cases), word).cases
    for case in shown:
        said = f"{case.title} {case.end_user} {' '.join(case.goods)}".lower()
        if word.lower() not in said:
            raise AssertionError(f"{case.reference} was found for {word!r}: {said}")
    return len(shown)


def weights(made: Made) -> list[Row]:
    """Kilobytes of a list page, and of the first page with all that it brings along."""
    with made.largest.at_hand():
        page = made.largest.get(made.people.auditor, reverse("cases:decided")).content
    compressed = len(gzip.compress(page))
    first = Client(SERVER_NAME="localhost").get(reverse("account_login")).content
    whole = len(gzip.compress(first)) + sum(size_of(name) for name in linked(first))
    return [
        Row(f"list page / {LIST} KB", len(page) / KB / LIST, goal=1.0),
        Row(f"list page, compressed / {COMPRESSED} KB", compressed / KB / COMPRESSED, goal=1.0),
        Row(
            f"first page with all it brings, compressed / {FIRST} KB", whole / KB / FIRST, goal=1.0
        ),
        Row("list page", len(page) / KB, "KB"),
        Row("list page, compressed", compressed / KB, "KB"),
        Row("first page with all it brings, compressed", whole / KB, "KB"),
    ]


def linked(page: bytes) -> set[str]:
    return set(LINKED.findall(page.decode()))


def size_of(address: str) -> int:
    """Bytes of a static file as it is sent: compressed where that makes it smaller."""
    path = settings.STATIC_ROOT / address.removeprefix(settings.STATIC_URL)
    packed = path.with_name(f"{path.name}.gz")
    return (packed if packed.exists() else path).stat().st_size
