"""Prompts are ticked off with a remark; it is kept, shown, and answers nothing."""

import pytest
from django.core.exceptions import BadRequest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from assessments.audit.trail import facts_of
from assessments.cases.access.reviewing import worked_on
from assessments.cases.refusals import NotMovable
from assessments.guidance import considering, telling
from assessments.guidance.considering import Beside, consider
from assessments.models import Considered, Entry
from assessments.review.returning import return_case
from assessments.wizard.route import Route
from assessments.wizard.snapshot import snapshot
from assessments.wizard.splitting import split_case
from tests.builders import make_case, resubmit, submit
from tests.wizard.pages import fields_of, fill, row, step

FIRST, SECOND = "2026-1/1", "2026-1/2"
RECOMMENDED = {"1": "authorise_with_measures", "2": "refuse"}


@pytest.fixture
def case(mina):
    return make_case("s04", mina)


@pytest.fixture
def beside(case):
    return Beside(case, "6.1", "", ("6-1", ""))


def says(beside, by, shown=None, ticks=(), **remarks):
    shown = beside.pane()["shown"] if shown is None else shown
    post = {"considered.shown": shown, **{f"considered:{key}": "1" for key in ticks}}
    post |= {f"remark:2026-1/{name[1:]}": words for name, words in remarks.items()}
    return consider(beside, post, by=by)


def kept(beside):
    return {key: considering.state(one) for key, one in beside.last().items()}


def test_a_page_keeps_ticks_and_remarks_with_its_answer(case, mina, as_person):
    fill(
        as_person(mina),
        step(case, "6-1"),
        **{f"considered:{FIRST}": "1", f"remark:{FIRST}": "Asked the mission."},
    )

    page = fields_of(as_person(mina).get(step(case, "6-1")))

    assert page[f"considered:{FIRST}"] == ["1"]
    assert page[f"remark:{FIRST}"] == ["Asked the mission."]
    assert f"considered:{SECOND}" not in page
    [one] = Considered.objects.all()
    assert (one.by, one.place, one.prompt) == (mina, "6.1", FIRST)
    entry = Entry.objects.get(action="considered")
    assert facts_of(entry)["prompts"] == [[FIRST, True, "Asked the mission."]]


@pytest.mark.parametrize("button", [{"keep": "1"}, {"autosave": "1"}, {"wizard_goto_step": "6-2"}])
def test_they_are_kept_whatever_button_is_pressed(button, case, mina, as_person):
    fill(as_person(mina), step(case, "6-1"), **{f"remark:{FIRST}": "So far."}, **button)

    assert Considered.objects.get().remark == "So far."


def test_they_are_kept_where_the_answer_is_refused(case, mina, as_person):
    answer = fill(
        as_person(mina),
        step(case, "6-1"),
        **{"6-1-answer": "", "6-1-reason": "", f"considered:{FIRST}": "1"},
    )

    assert answer.status_code == 200
    assert fields_of(answer)[f"considered:{FIRST}"] == ["1"]


def test_a_tick_changes_nothing_of_answers_ruling_and_progress(case, beside, mina):
    before = Route(case)
    was = before.ruling.as_json(), [(a.key, a.version, a.is_confirmed) for a in before.answers]

    says(beside, mina, ticks=[FIRST, SECOND])

    after = Route(case)
    assert was == (
        after.ruling.as_json(),
        [(a.key, a.version, a.is_confirmed) for a in after.answers],
    )


def test_what_is_the_same_is_not_written_again(beside, mina):
    says(beside, mina, ticks=[FIRST])
    says(beside, mina, ticks=[FIRST])
    says(beside, mina, shown="0", ticks=[FIRST])

    assert Considered.objects.count() == 1
    assert Entry.objects.filter(action="considered").count() == 1


def test_a_tick_is_taken_back_and_both_stay_in_the_history(beside, mina):
    says(beside, mina, ticks=[FIRST])
    says(beside, mina)

    assert kept(beside) == {FIRST: (False, "")}
    assert [one.is_ticked for one in Considered.objects.all()] == [True, False]
    assert telling.of(beside.case) == []


def test_an_old_page_does_not_take_back_what_a_colleague_ticked_since(beside, mina, omar):
    says(beside, omar, ticks=[FIRST], _1="By Omar.")

    assert says(beside, mina, shown="0", ticks=[SECOND]) == []
    assert kept(beside) == {FIRST: (True, "By Omar."), SECOND: (True, "")}


