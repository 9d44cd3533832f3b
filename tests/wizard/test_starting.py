"""A case started from another: as a copy, split by items, or taking over steps 1 to 3."""

import json

import pytest
from django.db import DatabaseError
from django.urls import reverse

from assessments.audit.trail import entries_of
from assessments.cases import access
from assessments.cases.declaring import declare
from assessments.cases.handing_over import hand_over
from assessments.cases.opening import add_file, open_case, withdraw_case
from assessments.cases.refusals import FourEyesRequired, NotMovable
from assessments.models import Case, Purpose, Role
from assessments.reference.case_format import faults_of
from assessments.review.deciding import Line
from assessments.wizard.answers import keep_draft
from assessments.wizard.exporting import export_case
from assessments.wizard.splitting import NothingToSplit, split_case
from assessments.wizard.starting import (
    AlreadyAnswered,
    NothingToTakeOver,
    copy_case,
    earlier_cases,
    take_over,
)
from tests.builders import confirm, decide_case, make_case, submit
from tests.people import become


def opened(by):
    """A new case of somebody who has declared to have no interest in it."""
    case = open_case(by=by)
    declare(case, purpose=Purpose.ASSESS, by=by)
    return case


@pytest.fixture
def s04(mina):
    return make_case("s04", mina)


def kept(case):
    return {answer.key: answer for answer in case.answers.all()}


def contents(case):
    return {key: answer.content for key, answer in kept(case).items()}


def change(case, step, row="", **more):
    answer = case.answers.get(step=step, row=row)
    answer.content = {**answer.content, **more}
    answer.save(update_fields=["content"])


def papers(case, officer):
    return add_file(
        case, by=officer, name="euc.pdf", kind="other", content_type="application/pdf", body=b"%"
    )


def facts(case, verb):
    (entry,) = entries_of(case, verbs=[verb])
    return json.loads(entry.facts.body)


# --- as a copy


def test_a_copy_has_all_answers_to_be_confirmed_and_says_where_they_are_from(mina, s04):
    copy = copy_case(s04, by=mina)

    assert contents(copy) == contents(s04)
    assert not any(answer.is_confirmed for answer in kept(copy).values())
    assert {answer.taken_from for answer in kept(copy).values()} == {s04.reference}
    assert (copy.title, copy.recipient_state, copy.status) == (s04.title, "XA", "draft")
    assert facts(copy, "opened")["copied_from"] == s04.reference


def test_the_recommendation_drafts_and_files_stay_behind(mina, s04):
    file = papers(s04, mina)
    change(s04, "scope", cites=[f"file:{file.pk}", "reason:6-1"])
    s04.answers.create(
        step="recommendation", content={"1": {}}, saved_by=mina, saved_at=file.added_at
    )
    version = s04.answers.get(step="6-1").version
    keep_draft(s04, ("6-1", ""), draft={"answer": ["x"]}, seen_version=version, by=mina)

    copy = copy_case(s04, by=mina)

    assert ("recommendation", "") not in kept(copy)
    assert kept(copy)["6-1", ""].draft is None
    assert kept(copy)["scope", ""].content["cites"] == ["reason:6-1"]
    assert not copy.attachments.exists()


def test_an_officer_copies_a_case_that_she_may_see(mina, omar, s04, as_person):
    address = reverse("wizard:copy", args=[s04.reference])

    assert as_person(omar).post(address).status_code == 404
    assert as_person(mina).get(address).status_code == 200
    response = as_person(mina).post(address)

    copy = Case.objects.exclude(pk=s04.pk).get()
    assert response.url == reverse("wizard:case", args=[copy.reference])


# --- split by items


def test_the_items_chosen_go_with_their_risks_and_the_others_stay(mina, s04):
    new = split_case(s04, items=["2"], by=mina)

    assert {key for key in kept(s04) if key[1]} == {
        ("form", "f1"), ("severity", "f1"),
        ("item", "1"), ("risk", "r1"), ("mitigation", "r1"), ("overriding", "r1"),
    }  # fmt: skip
    assert {row for step, row in kept(new) if row and step in ("item", "risk", "overriding")} == {
        "2", "r2", "r3",
    }  # fmt: skip
    assert contents(new)["scope", ""] == contents(s04)["scope", ""]
    assert (new.end_user, new.officer) == (s04.end_user, mina)


def test_after_a_split_what_rests_on_the_items_waits_in_both_cases(mina, s04):
    new = split_case(s04, items=["2"], by=mina)

    confirmed = {step for step, _row in (k for k, a in kept(s04).items() if a.is_confirmed)}
    assert confirmed == {"application", "parties", "items", "item"}
    assert not any(answer.is_confirmed for answer in kept(new).values())
    assert {answer.taken_from for answer in kept(new).values()} == {s04.reference}


