"""Incidents are kept in versions, judged, and hold back an authorisation until they are."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.utils import timezone

from assessments.cases.bars import INCIDENT_WITHOUT_VIEW
from assessments.cases.refusals import Barred
from assessments.incidents.acts import IncidentMovedOn, correct_incident
from assessments.incidents.bars import bars
from assessments.incidents.of_case import AlreadySo, incidents_of, leave_out, put_on, shown
from assessments.models import (
    Case,
    Decision,
    DecisionLine,
    Entry,
    IncidentLink,
    IncidentVersion,
    IncidentView,
)
from assessments.review.deciding import Line
from assessments.wizard.splitting import split_case
from tests.builders import decide_case, make_case, submit
from tests.incidents.making import facts, judge, make_incident

RECOMMENDED = {"1": "authorise_with_measures", "2": "refuse"}
AUTHORISED = {item: Line(outcome, "Met.") for item, outcome in RECOMMENDED.items()}
REFUSED = {item: Line("refuse", "Not now.") for item in RECOMMENDED}


def on_case(case):
    return {one.incident_id: one.why for one in shown(incidents_of(case))}


def barred(case):
    return [bar.code for bar in bars(case, timezone.localdate())]


def test_a_case_shows_the_incidents_of_its_state_and_of_its_end_user(mina, edith):
    case = make_case("s04", mina)
    of_state = make_incident(edith)
    of_end_user = make_incident(edith, state="XD", actor=f"  {case.end_user.upper()}’ ")
    make_incident(edith, state="XD")

    assert on_case(case) == {of_state.incident_id: "state", of_end_user.incident_id: "end_user"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Armed Forces (State C)", "armed forces, State C"),
        ("État-Major", "ETAT MAJOR"),
        ("Армия", "АРМИЯ"),
        ("القوى المسلحة", "القوي المسلحه"),
    ],
)
def test_names_that_differ_in_case_marks_and_punctuation_are_one(one, other, mina, edith):
    case = make_case("s04", mina)
    Case.objects.filter(pk=case.pk).update(end_user=one)
    incident = make_incident(edith, state="XD", actor=other)

    assert list(on_case(case)) == [incident.incident_id]


def test_a_name_of_signs_alone_is_nobodys(mina, edith):
    case = make_case("s04", mina)
    Case.objects.filter(pk=case.pk).update(end_user="–")
    make_incident(edith, state="XD", actor="?")

    assert on_case(case) == {}


@pytest.mark.parametrize("conclusion", ["likely", "possible", "not", "cannot_tell", "none_formed"])
def test_an_incident_holds_back_until_any_view_is_formed(conclusion, mina, edith, li):
    case = make_case("s04", mina)
    version = make_incident(edith)

    assert barred(case) == [INCIDENT_WITHOUT_VIEW]
    judge(version, li, conclusion)
    assert barred(case) == []


def test_a_correction_needs_a_view_of_its_own(mina, edith):
    case = make_case("s04", mina)
    version = make_incident(edith)
    judge(version, edith)
    correct_incident(version, facts(place="Another town"), because="A new report.", by=edith)

    (bar,) = bars(case, timezone.localdate())
    assert "corrected" in bar.words


def test_views_and_versions_are_kept_as_history(edith, li, mina):
    version = make_incident(edith)
    judge(version, mina, "possible")
    judge(version, li, "likely")
    correct_incident(version, facts(weapon="2.1.g"), because="A fragment.", by=edith)

    assert [view.conclusion for view in IncidentView.objects.all()] == ["possible", "likely"]
    assert IncidentVersion.objects.values_list("number", "weapon").order_by("number")[0] == (
        1,
        "2.1.c",
    )
    assert IncidentVersion.objects.last().get().weapon == "2.1.g"
    told = Entry.objects.filter(action__startswith="incident_").values_list("actor", "action")
    assert list(told) == [
        ("edith", "incident_added"),
        ("mina", "incident_view_formed"),
        ("li", "incident_view_formed"),
        ("edith", "incident_corrected"),
    ]


def test_a_view_of_an_older_version_is_refused(edith, li):
    version = make_incident(edith)
    correct_incident(version, facts(), because="Spelling.", by=edith)

    with pytest.raises(IncidentMovedOn):
        judge(version, li)
    with pytest.raises(IntegrityError, match="known last"), transaction.atomic():
        IncidentView.objects.create(version=version, conclusion="likely", reasons="x", formed_by=li)


def test_two_corrections_of_one_version_do_not_overwrite_each_other(edith):
    version = make_incident(edith)
    correct_incident(version, facts(), because="First.", by=edith)

    with pytest.raises(IncidentMovedOn):
        correct_incident(version, facts(), because="Second.", by=edith)


def test_only_editors_keep_the_register(mina):
    with pytest.raises(Http404):
        make_incident(mina)


def test_the_database_says_so_too(edith, mina, sofia):
    version = make_incident(edith)
    row = {**facts().as_row(), "incident": version.incident}

    with pytest.raises(IntegrityError, match="kept by editors"), transaction.atomic():
        IncidentVersion.objects.create(number=2, because="x", written_by=mina, **row)
    with pytest.raises(IntegrityError, match="follow one another"), transaction.atomic():
        IncidentVersion.objects.create(number=3, because="x", written_by=edith, **row)
    with pytest.raises(IntegrityError, match="form views"), transaction.atomic():
        IncidentView.objects.create(
            version=version, conclusion="likely", reasons="x", formed_by=sofia
        )
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        IncidentVersion.objects.update(what="Nothing.")


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": ""},
        {"sources": ""},
        {"norms": ()},
        {"norms": ("other",)},
        {"weapon": "sword"},
        {"last_day": date(2024, 3, 11)},
    ],
)
def test_an_incident_that_is_not_whole_is_not_kept(wrong, edith):
    with pytest.raises(IntegrityError):
        make_incident(edith, **wrong)


def test_an_incident_without_a_view_holds_back_an_authorisation_but_no_refusal(mina, sofia, edith):
    submission = submit(make_case("s04", mina), RECOMMENDED, by=mina)
    make_incident(edith)

    with pytest.raises(Barred), transaction.atomic():
        decide_case(submission, lines=AUTHORISED, by=sofia)
    assert decide_case(submission, lines=REFUSED, by=sofia)


def test_with_a_view_it_is_authorised(mina, sofia, edith, li):
    submission = submit(make_case("s04", mina), RECOMMENDED, by=mina)
    judge(make_incident(edith), li)

    assert decide_case(submission, lines=AUTHORISED, by=sofia)


def test_the_database_holds_back_what_python_would_let_pass(mina, sofia, edith, monkeypatch):
    submission = submit(make_case("s04", mina), RECOMMENDED, by=mina)
    make_incident(edith)
    monkeypatch.setattr("assessments.wizard.bars.SOURCES", ())

    with pytest.raises(IntegrityError, match="has no view"), transaction.atomic():
        decide_case(submission, lines=AUTHORISED, by=sofia)
    assert not Decision.objects.exists()


def test_where_the_standards_lift_the_bar_the_database_lets_it_pass(mina, sofia, edith, as_owner):
    submission = submit(make_case("s04", mina), RECOMMENDED, by=mina)
    make_incident(edith)
    with as_owner() as cursor:
        cursor.execute("alter table assessments_standardsversion disable trigger user")
        cursor.execute(
            "update assessments_standardsversion set bars_lifted = '{incident_without_view}'"
        )
        cursor.execute("alter table assessments_standardsversion enable trigger user")
    submission.refresh_from_db()

    assert decide_case(submission, lines=AUTHORISED, by=sofia)
    assert DecisionLine.objects.filter(outcome="authorise_with_measures").exists()


def test_what_is_left_out_holds_nothing_back_until_it_is_corrected(mina, edith):
    case = make_case("s04", mina)
    version = make_incident(edith)

    leave_out(case, version, reason="Another force, without these items.", by=mina)
    assert (on_case(case), barred(case)) == ({}, [])
    (left,) = incidents_of(case)
    assert (left.is_shown, left.said, left.said_by_name) == (
        False,
        "Another force, without these items.",
        "Mina",
    )

    correct_incident(version, facts(place="The border"), because="New report.", by=edith)
    assert on_case(case) == {version.incident_id: "state"}


def test_an_incident_of_somebody_else_is_put_on_and_taken_off(mina, edith):
    case = make_case("s04", mina)
    version = make_incident(edith, state="XD")

    put_on(case, version, reason="The allied militia.", by=mina)
    assert on_case(case) == {version.incident_id: "put_on"}
    with pytest.raises(AlreadySo):
        put_on(case, version, reason="Again.", by=mina)
    leave_out(case, version, reason="A mistake.", by=mina)
    assert on_case(case) == {}


def test_what_was_put_on_a_case_goes_along_when_it_is_split(mina, edith):
    case = make_case("s04", mina)
    put, left = make_incident(edith, state="XD"), make_incident(edith)
    put_on(case, put, reason="The allied militia.", by=mina)
    leave_out(case, left, reason="Not with these shells.", by=mina)

    new = split_case(case, items=["2"], by=mina)

    assert on_case(new) == {put.incident_id: "put_on", left.incident_id: "state"}


def test_incidents_are_chosen_while_the_case_is_assessed_by_who_assesses_it(mina, omar, edith):
    case = make_case("s04", mina)
    version = make_incident(edith)
    link = {"case": case, "version": version, "is_shown": False, "reason": "x"}

    with pytest.raises(IntegrityError, match="who assesses it"), transaction.atomic():
        IncidentLink.objects.create(said_by=omar, **link)
    submit(case, RECOMMENDED, by=mina)
    with pytest.raises(IntegrityError, match="are not changed"), transaction.atomic():
        IncidentLink.objects.create(said_by=mina, **link)


def test_sql_has_the_last_version_and_view_of_each(edith, li, mina):
    case = make_case("s04", mina)
    version = make_incident(edith)
    judge(version, li, "possible")
    last = judge(version, li, "likely")

    with connection.cursor() as cursor:
        cursor.execute("select version_id, view_id from incidents_of_case(%s)", [case.pk])
        assert cursor.fetchall() == [(version.pk, last.pk)]
