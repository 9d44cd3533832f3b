"""Deciding: among what is permitted, by a second person, once, on the day."""

import threading
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.audit.digests import digest
from assessments.cases.declaring import declare
from assessments.cases.handing_over import hand_over, share, unshare
from assessments.cases.refusals import (
    FourEyesRequired,
    NotMovable,
    NotPermitted,
    RulingChanged,
    SignOffMissing,
)
from assessments.models import (
    Case,
    Decision,
    DecisionLine,
    Entry,
    Purpose,
    ReturnForChanges,
    Role,
    SignOff,
)
from assessments.review.deciding import Line, ReasonsMissing
from assessments.review.returning import return_case
from tests.builders import decide_case, make_case, resubmit, sign_off, submit
from tests.people import become

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
DECIDED = {
    "1": Line("authorise_with_measures", "The measures meet the risk.", ("Report every year.",)),
    "2": Line("refuse", "Overriding risk."),
}


@pytest.fixture
def submission(mina):
    return submit(make_case("s04", mina), PARTIAL, by=mina)


def indications(file):
    """Indications under 6(3), below knowledge, make the legal adviser's sign-off necessary."""
    file["article_6"]["6.3"]["answer"] = "indications"


@pytest.fixture
def to_sign_off(mina):
    return submit(make_case("s04", mina, change=indications), PARTIAL, by=mina)


def test_a_second_person_decides_item_by_item(submission, sofia):
    decision = decide_case(submission, lines=DECIDED, by=sofia)

    case = Case.objects.get()
    assert case.status == "decided"
    lines = DecisionLine.objects.values_list("item", "outcome", "permitted")
    assert list(lines) == [
        ("1", "authorise_with_measures", ["refuse", "authorise_with_measures"]),
        ("2", "refuse", ["refuse"]),
    ]
    assert decision.assessed_by == submission.submitted_by
    assert decision.digest == submission.digest


def test_the_snapshot_holds_submission_decision_and_the_place_in_the_ledger(submission, sofia):
    decision = decide_case(submission, lines=DECIDED, by=sofia)

    kept = Decision.objects.get().snapshot
    assert digest(kept) == decision.snapshot_digest
    assert kept["status"] == "decided"
    assert kept["submission_digest"] == submission.digest
    assert kept["answers"] == submission.content["answers"]
    assert kept["decision"]["lines"][1]["reasons"] == "Overriding risk."
    assert kept["decision"]["on"] == kept["case_file"]["decision_date"]
    assert len(kept["ledger"]["hash"]) == 64
    entry = Entry.objects.get(action="decided")
    assert decision.snapshot_digest in entry.facts.body


def test_the_snapshot_fixes_how_long_the_record_is_kept(submission, sofia, settings):
    settings.RETENTION_YEARS = 25

    assert decide_case(submission, lines=DECIDED, by=sofia).snapshot["years_kept"] == 25


@pytest.mark.parametrize(
    "line",
    [Line("authorise", "R"), Line("prohibited", "R"), Line("nonsense", "R"), Line("", "R")],
)
def test_what_the_law_does_not_permit_is_not_decided(line, submission, sofia):
    with pytest.raises(NotPermitted):
        decide_case(submission, lines=DECIDED | {"1": line}, by=sofia)

    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "lines",
    [
        {"1": DECIDED["1"]},
        {},
        DECIDED | {"3": DECIDED["2"]},
        DECIDED | {"2": Line("refuse", "  ")},
    ],
)
def test_every_item_is_decided_with_reasons_and_no_other(lines, submission, sofia):
    with pytest.raises(ReasonsMissing):
        decide_case(submission, lines=lines, by=sofia)


def test_an_item_is_not_authorised_while_a_point_that_concerns_it_is_open(mina, sofia):
    def unknown(file):
        file["diversion"]["answer"] = "unknown"

    case = make_case("s04", mina, change=unknown)
    submission = submit(case, {"1": "refuse", "2": "refuse"}, by=mina)

    with pytest.raises(NotPermitted):
        decide_case(submission, lines=DECIDED, by=sofia)