def test_two_remarks_on_the_same_prompt_are_both_kept_and_it_is_said(beside, mina, omar):
    says(beside, omar, _1="By Omar.")

    [other] = says(beside, mina, shown="0", _1="By Mina.")

    assert (other.by, other.remark) == (omar, "By Omar.")
    assert kept(beside) == {FIRST: (False, "By Mina.")}
    assert Considered.objects.count() == 2


def test_pages_of_rows_keep_their_own(case, mina, as_person):
    fill(as_person(mina), row(case, "mitigation", "r1"), **{f"considered:{FIRST}": "1"})

    assert Considered.objects.get().row == "r1"
    other = fields_of(as_person(mina).get(row(case, "mitigation", "r3")))
    assert f"considered:{FIRST}" not in other


def test_a_page_that_shows_no_prompts_says_nothing_of_them(beside, mina):
    says(beside, mina, ticks=[FIRST])

    assert consider(beside, {"keep": "1"}, by=mina) == []
    assert kept(beside) == {FIRST: (True, "")}


@pytest.mark.parametrize("shown", ["", "x", "-1", "9" * 30, "١"])
def test_a_page_says_what_it_was_made_from(shown, beside, mina):
    with pytest.raises(BadRequest):
        says(beside, mina, shown=shown, ticks=[FIRST])


def test_a_prompt_that_is_not_asked_there_is_not_kept(beside, mina):
    post = {"considered.shown": "0", "considered:2026-1/99": "1", "considered:else/1": "1"}

    consider(beside, post, by=mina)

    assert not Considered.objects.exists()


def test_whoever_ticked_has_worked_on_the_case(case, beside, omar):
    assert not worked_on(omar, case)

    says(beside, omar, ticks=[FIRST])

    assert worked_on(omar, case)


def test_once_submitted_nothing_more_is_ticked(case, beside, mina):
    says(beside, mina, ticks=[FIRST])
    submit(case, RECOMMENDED, by=mina)

    with pytest.raises(NotMovable):
        says(beside, mina, ticks=[FIRST, SECOND])
    with pytest.raises(DatabaseError, match="are not changed"), transaction.atomic():
        Considered.objects.create(case=case, place="6.1", prompt=SECOND, is_ticked=True, by=mina)


@pytest.mark.parametrize("change", ["update {} set remark = 'else'", "delete from {}"])
def test_what_was_considered_is_not_changed_afterwards(change, beside, mina, as_owner):
    says(beside, mina, ticks=[FIRST])
    statement = change.format("assessments_considered")

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)
    with pytest.raises(DatabaseError, match="is kept"), as_owner() as cursor:
        cursor.execute(statement)


def test_reviewer_and_record_see_it_and_a_return_carries_it_over(
    case, beside, mina, sofia, as_person
):
    says(beside, mina, ticks=[FIRST], _2="List of 1 November.")
    first = submit(case, RECOMMENDED, by=mina)

    page = as_person(sofia).get(reverse("review:review", args=[case.reference])).content.decode()
    assert "List of 1 November." in page
    [ticked, remarked] = first.content["considered"]
    assert ticked["ticked"]
    assert ticked["prompt"].endswith("?")
    assert (remarked["ticked"], remarked["by"]) == (False, "Mina")

    return_case(first, reasons="Mend.", by=sofia)
    second = resubmit(case, by=mina)
    assert second.content["considered"] == first.content["considered"]


def test_a_case_that_is_split_off_takes_it_along(case, beside, mina):
    says(beside, mina, ticks=[FIRST], _1="Kept.")

    new = split_case(case, items=["2"], by=mina)

    assert [one["remark"] for one in telling.of(new)] == ["Kept."]


def test_the_snapshot_asks_as_often_for_many_as_for_none(
    case, beside, mina, django_assert_num_queries
):
    route = Route(case)
    says(beside, mina, ticks=[FIRST])
    with django_assert_num_queries(1):
        telling.of(case)
    says(beside, mina, ticks=[FIRST, SECOND], _3="Three", _4="Four")
    with django_assert_num_queries(1):
        assert len(telling.of(case)) == 4
    assert len(snapshot(route)["considered"]) == 4
