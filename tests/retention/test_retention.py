"""How long a case is kept, what holds it longer, and how two people destroy it."""

import datetime
import hashlib
import json

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.cases.opening import add_file, withdraw_case
from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted
from assessments.guidance.considering import SHOWN, Beside, consider
from assessments.lists.flags import look
from assessments.models import Case, Disposal, Entry, LegalHold, Role
from assessments.profiles.looking import look_at
from assessments.records.issuing import issue_record
from assessments.retention import keeping
from assessments.retention.disposing import (
    StillKept,
    confirm_disposal,
    propose_disposal,
    withdraw_disposal,
)
from assessments.retention.holding import lift_hold, place_hold
from assessments.review.deciding import Line
from assessments.review.returning import return_case
from assessments.screening.keeping import deal_with
from assessments.screening.of_case import screen
from tests.builders import decide_case, kept, make_case, resubmit, submit
from tests.lists.made import loaded, measure
from tests.people import made
from tests.profiles.builders import adopt_older, profile_of, published
from tests.requests.asking import done, draft

CANARY = "canary4711"
RECOMMENDED = {"1": "authorise_with_measures", "2": "refuse"}
SINGS = "select count(*) from {table} t where t::text ilike %s or t::text ilike %s"
TABLES = """
select format('%I.%I', n.nspname, c.relname) from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname in ('public', 'ledger')
"""


def sing(file):
    """A canary in every free text of the case file."""
    file["title"] = f"{CANARY} {file['title']}"
    file["transfer"]["end_user"]["name"] = f"{CANARY} forces"
    file["article_6"]["6.3"]["reason"] = f"{CANARY} no source links them."
    file["risks"][0]["reason"] = f"{CANARY} risk"
    file["evidence"] = [{"id": "s1", "title": f"{CANARY} source", "supports": ["6.3"]}]


def note_of_profile(case, by):
    """Somebody looked at a newer version of a profile, which itself is kept for other cases."""
    editor = made("writer", Role.EDITOR)
    profile = profile_of("XA", editor)
    published(profile, editor)
    adopt_older(case, profile.pk, by=by)
    look_at(case, published(profile, editor), note=f"{CANARY} profile", by=by)


def cleared_match(case, by):
    """The end user sounds like somebody listed; the list itself is kept for other cases."""
    loaded({"key": "p", "kind": "entity", "name": "Kanary 4711 Forces"})
    (match,) = screen(case, timezone.localdate()).matches
    deal_with(case, match, finding="cleared", reason=f"{CANARY} not it", seen=0, by=by)


def decided(mina, sofia):
    """Returned once, submitted again, decided; canaries everywhere."""
    case = make_case("s04", mina, change=sing)
    add_file(
        case,
        by=mina,
        name=f"{CANARY}.txt",
        kind="other",
        content_type="text/plain",
        body=CANARY.encode(),
    )
    beside = Beside(case, "6.1", "", ("6-1", ""))
    consider(beside, {SHOWN: "0", "remark:2026-1/1": f"{CANARY} remark"}, by=mina)
    note_of_profile(case, mina)
    asked = draft(
        case,
        by=mina,
        name=f"{CANARY} embassy",
        introduction=f"{CANARY} begins",
        questions=[{"place": "6.1", "words": f"{CANARY} why?"}],
    )
    done(asked, "sent", by=mina, channel=f"{CANARY} courier")
    answer = {"words": f"{CANARY} because", "files": case.attachments.all()}
    done(asked, "answered", by=mina, **answer)
    cleared_match(case, mina)
    loaded(measure("a", "XA", "XB", "XC", "XD"), key="embargoes")
    look(case, upto=10**9, remark=f"{CANARY} embargo", by=mina)
    first = submit(case, RECOMMENDED, by=mina)
    return_case(first, reasons=f"{CANARY} to be mended", by=sofia)
    submission = resubmit(case, by=mina)
    reasons = f"{CANARY} reasons"
    lines = {
        item: Line(outcome, reasons, (f"{CANARY} routine",) if item == "1" else ())
        for item, outcome in RECOMMENDED.items()
    }
    said = dict.fromkeys(("owner", "proof", "consequence"), f"{CANARY} condition")
    decide_case(submission, lines=lines, undertakings=kept(submission, **said), by=sofia)
    return Case.objects.get(pk=case.pk)


def grown_old(case, as_owner, years=11):
    """The same case, decided years ago: its owner turns the clock of its rows."""
    with as_owner() as cursor:
        cursor.execute(
            "update assessments_decision set decided_on = decided_on - make_interval(years => %s)"
            " where case_id = %s",
            [years, case.pk],
        )
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def old_case(mina, sofia, as_owner):
    return grown_old(decided(mina, sofia), as_owner)