@pytest.fixture
def unfinished(mina):
    """Submitted for refusal with a part that the law has no point for still to be done."""
    case = make_case("s04", mina)
    case.answers.filter(step="parties").update(is_confirmed=False)
    return submit(case, {"1": "refuse", "2": "refuse"}, by=mina)


def test_what_was_submitted_unfinished_may_only_be_refused(unfinished, sofia, as_person):
    assert unfinished.ruling["items"]["1"] == ["refuse", "authorise_with_measures"]

    with pytest.raises(NotPermitted):
        decide_case(unfinished, lines=DECIDED, by=sofia)

    page = as_person(sofia).get(reverse("review:decide", args=[unfinished.case.reference]))
    assert "submitted before every part was done" in page.content.decode()
    assert decide_case(unfinished, lines=DECIDED | {"1": Line("refuse", "R")}, by=sofia)


def test_the_database_refuses_to_authorise_what_was_submitted_unfinished(unfinished, sofia):
    decision = raw_decision(unfinished, sofia)

    with pytest.raises(DatabaseError, match="submitted unfinished"):
        DecisionLine.objects.create(
            decision=decision,
            position=0,
            item="1",
            outcome="authorise_with_measures",
            permitted=["refuse", "authorise_with_measures"],
            reasons="R",
        )


def test_nothing_is_authorised_before_its_sign_offs_but_refusal_is_possible(to_sign_off, sofia, li):
    with pytest.raises(SignOffMissing):
        decide_case(to_sign_off, lines=DECIDED, by=sofia)
    sign_off(to_sign_off, kind="legal", reasons="Below knowledge: agreed.", by=li)

    decision = decide_case(to_sign_off, lines=DECIDED, by=sofia)

    assert decision.snapshot["sign_offs"][0]["by"] == "Li"


def test_everything_may_be_refused_without_a_sign_off(to_sign_off, sofia):
    lines = DECIDED | {"1": Line("refuse", "Not worth the risk.")}

    assert decide_case(to_sign_off, lines=lines, by=sofia)


def test_the_officer_does_not_decide(submission, mina):
    become(mina, Role.OFFICER, Role.SUPERVISOR)

    with pytest.raises(FourEyesRequired):
        decide_case(submission, lines=DECIDED, by=mina)


def test_an_officer_or_auditor_does_not_decide(submission, omar, ana):
    for stranger in (omar, ana):
        with pytest.raises(NotPermitted):
            decide_case(submission, lines=DECIDED, by=stranger)


def test_nobody_decides_who_ever_worked_on_the_case(mina, omar, sofia):
    become(sofia, Role.OFFICER, Role.SUPERVISOR)
    case = make_case("s04", mina)
    share(case, with_colleague=sofia, by=mina)
    case.answers.filter(step="scope").update(saved_by=sofia)
    unshare(case, with_colleague=sofia, by=mina)
    submission = submit(case, PARTIAL, by=mina)

    with pytest.raises(FourEyesRequired):
        decide_case(submission, lines=DECIDED, by=sofia)


def test_an_officer_who_handed_the_case_over_does_not_decide_it(mina, omar):
    become(omar, Role.OFFICER, Role.SUPERVISOR)
    case = make_case("s04", omar)
    hand_over(case, to=mina, by=omar, because="On leave.")
    case.answers.update(saved_by=mina)
    submission = submit(case, PARTIAL, by=mina)

    with pytest.raises(FourEyesRequired):
        decide_case(submission, lines=DECIDED, by=omar)


def test_who_signed_off_does_not_decide(to_sign_off, li):
    become(li, Role.LEGAL, Role.SUPERVISOR)
    sign_off(to_sign_off, kind="legal", reasons="Agreed.", by=li)

    with pytest.raises(FourEyesRequired):
        decide_case(to_sign_off, lines=DECIDED, by=li)


def test_a_decision_of_an_earlier_submission_is_refused(submission, mina, sofia):
    return_case(submission, reasons="Say more.", by=sofia)
    resubmit(submission.case, by=mina)

    with pytest.raises(NotMovable):
        decide_case(submission, lines=DECIDED, by=sofia)


