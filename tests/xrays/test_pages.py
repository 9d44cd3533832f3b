"""The checks on the case page and on the review page, and one of them turned into a comment."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.cases.opening import withdraw_case
from tests.builders import make_case, recommend, resubmit, submit
from tests.wizard.pages import fields_of

pytestmark = pytest.mark.django_db

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
QUESTION = "The reasons speak of “jobs”. Is this a ground of the answer?"


def jobs(file):
    file["risks"][0]["overriding"]["reason"] = "Refusal would cost jobs."


@pytest.fixture
def case(mina):
    return make_case("s04", mina, change=jobs)


@pytest.fixture
def submission(case, mina):
    return submit(case, PARTIAL, by=mina)


def test_whoever_works_on_a_case_sees_the_questions_with_links_to_the_answers(
    case, mina, as_person
):
    text = as_person(mina).get(f"/cases/{case.reference}/").content.decode()

    assert QUESTION in text
    assert f'href="/cases/{case.reference}/rows/overriding/of/7.1.b.i/"' in text


def test_nobody_else_who_sees_the_case_is_asked_and_nobody_once_it_has_ended(
    submission, mina, sofia, as_person
):
    address = f"/cases/{submission.case.reference}/"
    assert "Checks across" not in as_person(sofia).get(address).content.decode()
    assert QUESTION in as_person(mina).get(address).content.decode()

    withdraw_case(submission.case, by=mina, because="By letter.")

    assert "Checks across" not in as_person(mina).get(address).content.decode()


def pressed(browser, submission, **typed):
    """What the form of the review page posts, with the button of the question pressed."""
    address = f"/review/{submission.case.reference}/"
    page = browser.get(address)
    markup = page.content.decode()
    button = re.search(rf'{QUESTION}.*?name="xray" value="(\w+)"', markup, re.DOTALL)
    return browser.post(address, {**fields_of(page), **typed, "xray": button[1]})


def test_one_press_makes_a_question_a_comment_beside_what_was_typed(submission, sofia, as_person):
    typed = {
        "verdict-risks": "accepted",
        "comment-risks": "The dates, too.",
        "verdict-article_6": "mend",
        "comment-article_6": "Which source?",
    }

    assert pressed(as_person(sofia), submission, **typed).status_code == 302

    comments = {one.part: one.comment for one in submission.verdicts.filter(is_accepted=False)}
    assert comments["article_6"] == "Which source?"
    assert comments["risks"] == f"The dates, too.\n\nOverriding risk: Risk 1. {QUESTION}"


def test_a_passage_of_the_recommendation_leads_to_it(mina, sofia, as_person):
    passage = "Custody and marking were verified on site by the mission, item by item. " * 3
    for _time in range(2):
        case = make_case("s04", mina)
        recommend(case, PARTIAL, by=mina)
        answer = case.answers.get(step="recommendation")
        answer.content = {i: {**said, "reasons": passage} for i, said in answer.content.items()}
        answer.save()
    text = as_person(mina).get(f"/cases/{case.reference}/").content.decode()
    assert f'<li><a href="/cases/{case.reference}/recommendation/">' in text

    resubmit(case, by=mina)

    text = as_person(sofia).get(f"/review/{case.reference}/").content.decode()
    assert '<li><a href="#outcome">Recommendation' in text


def test_pressed_twice_it_is_said_once(submission, sofia, as_person):
    browser = as_person(sofia)
    pressed(browser, submission)
    pressed(browser, submission)

    assert submission.verdicts.get(part="risks").comment.count(QUESTION) == 1


def test_who_does_not_decide_has_no_such_button(submission, li, as_person):
    text = as_person(li).get(f"/review/{submission.case.reference}/").content.decode()

    assert QUESTION in text
    assert 'name="xray"' not in text


def many(file):
    """Sixty items, risks and sources, each with something to be asked."""
    jobs(file)
    item, risk = file["items"][0], file["risks"][0]
    file["items"] += [{**item, "id": f"n{number}"} for number in range(60)]
    file["risks"] += [{**risk, "id": f"m{number}"} for number in range(60)]
    file["evidence"] = [{"id": f"e{number}", "title": "Report"} for number in range(60)]


@pytest.mark.parametrize("page", ["/cases/{}/", "/review/{}/"])
def test_the_pages_ask_the_same_of_the_database_however_much_is_found(page, mina, sofia, as_person):
    counts = []
    for change in (None, many):
        case = make_case("s04", mina, change=change)
        items = case.answers.filter(step="item").values_list("row", flat=True)
        submit(case, dict.fromkeys(items, "refuse"), by=mina)
        browser = as_person(mina if page.startswith("/cases") else sofia)
        address = page.format(case.reference)
        browser.get(address)  # the first look leaves an entry
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
