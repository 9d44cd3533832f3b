"""The browser of the tests, and axe, which looks for what shuts people out."""

import os
import pathlib

import pytest

from attwizard.system import find_browser
from tests.browser.desk import Desk

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
# axe-core 4.14.1, Mozilla Public License 2.0, unchanged as published.
AXE = pathlib.Path(__file__).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_itemcollected(item):
    if pathlib.Path(__file__).parent in item.path.parents:
        item.add_marker("browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Those with a browser last: Playwright leaves a loop of asyncio running in its process, beside
    which nothing else can run one, as the seal of a record has to."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = find_browser()
    if not found:
        pytest.fail(
            "No browser was found; `apt-get install chromium` as root brings one.", pytrace=False
        )
    return {**browser_type_launch_args, "executable_path": found, "args": QUIET}


@pytest.fixture(scope="session", autouse=True)
def database_beside_playwright():
    """Playwright keeps an event loop running, which Django takes for asynchronous code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def axe():
    """`axe(page)` gives what axe finds wrong on a page, `axe(page, "color-contrast")` by a rule."""
    source = AXE.read_text()

    def findings(page, *rules):
        page.evaluate(source)
        found = page.evaluate(f"axe.run({{runOnly: {list(rules) or RULES}}})")["violations"]
        return [f"{v['id']}: {v['help']}: {n['html']}" for v in found for n in v["nodes"]]

    return findings


@pytest.fixture
def desk(browser, live_server, axe):
    """`desk(mina)` is a browser of its own in which Mina has signed in."""
    desks = []

    def sit_down(person):
        page = browser.new_context().new_page()
        page.set_default_timeout(60_000)
        desks.append(Desk(page, live_server.url, axe))
        desks[-1].open()
        desks[-1].sign_in(person)
        return desks[-1]

    yield sit_down
    for one in desks:
        one.page.context.close()
        assert one.complaints == []
