"""Conditions: each measure relied on, with who answers for it, by when, how shown, what follows."""

import json
import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Condition, Decision, DecisionLine, Entry
from assessments.review.conditions import OWN
from assessments.review.deciding import Line
from assessments.review.undertakings import (
    DueBeforeDecision,
    DueTooLate,
    MeasureMissing,
    Undertaking,
    UndertakingMissing,
)
from tests.builders import decide_case, kept, make_case, submit, typed_measures
from tests.review.test_deciding import raw_decision

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
DECIDED = {
    "1": Line("authorise_with_measures", "The measures meet the risk.", ("Report every year.",)),
    "2": Line("refuse", "Overriding risk."),
}


@pytest.fixture
def submission(mina):
    return submit(make_case("s04", mina), PARTIAL, by=mina)


def test_every_measure_relied_on_becomes_a_condition_and_the_deciders_own_follow(submission, sofia):
    decide_case(submission, lines=DECIDED, by=sofia)

    found = Condition.objects.values_list("code", "text", "items", "rests_on")
    assert list(found) == [
        ("M15", "", ["1"], "risk:r1.mitigation"),
        ("M06", "", ["1"], "risk:r1.mitigation"),
        ("", "Report every year.", ["1"], "routine"),
    ]


def test_a_condition_says_who_answers_for_it_by_when_how_shown_and_what_follows(submission, sofia):
    one, other = (
        Undertaking("Ministry of Defence", "The exchange of letters.", "Nothing ships."),
        Undertaking("The embassy", "A report.", "Suspended.", due_on=date(2126, 3, 1)),
    )
    told = {"risk:r1.mitigation/1": one, "risk:r1.mitigation/2": other}

    decision = decide_case(submission, lines=DECIDED, undertakings=told, by=sofia)

    said = "owner", "is_precedent", "due_on", "proof", "consequence"
    assert list(Condition.objects.exclude(rests_on="routine").values_list(*said)) == [
        ("Ministry of Defence", True, None, "The exchange of letters.", "Nothing ships."),
        ("The embassy", False, date(2126, 3, 1), "A report.", "Suspended."),
    ]
    printed = decision.snapshot["decision"]["conditions"]
    assert [one["due_on"] for one in printed] == [None, "2126-03-01", None]
    assert json.loads(Entry.objects.get(action="decided").facts.body)["conditions"] == printed


@pytest.mark.parametrize("lacking", ["owner", "proof", "consequence"])
def test_a_measure_nobody_answers_for_is_no_condition(lacking, submission, sofia):
    with pytest.raises(UndertakingMissing):
        decide_case(
            submission, lines=DECIDED, undertakings=kept(submission, **{lacking: " "}), by=sofia
        )
    with pytest.raises(UndertakingMissing):
        decide_case(submission, lines=DECIDED, undertakings={}, by=sofia)

    assert not Decision.objects.exists()


def test_a_measure_is_not_due_before_it_is_decided(submission, sofia):
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(DueBeforeDecision):
        decide_case(
            submission, lines=DECIDED, undertakings=kept(submission, due_on=yesterday), by=sofia
        )


def precedent(file):
    file["risks"][0]["mitigation"] |= {"answer": "pending", "condition_precedent": True}


def test_what_the_assessment_makes_a_condition_precedent_is_not_put_off(mina, sofia):
    submission = submit(make_case("s04", mina, change=precedent), PARTIAL, by=mina)
    later = kept(submission, due_on=timezone.localdate() + timedelta(days=90))

    with pytest.raises(DueTooLate):
        decide_case(submission, lines=DECIDED, undertakings=later, by=sofia)

    decide_case(submission, lines=DECIDED, by=sofia)
    assert set(Condition.objects.values_list("code", "is_precedent")) == {
        ("M15", True),
        ("M06", True),
        ("", False),
    }


def test_items_that_share_a_measure_share_its_condition(mina, sofia):
    def shared(file):
        file["risks"] = [{**file["risks"][0], "items": []}]
        file["gbv"] = {**file["gbv"], "step_4": {"answer": "no_credible_link", "reason": "R"}}

    case = make_case("s04", mina, change=shared)
    both = dict.fromkeys(PARTIAL, "authorise_with_measures")
    submission = submit(case, both, by=mina)

    decide_case(submission, lines={i: Line(one, "R") for i, one in both.items()}, by=sofia)

    found = Condition.objects.values_list("code", "items")
    assert list(found) == [("M15", ["1", "2"]), ("M06", ["1", "2"])]