TODAY = timezone.now().date()


def exempt(file):
    """An exemption that fits until today."""
    exemption = file["article_6"]["6.1"]["exemption"]
    exemption |= {"end_user": "Army of State A", "valid_until": f"{TODAY}"}
    exemption["quantities"] = {"1": 2000}


@pytest.fixture
def expiring(mina):
    with on(-1):
        return submit(make_case("s01a", mina, change=exempt), {"1": "authorise"}, by=mina)


def on(days):
    """At noon of another day than today, which alone is one on which decisions are recorded."""
    noon = datetime.combine(TODAY, time(12), UTC)
    return time_machine.travel(noon + timedelta(days=days), tick=False)


def test_on_its_last_day_an_exemption_still_holds(expiring, sofia):
    with on(0):
        assert decide_case(expiring, lines={"1": Line("authorise", "R")}, by=sofia)


def test_where_the_day_changes_what_is_permitted_the_case_goes_back(expiring, sofia):
    with on(1), pytest.raises(RulingChanged):
        decide_case(expiring, lines={"1": Line("authorise", "R")}, by=sofia)

    case = Case.objects.get()
    assert case.status == "returned"
    assert "changed since" in ReturnForChanges.objects.get().reasons
    assert not Decision.objects.exists()


def test_the_day_is_that_of_the_authority(expiring, sofia, settings):
    settings.TIME_ZONE = "Pacific/Auckland"  # where the day is half a day older than in UTC

    with on(0), pytest.raises(RulingChanged):
        decide_case(expiring, lines={"1": Line("authorise", "R")}, by=sofia)


def test_the_decider_is_told_that_the_case_went_back(expiring, sofia, as_person):
    page = reverse("review:decide", args=[expiring.case.reference])
    fields = {"submission": expiring.digest, "outcome-1": "prohibited", "reasons-1": "R"}
    fields["interest"] = "none"

    with on(1):
        browser = as_person(sofia)
        assert "would return the case" in browser.get(page.removesuffix("decide/")).content.decode()
        response = browser.post(page, fields)

    assert response.status_code == 409
    assert "has been returned" in response.content.decode()
    assert "as it was before" not in response.content.decode()


def test_a_page_made_from_an_earlier_submission_decides_nothing(submission, sofia, as_person):
    page = reverse("review:decide", args=[submission.case.reference])

    response = as_person(sofia).post(page, {"submission": "0" * 64})

    assert response.status_code == 409
    assert "moved on" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_supervisors_one_decides_and_the_other_is_told(submission, sofia, simon):
    outcomes = []

    def decide(person):
        try:
            outcomes.append(decide_case(submission, lines=DECIDED, by=person).decided_by.name)
        except NotMovable:
            outcomes.append("moved on")
        finally:
            connection.close()

    both = [threading.Thread(target=decide, args=[person]) for person in (sofia, simon)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert "moved on" in outcomes
    assert Decision.objects.count() == 1
    assert Entry.objects.filter(action="decided").count() == 1


def test_a_sign_off_is_given_once_by_the_role_it_needs(to_sign_off, li, helen, sofia):
    with pytest.raises(NotPermitted):
        sign_off(to_sign_off, kind="head", reasons="R", by=helen)  # not asked for
    with pytest.raises(NotPermitted):
        sign_off(to_sign_off, kind="legal", reasons="R", by=sofia)

    sign_off(to_sign_off, kind="legal", reasons="Agreed.", by=li)

    with pytest.raises(NotMovable):
        sign_off(to_sign_off, kind="legal", reasons="Agreed.", by=li)
    assert SignOff.objects.get().digest == to_sign_off.digest


def test_a_new_submission_needs_its_own_sign_off(to_sign_off, mina, sofia, li):
    sign_off(to_sign_off, kind="legal", reasons="Agreed.", by=li)
    return_case(to_sign_off, reasons="Say more.", by=sofia)
    second = resubmit(to_sign_off.case, by=mina)

    with pytest.raises(SignOffMissing):
        decide_case(second, lines=DECIDED, by=sofia)


def test_a_returned_case_is_its_officers_again(submission, mina, sofia, as_person):
    return_case(submission, reasons="Article 6(3): say more.", by=sofia)

    browser = as_person(mina)

    address = reverse("wizard:step", args=[submission.case.reference, "6-3"])
    assert browser.get(address).status_code == 200
    page = browser.get(reverse("wizard:case", args=[submission.case.reference]))
    assert "Article 6(3): say more." in page.content.decode()


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("insert into assessments_decisionline {columns} values (%s, 9, '1', 'authorise',"
         " '{{authorise}}', 'R')", "permitted_is_what_was_submitted"),
        ("insert into assessments_decisionline {columns} values (%s, 9, '1', 'authorise',"
         " '{{refuse,authorise_with_measures}}', 'R')", "only_what_the_law_permits_is_decided"),
    ],
)  # fmt: skip
def test_the_database_refuses_what_is_not_permitted(statement, rule, submission, sofia):
    decision = decide_case(submission, lines=DECIDED, by=sofia)
    columns = "(decision_id, position, item, outcome, permitted, reasons)"

    with pytest.raises(DatabaseError, match=rule), connection.cursor() as cursor:
        cursor.execute(statement.format(columns=columns), [decision.pk])


