"""A draft stands beside the confirmed answer: kept, compared, discarded, never mistaken for it."""

import pytest
from django.test import Client

from assessments.models import Answer
from tests.builders import make_case, recommend, submit
from tests.wizard.pages import fields_of, fill, row, step

pytestmark = pytest.mark.django_db
CONFIRMED, TYPED = "No measure covers the recipient", "Half a sentence of doubt"


@pytest.fixture
def case(mina):
    return make_case("s04", mina)


@pytest.fixture
def desk(client, mina):
    client.force_login(mina)
    return client


def page_of(case, name):
    return f"/cases/{case.reference}/{name}/"


def rows(case, name, group=""):
    return page_of(case, f"rows/{name}") + (f"of/{group}/" if group else "")


def get(case, name, key=""):
    return Answer.objects.get(case=case, step=name, row=key)


def leave_a_draft(desk, case):
    return fill(desk, step(case, "6-1"), **{"6-1-reason": TYPED, "autosave": "1"})


@pytest.mark.parametrize("name", ["answers", "assess/check"])
def test_answers_are_shown_as_confirmed_whatever_draft_stands_beside_them(desk, case, name):
    leave_a_draft(desk, case)

    page = desk.get(page_of(case, name)).content.decode()

    assert CONFIRMED in page
    assert TYPED not in page
    assert "A draft stands beside this answer" in page


def test_nobody_but_its_officers_sees_or_hears_of_a_draft(desk, case, mina, sofia, as_person):
    leave_a_draft(desk, case)
    fill(desk, row(case, "party", "p1"), **{"party.p1-name": TYPED, "autosave": "1"})
    submit(case, {"1": "refuse", "2": "refuse"}, by=mina)

    supervisor = as_person(sofia)
    page = supervisor.get(page_of(case, "answers")).content.decode()

    assert CONFIRMED in page
    assert TYPED not in page
    assert "draft stands" not in page
    page = supervisor.get(page_of(case, "")[:-1]).content.decode()
    assert page.count("In progress") == 1  # the parties: one is not answered


def test_still_right_is_said_of_the_old_text_and_keeps_the_draft(desk, case):
    Answer.objects.filter(case=case, step="6-1").update(is_confirmed=False)
    leave_a_draft(desk, case)

    page = desk.get(page_of(case, "again")).content.decode()
    assert CONFIRMED in page
    assert TYPED not in page
    version = get(case, "6-1").version
    desk.post(page_of(case, "again"), {"key": "6-1/", "version": version})

    answer = get(case, "6-1")
    assert answer.is_confirmed
    assert answer.content["reason"].startswith(CONFIRMED)
    assert answer.draft["reason"] == [TYPED]


def test_a_part_with_a_draft_is_in_progress_though_its_answer_counts(desk, case):
    done = desk.get(page_of(case, "")[:-1]).content.decode().count(">Done<")
    leave_a_draft(desk, case)

    page = desk.get(page_of(case, "")[:-1]).content.decode()

    assert page.count(">Done<") == done - 1
    assert "In progress" in page


def test_who_submits_is_told_of_drafts_that_stay_behind(desk, case, mina):
    recommend(case, {"1": "refuse", "2": "refuse"}, by=mina)
    leave_a_draft(desk, case)

    page = desk.get(page_of(case, "recommendation")).content.decode()

    assert "Submit the case" in page
    assert "One draft stands beside the answers. It is not submitted." in page


def test_a_draft_somebody_wrote_on_is_not_discarded_unseen(desk, case):
    leave_a_draft(desk, case)
    seen = fields_of(desk.get(step(case, "6-1")))
    desk.post(step(case, "6-1"), {**seen, "6-1-reason": f"{TYPED}, and more", "autosave": "1"})

    response = desk.post(step(case, "6-1"), {**seen, "discard": "1"})

    assert response.status_code == 409
    assert get(case, "6-1").draft["reason"] == [f"{TYPED}, and more"]


