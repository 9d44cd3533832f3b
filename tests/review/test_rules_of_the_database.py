"""What the application's role cannot write, whatever the program does: moves without their grounds.

Each statement is plain SQL; rules that hold at commit are asked for at once.
"""

import pytest
from django.db import DatabaseError, connection, transaction

from assessments.cases.declaring import declare
from assessments.models import (
    Case,
    DecisionLine,
    Purpose,
    ReturnForChanges,
    SignOff,
    StandardsVersion,
)
from assessments.review.returning import return_case
from tests.builders import make_case, resubmit, submit
from tests.review.test_deciding import indications, raw_decision

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}


@pytest.fixture
def submission(mina):
    return submit(make_case("s04", mina), PARTIAL, by=mina)


@pytest.fixture
def to_sign_off(mina):
    return submit(make_case("s04", mina, change=indications), PARTIAL, by=mina)


def move(case, status):
    """Move a case by hand, as if the transaction ended with it."""
    with connection.cursor() as cursor:
        cursor.execute("update assessments_case set status = %s where id = %s", [status, case.pk])
        cursor.execute("set constraints all immediate")


def line(decision, item, outcome="refuse"):
    permitted = decision.submission.ruling["items"][item]
    return DecisionLine.objects.create(
        decision=decision, position=0, item=item, outcome=outcome, permitted=permitted, reasons="R"
    )


def sign(submission, person, kind="legal", reasons="Agreed."):
    return SignOff.objects.create(
        submission=submission,
        kind=kind,
        signed_by=person,
        reasons=reasons,
        digest=submission.digest,
    )


@pytest.mark.parametrize(
    ("status", "rule"),
    [
        ("decided", "a decided case has its decision"),
        ("returned", "a returned case has its reasons"),
        ("withdrawn", "a withdrawn case says why"),
    ],
)
def test_a_case_does_not_move_without_what_the_move_rests_on(status, rule, submission):
    with pytest.raises(DatabaseError, match=rule):
        move(submission.case, status)


def test_a_draft_is_not_submitted_without_its_submission(mina):
    case = make_case("s04", mina)
    Case.objects.update(standards=StandardsVersion.objects.get())

    with pytest.raises(DatabaseError, match="a submitted case has its submission"):
        move(case, "submitted")


def test_a_returned_case_is_not_submitted_again_as_it_was(submission, sofia):
    return_case(submission, reasons="Say more.", by=sofia)

    with pytest.raises(DatabaseError, match="a submitted case has its submission"):
        move(submission.case, "submitted")


def test_a_case_is_decided_for_every_item_or_not_at_all(submission, sofia):
    line(raw_decision(submission, sofia), "2")

    with pytest.raises(DatabaseError, match="every item is decided"):
        move(submission.case, "decided")


def test_a_case_is_not_closed_without_its_record(submission, sofia):
    decision = raw_decision(submission, sofia)
    line(decision, "1")
    line(decision, "2")
    move(submission.case, "decided")

    with pytest.raises(DatabaseError, match="a closed case has its record"):
        move(submission.case, "closed")


def test_a_decision_decides_its_case(submission, sofia):
    raw_decision(submission, sofia)

    with (
        pytest.raises(DatabaseError, match="a_decision_decides_its_case"),
        connection.cursor() as cursor,
    ):
        cursor.execute("set constraints all immediate")


def test_a_case_that_is_not_submitted_is_not_decided(submission, sofia):
    return_case(submission, reasons="Say more.", by=sofia)

    with pytest.raises(DatabaseError, match="only_what_is_submitted"):
        raw_decision(submission, sofia)


def test_only_what_lies_before_the_reviewers_is_signed_off(to_sign_off, mina, sofia, li):
    return_case(to_sign_off, reasons="Say more.", by=sofia)
    resubmit(to_sign_off.case, by=mina)

    with pytest.raises(DatabaseError, match="only_what_is_submitted"):
        sign(to_sign_off, li)


def test_only_a_sign_off_that_the_ruling_asks_for_is_given(submission, li):
    with pytest.raises(DatabaseError, match="a_sign_off_is_asked_for"):
        sign(submission, li)


def test_a_case_is_not_returned_twice(submission, sofia):
    return_case(submission, reasons="Say more.", by=sofia)

    with pytest.raises(DatabaseError, match="only_what_is_submitted"):
        ReturnForChanges.objects.create(
            submission=submission, returned_by=sofia, reasons="Still more."
        )


@pytest.mark.parametrize("reasons", ["", "  \n\t"])
def test_nothing_is_returned_or_signed_off_without_reasons(reasons, to_sign_off, sofia, li):
    with (
        pytest.raises(DatabaseError, match="return_has_reasons|a_return_has_reasons"),
        transaction.atomic(),
    ):
        ReturnForChanges.objects.create(submission=to_sign_off, returned_by=sofia, reasons=reasons)
    declare(to_sign_off.case, purpose=Purpose.SIGN_OFF, by=li)
    with pytest.raises(DatabaseError, match="sign_off_has_reasons"):
        sign(to_sign_off, li, reasons=reasons)


def test_a_line_of_a_decision_has_reasons(submission, sofia):
    decision = raw_decision(submission, sofia)

    with pytest.raises(DatabaseError, match="decision_has_reasons"):
        DecisionLine.objects.create(
            decision=decision,
            position=0,
            item="2",
            outcome="refuse",
            permitted=["refuse"],
            reasons=" ",
        )