def test_a_measure_with_what_a_column_cannot_hold_is_decided_too(mina, sofia):
    def odd(file):
        measures = [{"code": "C" * 60, "text": "\u3000A guard\x00.\u00a0"}]
        file["risks"][0]["mitigation"]["measures"] = measures

    submission = submit(make_case("s04", mina, change=odd), PARTIAL, by=mina)

    decision = decide_case(submission, lines=DECIDED, by=sofia)

    assert Condition.objects.first().text == "A guard\ufffd."
    assert decision.snapshot["decision"]["conditions"][0]["text"] == "A guard\x00."


def test_what_is_refused_has_no_conditions(submission, sofia):
    lines = DECIDED | {"1": Line("refuse", "Not now.", ("Report every year.",))}

    decide_case(submission, lines=lines, by=sofia)

    assert not Condition.objects.exists()


def test_measures_against_diversion_become_conditions(mina, sofia):
    def elevated(file):
        measures = [{"code": "M03", "text": "Delivery checked."}, {"code": "", "text": " "}]
        file["diversion"] = {"answer": "elevated_mitigated", "reason": "R", "measures": measures}
        file["diversion"]["condition_precedent"] = True

    case = make_case("s17", mina, change=elevated)
    items = {item["id"]: "authorise_with_measures" for item in elevated_items(case)}
    submission = submit(case, items, by=mina)

    decide_case(submission, lines={item: Line(one, "R") for item, one in items.items()}, by=sofia)

    condition = Condition.objects.get(rests_on="11.2")
    assert (condition.code, condition.text) == ("M03", "Delivery checked.")
    assert condition.is_precedent
    assert condition.items == list(items)


def elevated_items(case):
    return [answer.content for answer in case.answers.filter(step="item")]


def test_a_permission_that_rests_on_measures_names_one(mina, sofia):
    case = make_case("s08", mina)  # its risk is not overriding; no measure is relied on
    items = {a.row: "authorise_with_measures" for a in case.answers.filter(step="item")}
    submission = submit(case, items, by=mina)
    lines = {item: Line(one, "R", ("As on any licence.",)) for item, one in items.items()}
    own = Undertaking("The end user", "A photograph.", "Nothing ships.", text="A guard.")

    with pytest.raises(MeasureMissing):
        decide_case(submission, lines=lines, by=sofia)

    decide_case(submission, lines=lines, undertakings={OWN: own}, by=sofia)
    found = Condition.objects.values_list("rests_on", "text", "owner", "items")
    assert list(found) == [
        ("decision", "A guard.", "The end user", list(items)),
        ("routine", "As on any licence.", "", list(items)),
    ]


# On the page


@pytest.fixture
def page(submission):
    return reverse("review:decide", args=[submission.case.reference])


def posted(submission, **changes):
    said = {
        "submission": submission.digest,
        "interest": "none",
        "outcome-1": "authorise_with_measures",
        "reasons-1": "The measures meet the risk.",
        "outcome-2": "refuse",
        "reasons-2": "Overriding risk.",
    }
    return said | typed_measures(submission) | changes


def test_the_page_fills_in_what_is_usual_for_a_measure(page, sofia, as_person):
    markup = as_person(sofia).get(page).content.decode()

    assert "M15 Embedded advisers with authority to stop (Risk 1)" in markup
    assert re.search(r'name="owner-m1"[^>]* value="The recipient State"', markup)
    assert re.search(r'name="due-m2"[^>]* value="day" checked', markup)
    assert "The agreement that gives the advisers their authority." in markup


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_is_said_of_a_measure_on_the_page_becomes_its_condition(
    submission, page, sofia, as_person
):
    said = {"due-m2": "day", "day-m2": "1 March 2126", "owner-m2": "The embassy"}

    assert as_person(sofia).post(page, posted(submission, **said)).status_code == 302

    found = Condition.objects.values_list("owner", "is_precedent", "due_on")
    assert list(found) == [("The end user", True, None), ("The embassy", False, date(2126, 3, 1))]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"owner-m1": " "}, "Say who answers for M15 Embedded advisers with authority to stop"),
        ({"due-m1": ""}, "Choose when M15 Embedded advisers with authority to stop"),
        ({"due-m1": "day"}, "Say by which day M15 Embedded advisers with authority to stop"),
        ({"due-m1": "day", "day-m1": "2020-01-01"}, "This day is past."),
        ({"due-m1": "day", "day-m1": "soon"}, "Enter the day as year, month and day"),
        ({"proof-m2": ""}, "Say what shows that M06"),
        ({"consequence-m2": ""}, "Say what follows if M06"),
    ],
)
def test_what_is_lacking_of_a_measure_is_asked_for(
    change, sentence, submission, page, sofia, as_person
):
    response = as_person(sofia).post(page, posted(submission, **change))

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_nothing_is_asked_of_the_measures_of_what_is_refused(submission, page, sofia, as_person):
    said = {"outcome-1": "refuse", "owner-m1": "", "due-m1": "day", "proof-m2": ""}

    assert as_person(sofia).post(page, posted(submission, **said)).status_code == 302

    assert not Condition.objects.exists()


