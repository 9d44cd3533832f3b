"""Temporary tables named like ours deceive no rule: the application's role cannot bend one so.

Migrating takes away the right to make them; here it is given back, for the rules to hold
alone. Before migration 0032 nearly all of these attacks succeeded.
"""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from assessments.cases.declaring import declare
from assessments.models import Purpose
from tests.builders import decide_case, make_case, submit
from tests.review.test_deciding import DECIDED, PARTIAL, indications, raw_decision

pytestmark = pytest.mark.usefixtures("temporary_tables")

READ_BY_A_RULE = """
select c.relname from pg_class c
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and exists (
    select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'ledger') and p.prosrc ~ ('\\m' || c.relname || '\\M'))
"""
COPY = """
create temporary table {table} (like public.{table});
insert into pg_temp.{table} select * from public.{table}
"""
SET = "update pg_temp.{table} set {column} = %s"
PUT = """
insert into public.{table} select (jsonb_populate_record(null::public.{table}, %s)).*
"""
DECIDER = "Nobody who worked on a case|of what was submitted last|A supervisor decides"
NOW = "2026-06-01T12:00:00Z"


@pytest.fixture
def submission(mina):
    return submit(make_case("s04", mina), PARTIAL, by=mina)


@pytest.fixture
def to_sign_off(mina):
    return submit(make_case("s04", mina, change=indications), PARTIAL, by=mina)


def say(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def shadow(table, **columns):
    """A temporary copy of a table; all its rows say of these columns what the attacker likes."""
    say(COPY.format(table=table))
    for column, value in columns.items():
        say(SET.format(table=table, column=column), value)


def put(table, **columns):
    """A row into the real table, which the ORM would no longer find."""
    columns["id"] = 4711
    say(PUT.format(table=table), json.dumps(columns))


def refused(rule, write, *arguments, **columns):
    """The transaction ends with it, unless there is a savepoint around."""
    with pytest.raises(DatabaseError, match=rule):
        write(*arguments, **columns)


def decision(submission, by, **more):
    return {
        "case_id": str(submission.case_id),
        "submission_id": submission.pk,
        "assessed_by_id": submission.submitted_by_id,
        "decided_by_id": by.pk,
        "decided_at": NOW,
        "decided_on": "2026-06-01",
        "digest": submission.digest,
        "snapshot": "{}",
        "snapshot_digest": "",
        **more,
    }


def hide_hands(person):
    """As if this person had never touched the case, were a supervisor, and had declared."""
    for table in ("assessments_case_colleagues", "assessments_clearance"):
        shadow(table)
    shadow("assessments_case", officer_id=0)
    shadow("assessments_answer", saved_by_id=0)
    shadow("assessments_user", roles=["supervisor", "legal"], username="x")
    shadow("assessments_declaration", person_id=person.pk, purpose="decide")


def test_the_officer_does_not_decide_behind_shadows_of_all_that_shows_their_hand(
    submission, mina, omar
):
    hide_hands(mina)
    shadow("assessments_submission", submitted_by_id=omar.pk)
    shadow("assessments_signoff")

    refused(
        DECIDER,
        put,
        "assessments_decision",
        **decision(submission, mina, assessed_by_id=omar.pk),
    )


def test_no_table_that_a_rule_reads_lets_the_officer_decide_when_it_is_shadowed(
    submission, mina, omar
):
    with connection.cursor() as cursor:
        cursor.execute(READ_BY_A_RULE)
        tables = [table for (table,) in cursor.fetchall()]
    assert len(tables) >= 20

    for table in tables:
        say(f"create temporary table {table} (like public.{table})")
        with pytest.raises(DatabaseError, match=DECIDER), transaction.atomic():
            put("assessments_decision", **decision(submission, mina, assessed_by_id=omar.pk))


def test_the_officer_does_not_sign_off_behind_shadows(to_sign_off, mina, omar):
    hide_hands(mina)
    say("update pg_temp.assessments_declaration set purpose = 'sign_off'")
    shadow("assessments_submission", submitted_by_id=omar.pk)

    refused(
        "Nobody who worked|does not sign it off|in the role it is of",
        put,
        "assessments_signoff",
        submission_id=to_sign_off.pk,
        kind="legal",
        signed_by_id=mina.pk,
        signed_at=NOW,
        reasons="Agreed.",
        digest=to_sign_off.digest,
    )


def line(raw, outcome, permitted):
    return {
        "decision_id": raw.pk,
        "position": 0,
        "item": "1",
        "outcome": outcome,
        "permitted": permitted,
        "reasons": "Because.",
    }


def test_nothing_is_authorised_without_its_sign_off_behind_a_shadow(to_sign_off, sofia):
    raw = raw_decision(to_sign_off, sofia)
    permitted = to_sign_off.ruling["items"]["1"]
    shadow("assessments_submission", ruling=json.dumps({**to_sign_off.ruling, "sign_offs": []}))

    refused(
        "The sign-off legal is missing",
        put,
        "assessments_decisionline",
        **line(raw, "authorise_with_measures", permitted),
    )


def test_nothing_else_is_permitted_behind_a_shadow(submission, sofia):
    raw = raw_decision(submission, sofia)
    shadow("assessments_submission", ruling=json.dumps({"items": {"1": ["authorise"]}}))

    refused(
        "are those of the ruling",
        put,
        "assessments_decisionline",
        **line(raw, "authorise", ["authorise"]),
    )


def test_no_case_is_decided_by_a_shadow_of_its_decision(submission):
    say("create temporary table assessments_decision (id bigint, case_id uuid)")
    say("insert into assessments_decision values (1, %s)", submission.case_id)
    shadow("assessments_submission", ruling='{"items": {}}')

    say("update public.assessments_case set status = 'decided'")
    refused("a decided case has its decision", say, "set constraints all immediate")


@pytest.mark.parametrize("disguise", ["still a draft", "being destroyed"])
@pytest.mark.parametrize(
    "change",
    [
        "delete from public.assessments_answer",
        "update public.assessments_case set title = 'Another'",
    ],
)
def test_what_was_decided_stays_as_it_is_behind_shadows(change, disguise, submission, sofia):
    decide_case(submission, lines=DECIDED, by=sofia)
    shadow("assessments_case", status="draft")
    if disguise == "being destroyed":
        say("select set_config('attwizard.disposing', %s, true)", str(submission.case_id))

    refused("is not changed|are not changed", say, change)


def test_a_sign_off_is_not_waived_by_hiding_who_could_give_it(to_sign_off, sofia, li):
    declare(to_sign_off.case, purpose=Purpose.DECIDE, by=sofia)
    shadow("assessments_user", roles=["supervisor"])

    refused(
        "waived only where nobody else could give it",
        put,
        "assessments_waiver",
        submission_id=to_sign_off.pk,
        kind="legal",
        reason="Nobody is there.",
        by_id=sofia.pk,
        at=NOW,
        review_on="2026-09-01",
        review="",
    )


def test_an_interest_is_not_hidden_behind_a_shadow(submission, sofia):
    declare(submission.case, purpose=Purpose.DECIDE, by=sofia, interest="My brother's firm.")
    shadow("assessments_declaration", has_interest=False)

    refused(
        "declared to have no interest",
        put,
        "assessments_decision",
        **decision(submission, sofia),
    )
