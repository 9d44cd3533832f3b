"""The steps of the wizard: kept, confirmed, opened again; formtools' traps closed."""

import json

import pytest
from django.contrib.sessions.models import Session

from assessments.models import Answer
from tests.builders import make_case
from tests.wizard.pages import fields_of, fill, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(mina):
    return make_case("s04", mina)


@pytest.fixture
def desk(client, mina):
    """A browser in which Mina is signed in."""
    client.force_login(mina)
    return client


def answer(case, name, row=""):
    return Answer.objects.get(case=case, step=name, row=row)


def test_a_confirmed_step_shows_its_answer_and_saving_it_unchanged_writes_nothing(desk, case):
    before = answer(case, "6-3").version

    response = fill(desk, step(case, "6-3"))

    assert response.status_code == 302
    assert answer(case, "6-3").version == before


def test_a_changed_reason_opens_nothing_again(desk, case):
    response = fill(desk, step(case, "6-3"), **{"6-3-reason": "Three more sources were read."})

    assert response.status_code == 302
    assert answer(case, "6-3").content["reason"] == "Three more sources were read."
    assert not Answer.objects.filter(case=case, is_confirmed=False).exists()


def test_a_changed_answer_first_lists_what_it_opens_again(desk, case):
    response = fill(desk, step(case, "6-3"), **{"6-3-answer": "indications"})

    page = response.content.decode()
    assert response.status_code == 200
    assert "International humanitarian law, International human rights law" in page
    assert answer(case, "6-3").content["answer"] == "no_indication"
    assert answer(case, "6-3").draft["answer"] == ["indications"]


def test_agreeing_opens_only_the_lines_that_rest_on_6_3(desk, case):
    asked = fill(desk, step(case, "6-3"), **{"6-3-answer": "indications"})

    desk.post(step(case, "6-3"), {**fields_of(asked), "agreed": "1"})

    lines = answer(case, "lines")
    assert not lines.is_confirmed
    assert lines.reopened == ["7.1.b.i", "7.1.b.ii"]
    assert answer(case, "6-3").content["answer"] == "indications"
    assert not answer(case, "mitigation", "r1").is_confirmed


def test_an_invalid_post_is_shown_with_what_is_wrong_and_kept_as_a_draft(desk, case):
    response = fill(
        desk, step(case, "6-1"), **{"6-1-answer": "unknown", "6-1-reason": "Asked the mission"}
    )

    assert b"Say what is missing" in response.content
    assert answer(case, "6-1").draft["reason"] == ["Asked the mission"]
    assert answer(case, "6-1").content["answer"] == "clear"


def test_a_draft_comes_back_as_it_was_typed_and_can_be_discarded(desk, case):
    fill(desk, step(case, "6-1"), **{"6-1-reason": "Half a sente", "autosave": "1"})

    page = desk.get(step(case, "6-1"))
    assert b"Half a sente" in page.content
    desk.post(step(case, "6-1"), {**fields_of(desk.get(step(case, "6-1"))), "discard": "1"})

    assert answer(case, "6-1").draft is None
    assert b"Half a sente" not in desk.get(step(case, "6-1")).content


def test_going_to_another_step_keeps_what_was_typed(desk, case):
    response = fill(
        desk, step(case, "6-1"), **{"6-1-reason": "Not done yet", "wizard_goto_step": "6-2"}
    )

    assert response.url == step(case, "6-2")
    assert answer(case, "6-1").draft["reason"] == ["Not done yet"]


def test_an_autosave_answers_with_the_version_to_go_on_from(desk, case):
    posted = fields_of(desk.get(step(case, "6-1")))
    first = desk.post(step(case, "6-1"), {**posted, "6-1-reason": "A", "autosave": "1"})

    again = {**posted, "seen_version": first.content.decode()}
    second = desk.post(step(case, "6-1"), {**again, "6-1-reason": "AB", "autosave": "1"})

    assert first["Content-Type"].startswith("text/plain")
    assert json.loads(second.content)["6-1"] == json.loads(first.content)["6-1"] + 1