def test_a_condition_precedent_is_not_asked_when_it_is_due(mina, sofia, as_person):
    submission = submit(make_case("s04", mina, change=precedent), PARTIAL, by=mina)

    markup = (
        as_person(sofia)
        .get(reverse("review:decide", args=[submission.case.reference]))
        .content.decode()
    )

    assert "the assessment makes it a condition precedent" in markup
    assert 'name="due-m1"' not in markup


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_decider_names_the_measure_where_the_assessment_relies_on_none(mina, sofia, as_person):
    case = make_case("s08", mina)
    items = [answer.row for answer in case.answers.filter(step="item")]
    submission = submit(case, dict.fromkeys(items, "authorise_with_measures"), by=mina)
    browser, page = as_person(sofia), reverse("review:decide", args=[case.reference])
    said = {"submission": submission.digest, "interest": "none"}
    for item in items:
        said |= {f"outcome-{item}": "authorise_with_measures", f"reasons-{item}": "R"}
    said |= {"owner-m1": "The end user", "due-m1": "ships", "proof-m1": "A photograph."}
    said |= {"consequence-m1": "Nothing ships."}

    assert "Write the measure that the permission rests on." in (
        browser.post(page, said).content.decode()
    )
    assert browser.post(page, said | {"text-m1": "A guard."}).status_code == 302

    found = Condition.objects.values_list("rests_on", "text", "items")
    assert list(found) == [("decision", "A guard.", items)]


def test_the_case_page_lists_the_conditions(submission, sofia, as_person):
    told = kept(submission, owner="Ministry of Defence", due_on=date(2126, 3, 1))
    decide_case(submission, lines=DECIDED, undertakings=told, by=sofia)

    markup = (
        as_person(sofia)
        .get(reverse("wizard:case", args=[submission.case.reference]))
        .content.decode()
    )

    for words in ("Conditions of the authorisation", "Embedded advisers", "Ministry of Defence"):
        assert words in markup
    assert "1 March 2126" in markup
    assert "Report every year." in markup
    assert "decided the case, with 3 conditions" in markup


# The supervisor may differ, and never edits the officer's text


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_supervisor_differs_on_the_page_with_reasons_of_their_own(
    submission, page, sofia, as_person
):
    before = list(Answer.objects.order_by("pk").values_list("content", flat=True))
    said = {"outcome-1": "refuse", "reasons-1": "I see it otherwise."}

    as_person(sofia).post(page, posted(submission, **said))

    decision = Decision.objects.get()
    line = decision.lines.get(item="1")
    assert (line.outcome, line.reasons) == ("refuse", "I see it otherwise.")
    assert decision.snapshot["recommendation"]["1"] == {
        "decision": "authorise_with_measures",
        "reasons": "As reasoned.",
    }
    assert list(Answer.objects.order_by("pk").values_list("content", flat=True)) == before


def test_the_page_shows_the_officers_text_and_no_field_for_it(page, sofia, as_person):
    markup = as_person(sofia).get(page).content.decode()

    assert "As reasoned." in markup
    assert "recommendation" not in "".join(part[:60] for part in markup.split('name="')[1:])


