"""What is typed stays: kept while one types, and through a session that ends meanwhile."""

import re

import pytest
from django.contrib.sessions.models import Session

from assessments.models import Answer
from tests.builders import make_case
from tests.people import PASSWORD
from tests.wizard.pages import step

pytestmark = pytest.mark.django_db(transaction=True)
REASON, TYPED = '[name="6-1-reason"]', "Typed at length, on the list of June."


@pytest.fixture
def complaints(page):
    """What the console complains of, breaches of the content policy among it."""
    found = []
    page.on("console", lambda m: found.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def sign_in(page):
    def enter(person):
        page.get_by_label("User name").fill(person.username)
        page.get_by_label("Password").fill(PASSWORD)
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in").click()

    return enter


@pytest.fixture
def case(page, sign_in, live_server, mina, complaints):
    """A case of Mina's, its first question of Article 6 open before her."""
    case = make_case("s04", mina)
    page.goto(f"{live_server.url}/sign-in/")
    sign_in(mina)
    page.goto(live_server.url + step(case, "6-1"))
    return case


def end_session_and_continue(page):
    page.fill(REASON, TYPED)
    Session.objects.all().delete()
    page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_role("heading", name="Sign in", level=1).wait_for()


def test_a_page_that_was_sent_and_is_brought_back_from_memory_keeps_again_what_is_typed(page, case):
    page.evaluate("addEventListener('submit', (event) => event.preventDefault(), true)")
    page.get_by_role("button", name="Continue", exact=True).click()

    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    with page.expect_response(lambda r: r.request.method == "POST" and r.status == 200):
        page.fill(REASON, TYPED)


def test_what_is_typed_is_kept_and_can_be_discarded(page, axe, case, complaints):
    before = page.input_value(REASON)

    with page.expect_response(lambda r: r.request.method == "POST" and r.status == 200):
        page.fill(REASON, TYPED)
    line = page.get_by_role("status").and_(page.locator("[data-autosave-line]:not(:has(svg))"))
    line.filter(has_text=re.compile(r"^Saved \d\d:\d\d$")).wait_for()  # set since, so no icon
    answer = Answer.objects.get(case=case, step="6-1")
    assert answer.draft["reason"] == [TYPED]
    assert answer.content["reason"] == before

    page.reload()
    assert page.input_value(REASON) == TYPED
    page.get_by_text("This is a draft that Mina left on").wait_for()
    assert axe(page) == []

    with page.expect_response(lambda r: r.request.method == "POST" and r.status == 200):
        page.fill(REASON, f"{TYPED} And of July.")
    page.get_by_role("status").filter(has_text="Saved").wait_for()  # the version to discard
    with page.expect_navigation():
        page.get_by_role("button", name="Discard the draft").click()
    assert page.input_value(REASON) == before
    assert complaints == []


def test_text_is_kept_1_5_seconds_after_the_last_key_and_at_most_every_10(page, case):
    kept = []
    page.on("response", lambda r: kept.append(r.status) if r.request.method == "POST" else None)
    page.clock.install(time=0)
    page.reload()
    page.clock.pause_at(60_000)

    def type_and_wait(milliseconds):
        page.locator(REASON).press("x")
        page.clock.run_for(milliseconds)
        page.wait_for_timeout(300)
        return len(kept)

    assert [type_and_wait(1_400), type_and_wait(1_400), type_and_wait(1_600)] == [0, 0, 1]
    assert [type_and_wait(1_600), type_and_wait(6_000), type_and_wait(2_400)] == [1, 1, 2]
    assert kept == [200, 200]


def test_the_same_person_signs_in_again_and_finds_the_text(
    page, axe, case, sign_in, mina, complaints
):
    end_session_and_continue(page)
    assert axe(page) == []

    sign_in(mina)

    assert page.url.endswith(step(case, "6-1"))
    assert page.input_value(REASON) == TYPED
    assert axe(page) == []
    answer = Answer.objects.get(case=case, step="6-1")
    assert answer.draft["reason"] == [TYPED]
    assert answer.content["reason"] != TYPED
    assert [c for c in complaints if "403" not in c] == []


def test_another_person_who_signs_in_sees_nothing_of_the_text(
    page, case, sign_in, omar, complaints
):
    end_session_and_continue(page)

    sign_in(omar)

    assert TYPED not in page.content()
    assert case.reference not in page.content()
    assert Answer.objects.get(case=case, step="6-1").draft is None
    assert [c for c in complaints if "403" not in c] == []
