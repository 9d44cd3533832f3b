"""Chromium's print of the HTML that a record is made of: no archive and no seal, but its pages."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assessments.records import pictures
from assessments.records.engine import SHEET, written
from attwizard import system

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
END_OF_HEAD = "</head>"


@contextmanager
def chromium() -> Iterator[Callable[..., bytes] | None]:
    """A browser that runs already and prints HTML, tagged; None where there is no browser.

    Meanwhile Django's database cannot be asked from this thread.
    """
    found = system.find_browser()
    if found is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=QUIET)
        page = browser.new_page()

        def printed(html: str, _number: int = 0) -> bytes:
            page.set_content(html)
            return page.pdf(prefer_css_page_size=True, tagged=True, outline=True)

        yield printed
        browser.close()


def whole(html: str) -> str:
    """The HTML of a record with its style sheets and pictures in it, as it fetches nothing."""
    drawn = pictures.sheet()
    for name, (_selector, svg) in pictures.pictures().items():
        coded = base64.b64encode(svg.encode()).decode()
        url = f"data:image/svg+xml;base64,{coded}"
        drawn = drawn.replace(f'"{pictures.SCHEME}{name}"', f'"{url}"')
    sheets = f"<style>{written(SHEET)}\n{drawn}</style>"
    return html.replace(END_OF_HEAD, sheets + END_OF_HEAD, 1)
