"""An editor records a letter; an officer names it, and types none of it again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import ExemptionLetter
from assessments.wizard.route import Route
from tests.builders import make_case
from tests.wizard.pages import fields_of, fill, step

from .letters import END_USER, a_letter
from .test_pages import text_of

pytestmark = pytest.mark.django_db
LAST_DAY = timezone.localdate() + timedelta(days=30)
TYPED = {
    "measure": "6.1",
    "issued_by": "Committee",
    "reference": "Letter 9",
    "end_user": END_USER,
    "line-1-description": "Rifles",
    "line-1-quantity": "80",
    "line-1-unit": "pieces",
}


def test_an_editor_records_a_letter_and_nothing_typed_is_lost_on_the_way(edith, as_person):
    browser = as_person(edith)
    blank = fields_of(browser.get("/letters/record/"))
    typed = {**blank, **TYPED, "valid_until": f"{LAST_DAY}"}

    more = browser.post("/letters/record/", {**typed, "more": "1"})
    wrong = browser.post("/letters/record/", {**typed, "line-1-quantity": ""})

    assert len(more.context["lines"]) == 8
    assert "Letter 9" in text_of(more)
    assert "Give both the kind of item and how much of it." in text_of(wrong)
    assert not ExemptionLetter.objects.exists()
    made = browser.post("/letters/record/", typed)
    assert made.status_code == 302, text_of(made)
    page = text_of(browser.get(made.url))
    assert "Letter 9" in page
    assert ">80<" in page


def test_an_officer_names_the_letter_and_the_line_that_covers_the_item(edith, mina, as_person):
    letter = a_letter(edith)
    case = make_case("s17", mina)
    browser = as_person(mina)

    fill(browser, step(case, "6-1"), **{"6-1-answer": "exempt", "6-1-letter": str(letter.pk)})
    page = browser.get(f"/cases/{case.reference}/rows/quantity-6-1/")
    assert "Rifles: 80 pieces left" in text_of(page)
    lines = {"quantity-6-1.1-quantity": "50", "quantity-6-1.1-line": str(letter.lines.get().pk)}
    unchosen = fill(browser, page.request["PATH_INFO"], **{**lines, "quantity-6-1.1-line": ""})
    assert "Choose the line that covers it" in text_of(unchosen)
    fill(browser, page.request["PATH_INFO"], **lines)

    (naming,) = Route(case).letters
    assert naming["items"] == [{"item": "1", "line": letter.lines.get().pk}]
    exemption = Route(case).case_file["article_6"]["6.1"]["exemption"]
    assert exemption["reference"] == "Letter 14"
    assert exemption["end_user"] == END_USER


def test_an_editor_ends_a_letter(edith, as_person):
    letter = a_letter(edith)
    today = timezone.localdate()

    as_person(edith).post(
        f"/letters/{letter.pk}/end/", {"on": f"{today}", "because": "Withdrawn by the committee."}
    )

    letter.refresh_from_db()
    assert (letter.ended_on, letter.ended_by) == (today, edith)


def test_a_letter_that_ended_on_the_first_of_all_days_is_shown_as_ended(edith, as_person):
    letter = a_letter(edith)
    browser = as_person(edith)

    browser.post(f"/letters/{letter.pk}/end/", {"on": "0001-01-01", "because": "A slip."})

    for address in ("/letters/", f"/letters/{letter.pk}/"):
        assert browser.get(address).status_code == 200


def test_the_register_asks_as_often_for_many_letters_as_for_one(
    edith, as_person, django_assert_max_num_queries
):
    for number in range(12):
        a_letter(edith, reference=f"Letter {number}")
    browser = as_person(edith)
    browser.get("/letters/")

    with django_assert_max_num_queries(9):
        browser.get("/letters/")
