"""Two people write on one page; a change says by name what it opens again."""

import pytest

from assessments.cases.declaring import declare
from assessments.models import Answer, Purpose
from tests.builders import make_case
from tests.people import PASSWORD
from tests.wizard.pages import step

pytestmark = pytest.mark.django_db(transaction=True)
REASON = '[name="6-1-reason"]'


@pytest.fixture
def complaints():
    """What the browsers' consoles complain of, breaches of the content policy among it."""
    return []


@pytest.fixture
def browser_of(new_context, live_server, complaints):
    """`browser_of(mina)` is a page of a browser of her own, in which Mina has signed in."""

    def enter(person):
        page = new_context().new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{live_server.url}/sign-in/")
        page.get_by_label("User name").fill(person.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        return page

    return enter


def test_the_second_of_two_people_sees_both_texts_and_chooses(
    browser_of, live_server, axe, mina, omar, complaints
):
    case = make_case("s04", mina)
    case.colleagues.add(omar)
    declare(case, purpose=Purpose.ASSESS, by=omar)
    first, second = browser_of(mina), browser_of(omar)
    for page in (first, second):
        page.goto(live_server.url + step(case, "6-1"))

    first.fill(REASON, "Mina looked at the list of May.")
    first.get_by_role("button", name="Continue", exact=True).click()
    second.fill(REASON, "Omar looked at the list of June.")
    with second.expect_response(lambda r: r.request.method == "POST" and r.status == 409):
        second.get_by_role("button", name="Continue", exact=True).click()

    second.get_by_role("heading", name="Two people changed this page", level=1).wait_for()
    assert axe(second) == []
    assert second.get_by_text("Mina looked at the list of May.").count() == 1
    assert second.input_value(REASON) == "Omar looked at the list of June."
    saved = Answer.objects.get(case=case, step="6-1")
    assert saved.content["reason"] == "Mina looked at the list of May."

    second.fill(REASON, "May and June were looked at.")
    with second.expect_navigation():
        second.get_by_role("button", name="Save the text that is to stand").click()
    saved.refresh_from_db()
    assert saved.content["reason"] == "May and June were looked at."
    assert saved.is_confirmed
    assert [c for c in complaints if "409" not in c] == []


def test_a_changed_answer_names_what_it_opens(browser_of, live_server, axe, mina, complaints):
    case = make_case("s04", mina)
    page = browser_of(mina)
    page.goto(live_server.url + step(case, "6-3"))

    page.locator('[name="6-3-answer"][value="indications"]').check()
    page.get_by_role("button", name="Continue", exact=True).click()

    page.get_by_role("heading", name="opens", level=1).wait_for()
    opened = page.locator("main ol.tasks .name").all_inner_texts()
    assert "International humanitarian law, International human rights law" in opened
    assert {"Mitigation", "Overriding risk"} < set(opened)
    entries = page.locator("main ol.tasks > li").all_inner_texts()
    assert len(set(entries)) == len(entries), "two parts that open again go by one name"
    assert axe(page) == []
    assert Answer.objects.get(case=case, step="6-3").content["answer"] == "no_indication"
    with page.expect_navigation():
        page.get_by_role("button", name="Save and open these parts again").click()
    assert Answer.objects.get(case=case, step="6-3").content["answer"] == "indications"
    assert complaints == []