def test_a_draft_of_one_entry_of_a_form_leaves_the_other_alone(desk, case):
    """The fields of "SV-2-2" begin like those of "SV-2"."""
    for key in ("SV-2", "SV-2-2"):
        Answer.objects.create(
            case=case,
            step="form",
            row=key,
            content={"code": "SV-2", "finding": "credible"},
            is_confirmed=True,
            saved_by=case.officer,
            saved_at=case.opened_at,
        )

    fill(desk, rows(case, "form"), **{"form.SV-2-2-period": "2025", "autosave": "1"})

    assert get(case, "form", "SV-2").draft is None
    assert get(case, "form", "SV-2-2").draft["period"] == ["2025"]


def test_a_draft_of_a_risk_of_the_six_steps_stays_one(desk, case):
    address = desk.get(row(case, "risk", "new") + "?six=1").url
    fill(desk, address, **{"risk.r4-description": TYPED, "autosave": "1"})

    saved = fill(desk, row(case, "risk", "r4"), **{"risk.r4-modes": "facilitate"})

    assert saved.url == step(case, "7-4-4")
    assert get(case, "risk", "r4").content["gbv"] is True


def test_a_risk_can_be_said_not_to_come_from_the_six_steps_after_all(desk, case):
    page = fields_of(desk.get(row(case, "risk", "r2")))
    page.pop("risk.r2-gbv")
    asked = desk.post(row(case, "risk", "r2"), page)
    desk.post(row(case, "risk", "r2"), {**fields_of(asked), "agreed": "1"})

    assert not get(case, "risk", "r2").content["gbv"]
    assert not get(case, "mitigation", "r2").is_confirmed


def test_a_form_is_taken_off_by_its_box_whatever_stands_beside_it(desk, case):
    page = fields_of(desk.get(rows(case, "form")))
    page.pop("form.f1-listed")

    asked = desk.post(rows(case, "form"), page)
    assert Answer.objects.filter(case=case, step="form").count() == 1
    desk.post(rows(case, "form"), {**fields_of(asked), "agreed": "1"})

    assert not Answer.objects.filter(case=case, step__in=["form", "severity"]).exists()


@pytest.fixture
def seen(desk, case):
    """The page of forms as it stood before a colleague changed SV-1."""
    page = fields_of(desk.get(rows(case, "form")))
    asked = desk.post(rows(case, "form"), {**page, "form.f1-perpetrators": "The first text"})
    desk.post(rows(case, "form"), {**fields_of(asked), "agreed": "1"})
    return page


@pytest.mark.parametrize("button", ["another", "agreed", "keep"])
def test_no_button_of_the_page_of_forms_loses_a_text_to_a_colleague(desk, case, seen, button):
    posted = {**seen, "form.f1-perpetrators": "The second text", button: "SV-1"}

    response = desk.post(rows(case, "form"), posted)

    page = response.content.decode()
    assert response.status_code == 409
    assert "The first text" in page
    assert "The second text" in page


@pytest.mark.parametrize("more", [{}, {"agreed": "1"}])
def test_a_form_changed_by_a_colleague_is_not_taken_off_unseen(desk, case, seen, more):
    bare = {name: v for name, v in seen.items() if not name.startswith("form.f1-")}
    typed = {"form.SV-2-listed": "on", "form.SV-2-finding": "credible", "form.SV-2-period": TYPED}

    response = desk.post(rows(case, "form"), {**bare, **typed, **more})

    page = response.content.decode()
    assert response.status_code == 409
    assert "The first text" in page
    assert TYPED in page
    assert get(case, "form", "f1").content["perpetrators"] == "The first text"


def test_the_question_before_unticking_says_whose_page_it_is(desk, case):
    """Else a session that ends meanwhile would take the text along."""
    page = fields_of(desk.get(rows(case, "form")))
    page.pop("form.f1-listed")

    asked = fields_of(desk.post(rows(case, "form"), page))

    assert asked["whose"] == page["whose"]