def test_two_tabs_on_one_step_lead_to_a_page_with_both_texts(desk, case):
    seen = fields_of(desk.get(step(case, "6-1")))
    desk.post(step(case, "6-1"), {**seen, "6-1-reason": "The first text"})

    response = desk.post(step(case, "6-1"), {**seen, "6-1-reason": "The second text"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "The first text" in page
    assert "The second text" in page
    assert answer(case, "6-1").content["reason"] == "The first text"


def test_the_text_that_is_to_stand_can_be_saved_from_the_page_with_both(desk, case):
    seen = fields_of(desk.get(step(case, "6-1")))
    desk.post(step(case, "6-1"), {**seen, "6-1-reason": "The first text"})
    both = desk.post(step(case, "6-1"), {**seen, "6-1-reason": "The second text"})

    response = desk.post(step(case, "6-1"), fields_of(both))

    assert response.status_code == 302
    assert answer(case, "6-1").content["reason"] == "The second text"


def test_an_autosave_on_an_old_version_is_refused(desk, case):
    seen = fields_of(desk.get(step(case, "6-1")))
    desk.post(step(case, "6-1"), {**seen, "6-1-reason": "The first text"})

    late = desk.post(step(case, "6-1"), {**seen, "6-1-reason": "Late", "autosave": "1"})

    assert late.status_code == 409


def test_a_page_that_names_another_step_than_its_address_is_refused(desk, case):
    response = desk.post(step(case, "6-1"), {"wizard-current_step": "6-2"})

    assert response.status_code == 400


@pytest.mark.parametrize("seen", ["x", "[1]", '{"6-1": "one"}', "null"])
def test_a_version_that_is_no_version_is_refused(desk, case, seen):
    posted = {"wizard-current_step": "6-1", "seen_version": seen}

    assert desk.post(step(case, "6-1"), posted).status_code == 400


def test_reset_in_the_address_changes_nothing(desk, case):
    before = list(Answer.objects.filter(case=case).values_list("pk", "version"))

    desk.get(f"/cases/{case.reference}/assess/?reset=1")

    assert list(Answer.objects.filter(case=case).values_list("pk", "version")) == before


def test_reading_every_step_writes_nothing(desk, case):
    before = list(Answer.objects.filter(case=case).values_list("pk", "version"))

    for name in ("application", "scope", "6-1", "lines", "7-4-1", "mitigation", "check"):
        desk.get(step(case, name))

    assert list(Answer.objects.filter(case=case).values_list("pk", "version")) == before


def test_the_check_page_can_be_read_again_and_again(desk, case):
    first, second = desk.get(step(case, "check")), desk.get(step(case, "check"))

    assert first.status_code == second.status_code == 200
    assert b"Check your answers" in second.content


def test_all_sessions_gone_and_nothing_is_lost(desk, case, mina):
    fill(desk, step(case, "6-1"), **{"6-1-reason": "Kept", "autosave": "1"})

    Session.objects.all().delete()
    desk.force_login(mina)

    assert b"Kept" in desk.get(step(case, "6-1")).content


def test_after_a_prohibition_the_next_page_is_check_your_answers(desk, mina):
    case = make_case("s17", mina)

    response = fill(desk, step(case, "6-1"), **{"6-1-answer": "prohibits"})

    assert response.url == step(case, "check")
    page = desk.get(response.url).content.decode()
    assert "Not reached: Article 6 prohibits every item." in page


def test_a_step_that_is_not_asked_keeps_its_text_and_leads_on(desk, mina):
    case = make_case("s17", mina)
    fill(desk, step(case, "6-1"), **{"6-1-answer": "prohibits"})

    response = desk.get(step(case, "6-2"))

    assert response.status_code == 302
    assert answer(case, "6-2").content["reason"]


def test_mitigation_stays_closed_until_what_it_rests_on_is_answered(desk, case):
    Answer.objects.filter(case=case, step="7-4-3").update(is_confirmed=False)

    response = desk.get(step(case, "mitigation"))

    assert response.url == f"/cases/{case.reference}/"


def test_the_wording_asked_its_language_and_edition_are_kept(desk, case):
    fill(desk, step(case, "6-2"), **{"6-2-reason": "Another reason"})

    asked = answer(case, "6-2").asked
    assert asked["questions"]["answer"].startswith("Would it breach another")
    assert asked["language"] == "en"
    assert asked["edition"] == "2026-1"


def test_only_the_fields_of_the_step_are_kept(desk, case):
    fill(desk, step(case, "6-1"), **{"6-1-reason": "x", "autosave": "1", "6-2-reason": "stray"})

    assert set(answer(case, "6-1").draft) == {"answer", "reason"}


def test_every_confirmed_answer_can_be_shown_and_confirmed_as_it_is(desk, case):
    """No form loses or changes what it shows."""
    for name in ("application", "scope", "6-1", "6-2", "6-3", "diversion", "lines", "7-4-3"):
        before = answer(case, name).content
        response = fill(desk, step(case, name))
        assert response.status_code == 302, name
        assert answer(case, name).content == before


def test_save_and_exit_leads_to_the_case_also_after_a_question(desk, case):
    asked = fill(desk, step(case, "6-3"), **{"6-3-answer": "indications", "exit": "1"})

    response = desk.post(step(case, "6-3"), {**fields_of(asked), "agreed": "1"})

    assert response.url == f"/cases/{case.reference}/"
    assert answer(case, "6-3").content["answer"] == "indications"


def test_what_is_posted_to_a_closed_step_is_kept_and_not_confirmed(desk, case):
    page = fields_of(desk.get(step(case, "mitigation")))
    Answer.objects.filter(case=case, step__in=["7-4-3", "mitigation"]).update(is_confirmed=False)

    desk.post(step(case, "mitigation"), page)

    assert not answer(case, "mitigation").is_confirmed