@pytest.mark.parametrize(
    "table",
    ["decision", "decisionline", "condition", "submission", "signoff", "returnforchanges"],
)
def test_the_database_lets_nothing_decided_be_changed(table, to_sign_off, sofia, li):
    sign_off(to_sign_off, kind="legal", reasons="Agreed.", by=li)
    decide_case(to_sign_off, lines=DECIDED, by=sofia)

    rows = apps.get_model("assessments", table).objects

    for change in (lambda: rows.all()._raw_delete("default"), lambda: rows.update(id=1)):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()


def raw_decision(submission, by):
    declare(submission.case, purpose=Purpose.DECIDE, by=by)
    return Decision.objects.create(
        case=submission.case,
        submission=submission,
        assessed_by=submission.submitted_by,
        decided_by=by,
        decided_on=timezone.localdate(),
        digest=submission.digest,
        snapshot={},
        snapshot_digest="",
    )


def test_the_database_keeps_four_eyes(submission, mina, omar, sofia):
    for person, rule in ((mina, "the_assessor_does_not_decide|a_second_person_decides"),):
        with pytest.raises(DatabaseError, match=rule):
            raw_decision(submission, person)


def test_the_database_refuses_a_decider_who_left_a_draft_on_the_case(mina, omar):
    case = make_case("s04", mina)
    case.answers.filter(step="scope").update(saved_by=omar)
    submission = submit(case, PARTIAL, by=mina)

    with pytest.raises(DatabaseError, match="a_second_person_decides"):
        raw_decision(submission, omar)


def test_the_database_refuses_a_sign_off_by_somebody_who_worked_on_it(mina, omar):
    case = make_case("s04", mina)
    case.answers.filter(step="scope").update(saved_by=omar)
    submission = submit(case, PARTIAL, by=mina)

    with pytest.raises(DatabaseError, match="a_second_person_signs_off"):
        SignOff.objects.create(
            submission=submission,
            kind="legal",
            signed_by=omar,
            reasons="R",
            digest=submission.digest,
        )


def test_the_database_refuses_an_authorisation_without_its_sign_off(to_sign_off, sofia):
    decision = raw_decision(to_sign_off, sofia)

    with pytest.raises(DatabaseError, match="authorisation_is_signed_off"):
        DecisionLine.objects.create(
            decision=decision,
            position=0,
            item="1",
            outcome="authorise_with_measures",
            permitted=["refuse", "authorise_with_measures"],
            reasons="R",
        )


def test_a_submission_is_never_the_one_before(submission, mina, sofia):
    return_case(submission, reasons="Say more.", by=sofia)
    resubmit(submission.case, by=mina)

    with pytest.raises(DatabaseError, match="what was submitted last"):
        raw_decision(submission, sofia)
