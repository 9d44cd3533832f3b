"""The standards of the authority: explained to all, changed by two administrators, kept."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.cases.bars import STALE_EVIDENCE, Bar
from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted
from assessments.models import Entry, StandardsVersion
from assessments.standards.proposing import (
    ProposalWaits,
    ReasonMissing,
    confirm_standards,
    in_force,
    propose_standards,
    withdraw_proposal,
)
from assessments.wizard import bars
from assessments.wizard.route import Route
from tests.builders import make_case, submit

WEIGHING = {"overriding_reading": "weighing"}
SPLIT = {"1": "authorise_with_measures", "2": "refuse"}
WHY = {"overriding_reading": "Parliament has asked for it."}


@pytest.fixture
def proposal(adam):
    return propose(adam)


def propose(by, changes=WEIGHING, reasons=WHY):
    return propose_standards({**in_force().choices, **changes}, reasons=reasons, by=by)


def test_everybody_reads_each_choice_with_its_explanation(mina, as_person):
    page = as_person(mina).get(reverse("standards:standards"))

    assert len(page.context["standards"]) == 10
    text = page.content.decode()
    assert "How is “overriding risk” read?" in text
    assert "Like cases are decided alike" in text
    assert "Propose a change" not in text


def test_a_proposal_has_no_effect_before_it_is_confirmed(proposal, amina):
    assert in_force().number == 1

    confirm_standards(proposal, by=amina)

    assert in_force().choices["overriding_reading"] == "weighing"
    assert list(Entry.objects.values_list("actor", "action")) == [
        ("adam", "standards_proposed"),
        ("amina", "standards_confirmed"),
    ]


def test_nobody_confirms_their_own_proposal(proposal, adam):
    with pytest.raises(FourEyesRequired):
        confirm_standards(proposal, by=adam)


def test_a_second_proposal_waits_for_the_first(proposal, amina):
    with pytest.raises(ProposalWaits):
        propose(amina)

    withdraw_proposal(proposal, by=amina)

    assert propose(amina).number == 3


@pytest.mark.parametrize("act", [confirm_standards, withdraw_proposal])
def test_a_settled_proposal_is_not_settled_again(act, proposal, amina):
    withdraw_proposal(proposal, by=amina)

    with pytest.raises(NotMovable):
        act(proposal, by=amina)


@pytest.mark.parametrize(
    ("changes", "reasons"), [({}, WHY), (WEIGHING, {}), (WEIGHING, {"overriding_reading": " "})]
)
def test_each_change_needs_its_reason(changes, reasons, adam):
    with pytest.raises(ReasonMissing):
        propose(adam, changes, reasons)


def test_only_administrators_change_standards(proposal, sofia):
    for act in (
        lambda: propose(sofia),
        lambda: confirm_standards(proposal, by=sofia),
        lambda: withdraw_proposal(proposal, by=sofia),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_two_administrators_change_a_standard_through_the_pages(adam, amina, as_person):
    proposer, other = as_person(adam), as_person(amina)
    form = {**page_fields(proposer), "overriding_threshold": "clear risk"}

    proposer.post(reverse("standards:propose"), form | {"reason-overriding_threshold": "EU law."})
    assert (
        "another administrator confirms it"
        in proposer.get(reverse("standards:standards")).content.decode()
    )
    other.post(reverse("standards:confirm", args=[2]))

    page = other.get(reverse("standards:standards")).content.decode()
    assert in_force().choices["overriding_threshold"] == "clear risk"
    assert "Proposed by Adam, confirmed by Amina" in page
    assert "EU law." in page


def page_fields(browser):
    form = browser.get(reverse("standards:propose")).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_a_change_without_a_reason_is_shown_again_with_what_is_missing(adam, as_person):
    browser = as_person(adam)
    form = {**page_fields(browser), "high_diversion_bars": "no"}

    page = browser.post(reverse("standards:propose"), form)

    assert page.status_code == 200
    assert "Give the reason for this change." in page.content.decode()


def test_nothing_changed_is_nothing_proposed(adam, as_person):
    browser = as_person(adam)

    page = browser.post(reverse("standards:propose"), page_fields(browser))

    assert "Change at least one choice" in page.content.decode()
    assert StandardsVersion.objects.count() == 1


def test_a_case_keeps_the_standards_of_its_submission(mina, adam, amina):
    case = make_case("s04", mina)
    submission = submit(case, {"1": "authorise_with_measures", "2": "refuse"}, by=mina)

    confirm_standards(propose(adam), by=amina)

    case.refresh_from_db()
    assert case.standards.number == 1
    assert Route(case).standards.number == 1
    assert submission.content["standards"]["number"] == 1
    draft = make_case("s04", mina)
    assert Route(draft).standards.number == 2


def test_two_administrators_lift_a_bar_and_the_case_keeps_it(adam, amina, mina, monkeypatch):
    stale = Bar(STALE_EVIDENCE, "A source is overdue.")
    monkeypatch.setattr(bars, "SOURCES", (lambda case, on: [stale],))
    before = submit(make_case("s04", mina), SPLIT, by=mina)
    lifting, why = {STALE_EVIDENCE: False}, {STALE_EVIDENCE: "Too few of us."}

    confirm_standards(propose(adam, lifting, why), by=amina)

    after = submit(make_case("s04", mina), SPLIT, by=mina)
    assert in_force().bars_lifted == [STALE_EVIDENCE]
    assert before.content["bars"] == [stale.as_json()]
    assert after.content["bars"] == []
    assert after.content["standards"]["bars_lifted"] == [STALE_EVIDENCE]
    with connection.cursor() as cursor:
        cursor.execute(
            "select bar_is_in_force(case_id, %s) from assessments_submission order by id",
            [STALE_EVIDENCE],
        )
        assert cursor.fetchall() == [(True,), (False,)]


def test_the_database_changes_no_version_that_is_settled(proposal, amina):
    confirm_standards(proposal, by=amina)

    for change in ({"choices": {}}, {"withdrawn_at": timezone.now()}, {"confirmed_by": None}):
        with pytest.raises(DatabaseError, match="is not changed"), transaction.atomic():
            StandardsVersion.objects.filter(pk=proposal.pk).update(**change)


def test_the_database_wants_two_people(proposal, adam):
    with pytest.raises(DatabaseError, match="confirmed_by_another_person"), transaction.atomic():
        StandardsVersion.objects.filter(pk=proposal.pk).update(
            confirmed_by=adam, confirmed_at=timezone.now()
        )
    with pytest.raises(DatabaseError, match="by one person and confirmed by another"):
        StandardsVersion.objects.filter(pk=proposal.pk).update(confirmed_at=timezone.now())


def test_the_page_asks_the_same_however_many_versions_there_are(
    adam, amina, as_person, django_assert_num_queries
):
    browser = as_person(adam)
    for number in range(6):
        level = {"overriding_threshold": f"level {number}"}
        reasons = {"overriding_threshold": "Because."}
        confirm_standards(propose(adam, level, reasons), by=amina)

    with django_assert_num_queries(4):
        browser.get(reverse("standards:standards"))