def test_an_answer_that_names_items_names_those_that_are_left(mina, s04):
    change(s04, "6-1", answer="prohibits", items=["2"])
    change(s04, "6-2", answer="prohibits", items=["1", "2"])
    reason = contents(s04)["6-1", ""]["reason"]

    new = split_case(s04, items=["2"], by=mina)

    assert contents(s04)["6-1", ""] == {"reason": reason}
    assert contents(s04)["6-2", ""]["items"] == ["1"]
    assert contents(new)["6-1", ""]["items"] == ["2"]
    assert contents(new)["6-2", ""]["items"] == ["2"]
    assert faults_of(export_case(s04)) == faults_of(export_case(new)) == []


def test_quantities_of_an_exemption_go_with_their_items(mina):
    case = make_case("s01a", mina, change=lambda file: file["items"].append(other(file)))

    new = split_case(case, items=["other"], by=mina)

    assert ("quantity-6-1", "1") in kept(case)
    assert ("quantity-6-1", "1") not in kept(new)


def other(file):
    return file["items"][0] | {"id": "other"}


def test_files_are_on_both_cases_and_reasons_cite_their_own(mina, s04):
    file = papers(s04, mina)
    change(s04, "scope", cites=[f"file:{file.pk}"])

    new = split_case(s04, items=["2"], by=mina)

    (shared,) = new.attachments.all()
    assert (shared.stored_id, shared.name) == (file.stored_id, "euc.pdf")
    assert contents(new)["scope", ""]["cites"] == [f"file:{shared.pk}"]
    assert contents(s04)["scope", ""]["cites"] == [f"file:{file.pk}"]


def test_a_draft_goes_with_its_row_and_the_recommendation_with_neither(mina, s04):
    s04.answers.create(
        step="recommendation", content={"2": {}}, saved_by=mina, saved_at=s04.opened_at
    )
    version = s04.answers.get(step="item", row="2").version
    keep_draft(s04, ("item", "2"), draft={"unit": ["sets"]}, seen_version=version, by=mina)

    new = split_case(s04, items=["2"], by=mina)

    assert kept(new)["item", "2"].draft == {"unit": ["sets"]}
    assert ("recommendation", "") not in kept(new)
    assert not kept(s04)["recommendation", ""].is_confirmed


def test_the_trail_of_both_cases_says_what_was_split(mina, s04):
    new = split_case(s04, items=["2"], by=mina)

    split = facts(s04, "split")
    assert (split["into"], split["items"]) == (new.reference, ["2"])
    assert ["item", "2"] in split["moved"]
    assert ["scope", ""] in split["reopened"]
    assert facts(new, "opened")["split_from"] == s04.reference


def test_colleagues_keep_working_on_both(mina, omar, s04):
    s04.colleagues.add(omar)

    new = split_case(s04, items=["2"], by=mina)

    assert list(new.colleagues.all()) == [omar]


def test_who_ever_worked_on_what_was_split_decides_neither_case(mina, sofia, s04):
    """Though nothing in the new case shows their hand once the officer has confirmed it all."""
    become(sofia, Role.OFFICER, Role.SUPERVISOR)
    hand_over(s04, to=sofia, by=mina, because="On leave.")
    s04.answers.filter(step="6-1").update(saved_by=sofia)
    s04.refresh_from_db()
    hand_over(s04, to=mina, by=sofia, because="Back again.")
    s04.refresh_from_db()
    new = split_case(s04, items=["2"], by=mina)
    new.answers.update(saved_by=mina)
    become(sofia, Role.SUPERVISOR)
    declare(new, purpose=Purpose.ASSESS, by=mina)
    confirm(new, by=mina)
    submission = submit(new, {"2": "refuse"}, by=mina)

    for case in (s04, new):
        assert access.worked_on(sofia, case)
    with pytest.raises(FourEyesRequired):
        decide_case(submission, lines={"2": Line("refuse", "No.")}, by=sofia)


def test_from_which_case_one_was_split_is_not_changed(mina, s04):
    new = split_case(s04, items=["2"], by=mina)

    with pytest.raises(DatabaseError, match="split_from_is_kept"):
        Case.objects.filter(pk=new.pk).update(split_from=None)


@pytest.mark.parametrize("items", [[], ["1", "2"], ["3"], ["2", "3"]])
def test_one_item_at_least_goes_and_one_stays(mina, s04, items):
    with pytest.raises(NothingToSplit):
        split_case(s04, items=items, by=mina)

    assert Case.objects.count() == 1