def test_the_act_takes_reasons_and_leaves_the_submission_as_it_is(submission, sofia):
    content, digest = submission.content, submission.digest

    decision = decide_case(
        submission, lines=DECIDED | {"1": Line("refuse", "Otherwise.")}, by=sofia
    )

    submission.refresh_from_db()
    assert (submission.content, submission.digest) == (content, digest)
    assert decision.snapshot["recommendation"]["1"]["reasons"] == "As reasoned."


def test_the_database_keeps_the_officers_text_from_the_reviewers(submission):
    with pytest.raises(DatabaseError, match="are not changed"), transaction.atomic():
        Answer.objects.filter(step="recommendation").update(content={})
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        type(submission).objects.update(recommendation={})


# In the database


INSERT = """
insert into assessments_condition (decision_id, position, items, rests_on, code, text,
  is_precedent, owner, due_on, proof, consequence)
values (%(decision)s, 0, %(items)s, %(rests_on)s, 'M15', '', %(is_precedent)s, %(owner)s,
  %(due_on)s, %(proof)s, %(consequence)s)
"""
WHOLE = {
    "items": ["1"],
    "rests_on": "risk:r1.mitigation",
    "is_precedent": True,
    "owner": "O",
    "due_on": None,
    "proof": "P",
    "consequence": "C",
}


def in_a_decision(submission, sofia, *conditions, deferred=False):
    """Written by hand as the application's role, lines and all; the case does not move."""
    ruled = submission.ruling["items"]
    with transaction.atomic(), connection.cursor() as cursor:
        decision = raw_decision(submission, sofia)
        for position, (item, outcome) in enumerate(PARTIAL.items()):
            DecisionLine.objects.create(
                decision=decision,
                position=position,
                item=item,
                outcome=outcome,
                permitted=ruled[item],
                reasons="R",
            )
        for one in conditions:
            cursor.execute(INSERT, {"decision": decision.pk, **WHOLE, **one})
        if deferred:
            cursor.execute("set constraints permission_rests_on_its_conditions immediate")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"owner": " "}, "a_measure_has_owner"),
        ({"proof": ""}, "a_measure_has_owner"),
        ({"consequence": ""}, "a_measure_has_owner"),
        ({"is_precedent": False}, "a_measure_has_owner"),
        ({"due_on": "2126-03-01"}, "a_measure_has_owner"),
        ({"due_on": "2020-03-01", "is_precedent": False}, "a_measure_is_not_due_before"),
        ({"items": []}, "a_condition_is_of_what_is_authorised"),
        ({"items": ["1", "2"]}, "a_condition_is_of_what_is_authorised"),
        ({"items": ["2"], "rests_on": "routine"}, "a_condition_is_of_what_is_authorised"),
    ],
)
def test_the_database_refuses_a_measure_that_nobody_could_keep(change, rule, submission, sofia):
    with pytest.raises(DatabaseError, match=rule.replace("_", " ")):
        in_a_decision(submission, sofia, change)


@pytest.mark.parametrize(
    ("conditions", "rule"),
    [
        ([], "a_permission_with_measures_names_one"),
        ([{"rests_on": "routine"}], "a_permission_with_measures_names_one"),
        ([{}], "each_measure_relied_on_is_a_condition"),
        ([{"rests_on": "risk:r2.mitigation"}], "each_measure_relied_on_is_a_condition"),
    ],
)
def test_the_database_asks_for_a_condition_for_each_measure_relied_on(
    conditions, rule, submission, sofia
):
    with pytest.raises(DatabaseError, match=rule.replace("_", " ")):
        in_a_decision(submission, sofia, *conditions, deferred=True)


def test_the_database_lets_nobody_put_a_condition_precedent_off(mina, sofia):
    def one_measure(file):
        precedent(file)
        del file["risks"][0]["mitigation"]["measures"][1:]

    submission = submit(make_case("s04", mina, change=one_measure), PARTIAL, by=mina)

    later = {"is_precedent": False, "due_on": "2126-03-01"}

    with pytest.raises(DatabaseError, match="each measure relied on is a condition"):
        in_a_decision(submission, sofia, later, deferred=True)


def test_no_condition_is_added_to_a_decision_that_stands(submission, sofia):
    decision = decide_case(submission, lines=DECIDED, by=sofia)

    with pytest.raises(DatabaseError, match="set with the decision"), connection.cursor() as cursor:
        cursor.execute(INSERT, {"decision": decision.pk, **WHOLE})
