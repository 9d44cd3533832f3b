"""What every page has, seen in a browser: it is let in by its own rules, and shuts nobody out."""

import pytest

FETCHED = "performance.getEntriesByType('resource').map(entry => entry.name)"
ADD_STYLE = "document.head.appendChild(document.createElement('style')).textContent = 'p {}'"


@pytest.fixture
def refused(page):
    """What the browser refuses or complains about, as it happens."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_the_sign_in_page_is_open_to_all(live_server, page, axe, refused):
    page.goto(f"{live_server.url}/")

    assert page.url.startswith(f"{live_server.url}/sign-in/")
    assert axe(page) == []
    assert refused == []
    assert all(name.startswith(live_server.url) for name in page.evaluate(FETCHED))


def test_the_browser_enforces_the_policy(live_server, page, refused):
    page.goto(f"{live_server.url}/sign-in/")

    page.evaluate(ADD_STYLE)

    assert any("Content Security Policy" in said for said in refused)