def test_a_case_that_is_not_a_draft_is_not_split(mina, s04, as_person):
    withdraw_case(s04, by=mina, because="The order was cancelled.")

    with pytest.raises(NotMovable):
        split_case(s04, items=["2"], by=mina)
    page = as_person(mina).get(reverse("wizard:split", args=[s04.reference]))
    assert page.status_code == 404


def test_the_officer_splits_the_case_on_a_page(mina, omar, s04, as_person):
    address = reverse("wizard:split", args=[s04.reference])
    s04.colleagues.add(omar)

    assert as_person(omar).get(address).status_code == 404
    assert "Escort vehicles" in as_person(mina).get(address).content.decode()
    all_of_them = as_person(mina).post(address, {"items": ["1", "2"]})
    assert "One item at least goes, and one stays." in all_of_them.content.decode()
    as_person(mina).post(address, {"items": ["2"]})

    assert Case.objects.count() == 2


# --- steps 1 to 3 of an earlier case


@pytest.fixture
def fresh(mina):
    """A draft for the same State and end user, with nothing answered but the application."""
    case = make_case("s04", mina)
    case.answers.exclude(step__in=["application", "item"]).delete()
    return case


def test_steps_1_to_3_are_taken_over_each_to_be_confirmed(mina, s04, fresh):
    take_over(fresh, s04, by=mina)

    taken = {key: answer for key, answer in kept(fresh).items() if answer.taken_from}
    assert set(taken) == {
        ("7-4-1", ""), ("7-4-2", ""), ("7-4-3", ""), ("form", "f1"), ("severity", "f1"),
    }  # fmt: skip
    assert all(taken[key].content == contents(s04)[key] for key in taken)
    assert not any(answer.is_confirmed for answer in taken.values())
    assert facts(fresh, "taken_over")["source"] == s04.reference


def test_what_was_found_of_another_end_user_is_left_out(mina, s04, fresh):
    change(s04, "7-4-3", cites=["reason:7-4-1"])
    Case.objects.filter(pk=fresh.pk).update(end_user="Police of State C")

    take_over(fresh, s04, by=mina)

    assert contents(fresh)["7-4-3", ""] == {
        "state": "ineffective", "reason": "Law exists; few prosecutions.",
    }  # fmt: skip


def test_what_was_typed_there_already_stays_as_a_draft(mina, s04, fresh):
    keep_draft(fresh, ("7-4-1", ""), draft={"reason": ["Begun"]}, seen_version=0, by=mina)

    take_over(fresh, s04, by=mina)

    answer = kept(fresh)["7-4-1", ""]
    assert (answer.draft, answer.version) == ({"reason": ["Begun"]}, 2)
    assert answer.content == contents(s04)["7-4-1", ""]


def test_nothing_that_is_answered_is_put_aside(mina, s04):
    other = make_case("s04", mina)

    with pytest.raises(AlreadyAnswered):
        take_over(other, s04, by=mina)


def test_only_confirmed_steps_of_the_same_state_are_taken_over(mina, s04, fresh):
    unconfirmed = make_case("s04", mina, confirmed=False)
    elsewhere = make_case("s04", mina, change=lambda file: to_state(file, "XB"))

    for source in (unconfirmed, elsewhere):
        with pytest.raises(NothingToTakeOver):
            take_over(fresh, source, by=mina)
    assert earlier_cases(fresh, by=mina) == [s04]


def to_state(file, state):
    file["transfer"]["recipient_state"] = state


def test_cases_that_the_officer_may_not_see_are_not_offered(mina, omar, s04, fresh, as_person):
    of_omar = make_case("s04", omar)
    address = reverse("wizard:take_over", args=[fresh.reference])

    page = as_person(mina).get(address).content.decode()
    refused = as_person(mina).post(address, {"source": of_omar.reference})

    assert s04.reference in page
    assert of_omar.reference not in page
    assert "is not offered here" in refused.content.decode()
    assert ("7-4-1", "") not in kept(fresh)


def test_the_officer_takes_over_on_a_page_and_confirms_next(mina, s04, fresh, as_person):
    address = reverse("wizard:take_over", args=[fresh.reference])

    response = as_person(mina).post(address, {"source": s04.reference})

    assert response.url == reverse("wizard:again", args=[fresh.reference])
    assert ("7-4-1", "") in kept(fresh)


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda mina: make_case("s04", mina), "hold answers already"),
        (lambda mina: opened(by=mina), "Say first which State"),
    ],
)
def test_the_page_says_why_nothing_can_be_taken_over(mina, as_person, prepare, words):
    case = prepare(mina)

    page = as_person(mina).get(reverse("wizard:take_over", args=[case.reference]))

    assert words in page.content.decode()