def test_what_was_typed_on_a_row_that_has_gone_is_shown_to_be_copied(desk, case):
    page = fields_of(desk.get(rows(case, "severity")))
    Answer.objects.filter(case=case, step="form").update(
        content={"code": "SV-1", "finding": "none_found"}
    )

    response = desk.post(rows(case, "severity"), {**page, "severity.f1-reason": TYPED})

    assert response.status_code == 409
    assert TYPED in response.content.decode()


def test_the_rows_that_are_left_keep_what_was_typed_as_drafts(desk, case):
    page = fields_of(desk.get(rows(case, "overriding", "7.1.b.i")))
    Answer.objects.filter(case=case, step="mitigation", row="r1").update(is_confirmed=False)
    typed = {"overriding.r1-reason": "只有一句话", "overriding.r3-reason": TYPED}

    response = desk.post(rows(case, "overriding", "7.1.b.i"), {**page, **typed})

    assert response.status_code == 409
    assert "只有一句话" in response.content.decode()
    assert get(case, "overriding", "r3").draft["reason"] == [TYPED]


def test_a_page_that_is_gone_shows_what_was_typed_on_it(desk, case, mina):
    address = row(case, "mitigation", "r3")
    page = fields_of(desk.get(address))
    Answer.objects.filter(case=case, row="r3").delete()

    response = desk.post(address, {**page, "mitigation.r3-reason": TYPED})

    assert response.status_code == 404
    assert TYPED in response.content.decode()


def test_a_stranger_who_posts_is_told_nothing_but_that_there_is_no_page(case, omar, as_person):
    for whose in ("", "forged"):
        response = as_person(omar).post(
            step(case, "6-1"), {"whose": whose, "6-1-reason": TYPED, "wizard-current_step": "6-1"}
        )
        assert response.status_code == 404
        assert TYPED not in response.content.decode()


def test_nothing_is_confirmed_on_a_page_that_is_not_asked_any_more(desk, mina):
    case = make_case("s17", mina)
    page = fields_of(desk.get(rows(case, "form")))
    fill(desk, step(case, "6-1"), **{"6-1-answer": "prohibits"})
    typed = {"form.SV-2-listed": "on", "form.SV-2-finding": "credible"}

    response = desk.post(rows(case, "form"), {**page, **typed})

    assert response.status_code == 302
    answer = get(case, "form", "SV-2")
    assert not answer.is_confirmed
    assert answer.draft["finding"] == ["credible"]
    assert desk.get(rows(case, "form")).url == page_of(case, "")[:-1]


def test_a_page_of_rows_says_what_waits_to_be_confirmed_and_where_it_is_from(desk, case):
    rows_of_forms = Answer.objects.filter(case=case, step="form")
    rows_of_forms.update(is_confirmed=False, taken_from="2025-00007", confirmed_at=None)
    assert "Taken over from case 2025-00007" in desk.get(rows(case, "form")).content.decode()

    rows_of_forms.update(confirmed_at=case.opened_at)
    page = desk.get(rows(case, "form")).content.decode()

    assert "Taken over" not in page
    assert "waits to be confirmed" in page


def test_an_answer_taken_over_and_opened_again_is_not_called_taken_over(desk, case):
    Answer.objects.filter(case=case, step="7-4-3").update(
        is_confirmed=False, taken_from="2025-00007"
    )

    page = desk.get(step(case, "7-4-3")).content.decode()

    assert "Taken over" not in page
    assert "waits to be confirmed" in page


def test_a_query_in_the_address_survives_the_sign_in(desk, case, mina):
    address = desk.get(row(case, "risk", "new") + "?six=1&line=7.1.b.ii").url
    page = fields_of(desk.get(address))
    browser = Client()
    asked = browser.post(address, {**page, "risk.r4-description": TYPED})

    credentials = {"username": "mina", "password": "open sesame, said the officer"}
    answered = browser.post("/sign-in/", {**credentials, "kept": asked.context["kept"]})

    assert answered.url == address
    assert get(case, "risk", "r4").draft["description"] == [TYPED]