def where_it_sings():
    """The tables in which the canary still is, in any column."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [table for (table,) in cursor.fetchall()]
        found = []
        for table in tables:
            sung = [f"%{CANARY}%", f"%{CANARY.encode().hex()}%"]
            cursor.execute(SINGS.format(table=table), sung)
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_a_decided_case_is_kept_for_ten_years_after_its_decision(mina, sofia, as_owner):
    case = decided(mina, sofia)
    with as_owner() as cursor:
        cursor.execute("update assessments_decision set decided_on = '2016-02-29'")

    assert keeping.kept_until(case) == datetime.date(2026, 3, 1)


def test_a_case_that_has_not_ended_has_no_last_day(mina):
    assert keeping.kept_until(make_case("s04", mina)) is None


def test_a_withdrawn_case_is_kept_from_its_withdrawal(mina):
    with time_machine.travel("2020-05-04 12:00", tick=False):
        case = make_case("s04", mina)
        withdraw_case(case, by=mina, because="By letter.")
    case.refresh_from_db()

    assert keeping.kept_until(case) == datetime.date(2030, 5, 4)


def test_an_authority_may_keep_cases_longer(old_case, settings):
    settings.RETENTION_YEARS = 25

    assert not keeping.due().exists()


@pytest.mark.parametrize(("years", "is_due"), [(10, False), (11, True)])
def test_only_a_case_whose_time_is_over_is_due(years, is_due, mina, sofia, as_owner):
    case = grown_old(decided(mina, sofia), as_owner, years)

    assert keeping.due().filter(pk=case.pk).exists() is is_due


def test_two_people_destroy_every_word_and_the_chain_still_holds(old_case, sofia, ana, adam):
    issue_record(old_case, by=sofia)
    proposal = propose_disposal(old_case, reason="Archive rule 7.", by=adam)

    assert where_it_sings()
    confirm_disposal(proposal, by=ana)

    assert where_it_sings() == []
    last = Entry.objects.filter(case_id=old_case.pk).latest("id")
    assert (last.action, last.actor) == ("destroyed", "ana")
    proposal.refresh_from_db()
    assert proposal.certificate["reference"] == old_case.reference
    assert proposal.certificate["files"] == [hashlib.sha256(CANARY.encode()).hexdigest()]
    assert json.loads(last.facts.body)["certificate"] == proposal.certificate
    assert len(proposal.certificate["submissions"]) == 2


def test_the_bare_case_keeps_reference_people_days_and_outcomes(old_case, ana, adam):
    confirm_disposal(propose_disposal(old_case, reason="Archive rule 7.", by=adam), by=ana)

    case = Case.objects.get(pk=old_case.pk)
    assert case.reference == old_case.reference
    assert case.disposed_at
    assert [line.outcome for line in case.decision.lines.all()] == list(RECOMMENDED.values())


def test_a_file_that_another_case_has_too_stays(old_case, mina, ana, adam):
    other = make_case("s17", mina)
    add_file(
        other, by=mina, name="x", kind="other", content_type="text/plain", body=CANARY.encode()
    )

    confirm_disposal(propose_disposal(old_case, reason="Archive rule 7.", by=adam), by=ana)

    assert bytes(other.attachments.get().stored.body) == CANARY.encode()


def test_nobody_confirms_what_they_proposed(old_case, helen):
    proposal = propose_disposal(old_case, reason="Archive rule 7.", by=helen)

    with pytest.raises(FourEyesRequired):
        confirm_disposal(proposal, by=helen)


@pytest.mark.parametrize("who", ["mina", "sofia", "adam", "li"])
def test_only_the_head_and_auditors_confirm(who, old_case, helen, request):
    proposal = propose_disposal(old_case, reason="Archive rule 7.", by=helen)

    with pytest.raises(NotPermitted):
        confirm_disposal(proposal, by=request.getfixturevalue(who))


def test_a_held_case_is_neither_proposed_nor_destroyed(old_case, li, helen, ana):
    proposal = propose_disposal(old_case, reason="Archive rule 7.", by=helen)
    place_hold(old_case, reason="Case 12/26 of the high court.", by=li)

    with pytest.raises(StillKept):
        confirm_disposal(proposal, by=ana)

    withdraw_disposal(proposal, by=helen)
    with pytest.raises(StillKept):
        propose_disposal(old_case, reason="Archive rule 7.", by=helen)
    assert "assessments_answer" in " ".join(where_it_sings())


def test_another_person_lifts_a_hold(old_case, li, helen):
    hold = place_hold(old_case, reason="Case 12/26 of the high court.", by=li)

    with pytest.raises(FourEyesRequired):
        lift_hold(hold, because="It is closed.", by=li)
    lift_hold(hold, because="It is closed.", by=helen)

    assert keeping.due().filter(pk=old_case.pk).exists()
    with pytest.raises(NotMovable):
        lift_hold(hold, because="Again.", by=helen)


def test_a_withdrawn_proposal_destroys_nothing(old_case, helen, ana):
    proposal = propose_disposal(old_case, reason="Archive rule 7.", by=helen)
    withdraw_disposal(proposal, by=ana)

    with pytest.raises(NotMovable):
        confirm_disposal(proposal, by=ana)


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("select dispose_of_case({proposal})", "two_people_dispose"),
        ("update assessments_case set disposed_at = now() where id = '{case}'", "case_is_frozen"),
        ("update assessments_case set title = '' where id = '{case}'", "case_is_frozen"),
        ("delete from assessments_answer where case_id = '{case}'", "answers_are_frozen"),
        (
            "update assessments_disposal set reason = 'x' where id = {proposal}",
            "disposals_are_kept",
        ),
        (
            "insert into assessments_disposal (case_id, reason, proposed_by_id, proposed_at,"
            " confirmed_by_id, confirmed_at) select case_id, reason, proposed_by_id, proposed_at,"
            " {sofia}, now() from assessments_disposal where id = {proposal}",
            "begins_with_one_person",
        ),
    ],
)
def test_the_application_alone_cannot_destroy(statement, rule, old_case, helen, sofia):
    proposal = propose_disposal(old_case, reason="Archive rule 7.", by=helen)
    named = {"proposal": proposal.pk, "case": old_case.pk, "sofia": sofia.pk}

    with connection.cursor() as cursor:
        cursor.execute("select set_config('attwizard.disposing', %s, true)", [str(old_case.pk)])
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            cursor.execute(statement.format(**named))

    assert refused.value.__cause__.diag.constraint_name == rule


def test_the_database_counts_ten_years_itself(mina, sofia, helen, ana, as_owner):
    case = grown_old(decided(mina, sofia), as_owner, years=10)
    proposal = Disposal.objects.create(case=case, reason="Early.", proposed_by=helen)

    with pytest.raises(StillKept):
        confirm_disposal(proposal, by=ana)


def test_a_hold_once_lifted_is_history(old_case, li, helen):
    hold = place_hold(old_case, reason="Case 12/26 of the high court.", by=li)
    lift_hold(hold, because="It is closed.", by=helen)

    with pytest.raises(IntegrityError), transaction.atomic():
        LegalHold.objects.filter(pk=hold.pk).update(lifted_because="Never mind.")


def test_the_pages_take_two_people_through_it(old_case, adam, ana, as_person):
    proposer, confirmer = as_person(adam), as_person(ana)
    page = proposer.get(reverse("retention:due"))
    assert old_case.reference in page.content.decode()
    assert CANARY not in page.content.decode()

    address = reverse("retention:propose", args=[old_case.reference])
    assert "Say on what ground" in proposer.post(address, {"reason": ""}).content.decode()
    proposer.post(address, {"reason": "Archive rule 7."})
    proposal = Disposal.objects.get()
    confirm = reverse("retention:confirm", args=[proposal.pk])
    assert proposer.post(confirm).status_code == 404
    assert old_case.reference in confirmer.get(confirm).content.decode()
    confirmer.post(confirm)

    text = confirmer.get(reverse("retention:due")).content.decode()
    assert "Archive rule 7." in text
    assert f'<bdi dir="ltr">{hashlib.sha256(CANARY.encode()).hexdigest()}</bdi>' in text
    assert "Submissions, SHA-256" in text
    assert "None" not in text
    assert confirmer.get(reverse("wizard:case", args=[old_case.reference])).status_code == 404


@pytest.mark.parametrize(
    ("years", "said"), [(11, "The case had to be kept until"), (1, "The case is kept until")]
)
def test_the_page_of_holds_says_whether_the_time_is_over(
    years, said, mina, sofia, as_owner, li, as_person
):
    case = grown_old(decided(mina, sofia), as_owner, years)

    page = as_person(li).get(reverse("retention:holds", args=[case.reference]))

    assert said in page.content.decode()


def test_a_hold_is_placed_and_lifted_on_the_page_of_the_case(old_case, li, helen, as_person):
    address = reverse("retention:holds", args=[old_case.reference])
    assert "Say why" in as_person(li).post(address, {"reason": ""}).content.decode()
    as_person(li).post(address, {"reason": "Case 12/26 of the high court."})
    hold = LegalHold.objects.get()
    lift = reverse("retention:lift", args=[old_case.reference, hold.pk])

    assert as_person(li).post(lift, {"because": "Mine."}).status_code == 404
    as_person(helen).post(lift, {"because": "It is closed."})

    hold.refresh_from_db()
    assert hold.lifted_by == helen
    assert "It is closed." in as_person(li).get(address).content.decode()


@pytest.mark.parametrize("who", ["mina", "sofia"])
def test_retention_is_not_for_officers_and_supervisors(who, old_case, request, as_person):
    browser = as_person(request.getfixturevalue(who))

    for address in (
        reverse("retention:due"),
        reverse("retention:holds", args=[old_case.reference]),
        reverse("retention:propose", args=[old_case.reference]),
    ):
        assert browser.get(address).status_code == 404
