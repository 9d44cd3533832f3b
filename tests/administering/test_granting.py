"""Roles are given and taken by two administrators; alone, one does it and it is reviewed later."""

import pytest
from django.test import Client

from assessments.audit.people import happened
from assessments.audit.trail import Verb, facts_of
from assessments.cases.handing_over import hand_over
from assessments.cases.opening import withdraw_case
from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted, Refusal
from assessments.models import Entry, Role, RoleGrant
from assessments.people.granting import (
    NobodyToConfirm,
    NothingChanges,
    ProposalWaits,
    confirm_grant,
    give_by_command,
    propose_roles,
    review_waiver,
    withdraw_grant,
)
from assessments.people.leaving import deactivate
from assessments.people.roles import CasesLeft, LastAdministrator, NotTogether, ReasonMissing
from tests.builders import make_case
from tests.people import made

BOTH = [Role.OFFICER, Role.SUPERVISOR]


def propose(person, *roles, by, **more):
    return propose_roles(person, roles=roles, reason="The work asks for it.", by=by, **more)


def roles_of(person):
    person.refresh_from_db()
    return person.roles


def last_sentence():
    entry = Entry.objects.latest("id")
    return f"{entry.actor} {happened(entry.action, facts_of(entry))}"


def test_roles_wait_until_another_administrator_has_confirmed_them(mina, adam, amina):
    grant = propose(mina, Role.SUPERVISOR, by=adam)

    assert roles_of(mina) == ["officer"]
    assert last_sentence() == "adam proposed these roles for Mina: supervisor"

    confirm_grant(grant, by=amina)

    assert roles_of(mina) == ["supervisor"]
    assert last_sentence() == "amina confirmed these roles for Mina: supervisor"
    grant.refresh_from_db()
    assert (grant.before, grant.after) == (["officer"], ["supervisor"])
    assert (grant.proposed_by, grant.confirmed_by) == (adam, amina)


def test_taking_a_role_needs_two_as_well(sofia, adam, amina):
    grant = propose(sofia, by=adam)

    assert roles_of(sofia) == ["supervisor"]
    confirm_grant(grant, by=amina)
    assert roles_of(sofia) == []


def test_neither_the_proposer_nor_the_person_concerned_confirms(mina, adam, amina):
    third = made("ada", Role.ADMINISTRATOR)
    about_mina = propose(mina, Role.SUPERVISOR, by=adam)
    about_amina = propose(amina, Role.ADMINISTRATOR, Role.HEAD, by=third, why_several="Few.")

    for grant, by in ((about_mina, adam), (about_amina, amina), (about_amina, third)):
        with pytest.raises(FourEyesRequired, match="neither who proposed it nor who it is about"):
            confirm_grant(grant, by=by)
    with pytest.raises(NotPermitted):
        confirm_grant(about_mina, by=mina)


def test_what_only_the_person_concerned_could_confirm_is_not_left_to_wait(adam, amina):
    with pytest.raises(NobodyToConfirm, match="Let them propose it"):
        propose(amina, by=adam)

    confirm_grant(propose(amina, by=amina), by=adam)

    assert roles_of(amina) == []


def test_one_administrator_alone_does_it_at_once_and_the_waiver_is_recorded(mina, adam):
    grant = propose(mina, Role.HEAD, by=adam)

    assert roles_of(mina) == ["head"]
    assert grant.is_waived
    assert last_sentence() == (
        "adam gave Mina these roles, waived for want of a second person: head of the authority"
    )
    assert facts_of(Entry.objects.latest("id"))["reason"] == "The work asks for it."
    assert list(RoleGrant.objects.to_review()) == [grant]


def test_what_was_waived_is_reviewed_by_the_second_administrator(mina, adam):
    grant = propose(mina, Role.HEAD, by=adam)
    with pytest.raises(FourEyesRequired):
        review_waiver(grant, finding="In order.", by=adam)
    amina = made("amina", Role.ADMINISTRATOR)

    review_waiver(grant, finding="In order.", by=amina)

    assert not RoleGrant.objects.to_review().exists()
    assert last_sentence().startswith("amina reviewed these roles of Mina")
    with pytest.raises(NotMovable):
        review_waiver(grant, finding="Again.", by=amina)


def test_the_second_administrator_reviews_their_own_grant_only_while_there_is_no_third(mina, adam):
    grant = propose(mina, Role.ADMINISTRATOR, by=adam)
    mina.refresh_from_db()
    third = made("ada", Role.ADMINISTRATOR)

    with pytest.raises(FourEyesRequired):
        review_waiver(grant, finding="That is me.", by=mina)
    deactivate(third, because="Gone.", by=adam)
    review_waiver(grant, finding="That is me.", by=mina)


def test_a_proposal_is_withdrawn_and_never_takes_effect(mina, adam, amina):
    grant = propose(mina, Role.HEAD, by=adam)

    with pytest.raises(ProposalWaits):
        propose(mina, Role.LEGAL, by=amina)
    withdraw_grant(grant, by=amina)

    with pytest.raises(NotMovable):
        confirm_grant(grant, by=amina)
    assert roles_of(mina) == ["officer"]
    assert propose(mina, Role.LEGAL, by=amina).is_waiting


def test_a_proposal_is_not_confirmed_once_the_people_have_changed(mina, adam, amina):
    third = made("ada", Role.ADMINISTRATOR)
    about_mina = propose(mina, Role.HEAD, by=adam)
    deactivate(mina, because="Gone.", by=third)
    from_ada = propose(made("omar", Role.OFFICER), Role.LEGAL, by=third)
    deactivate(third, because="Gone too.", by=adam)

    for grant in (about_mina, from_ada):
        with pytest.raises(NotMovable, match="have changed since"):
            confirm_grant(grant, by=amina)


@pytest.mark.parametrize("by", ["mina", "ana", "sofia"])
def test_only_administrators_propose(by, request, li):
    with pytest.raises(NotPermitted):
        propose(li, Role.HEAD, by=request.getfixturevalue(by))


def test_the_same_roles_again_are_no_proposal(mina, adam):
    with pytest.raises(NothingChanges):
        propose(mina, Role.OFFICER, by=adam)


@pytest.mark.parametrize("role", ["officer", "supervisor", "legal", "head"])
def test_an_auditor_neither_assesses_nor_decides(role, mina, adam):
    with pytest.raises(NotTogether, match="looks at the work of others"):
        propose(mina, Role.AUDITOR, role, by=adam, why_several="We are few.")


def test_several_roles_want_a_reason_of_their_own(mina, adam):
    with pytest.raises(ReasonMissing):
        propose(mina, *BOTH, by=adam)

    grant = propose(mina, *BOTH, by=adam, why_several="We are two.")

    assert (roles_of(mina), grant.why_several) == (BOTH, "We are two.")


def test_the_last_administrator_cannot_go(adam):
    for act in (
        lambda: propose(adam, by=adam),
        lambda: propose(adam, Role.HEAD, by=adam),
        lambda: deactivate(adam, because="Retired.", by=adam),
    ):
        with pytest.raises(LastAdministrator):
            act()


def test_two_proposals_together_cannot_take_the_last_administrator(adam, amina):
    third = made("ada", Role.ADMINISTRATOR)
    deactivate(third, because="Gone.", by=adam)
    from_amina, from_adam = propose(amina, by=amina), propose(adam, by=adam)

    confirm_grant(from_amina, by=adam)

    amina.refresh_from_db()
    with pytest.raises(NotPermitted):
        confirm_grant(from_adam, by=amina)
    withdraw_grant(from_adam, by=adam)
    with pytest.raises(LastAdministrator):
        propose(adam, by=adam)


def test_an_officer_with_open_cases_stays_one_until_they_are_in_other_hands(
    mina, omar, sofia, adam, amina
):
    """Nobody could go on with them: an officer is stood in for, and nobody for what they were."""
    case = make_case("s04", mina)
    with pytest.raises(CasesLeft):
        propose(mina, Role.SUPERVISOR, by=adam)
    several = propose(mina, *BOTH, by=adam, why_several="She leads as well.")  # she keeps it
    withdraw_grant(several, by=adam)
    hand_over(case, to=omar, by=mina, because="I am promoted.")
    grant = propose(mina, Role.SUPERVISOR, by=adam)
    another = make_case("s17", mina)

    with pytest.raises(CasesLeft):
        confirm_grant(grant, by=amina)

    withdraw_case(another, by=mina, because="By letter.")
    confirm_grant(grant, by=amina)
    assert roles_of(mina) == ["supervisor"]


def test_coming_back_counts_as_being_given_the_roles(mina, adam, amina):
    deactivate(mina, because="Leave.", by=adam)
    mina.refresh_from_db()
    assert not mina.is_active

    grant = propose(mina, Role.OFFICER, by=adam)
    assert grant.reactivates
    assert last_sentence() == "adam proposed that Mina comes back with: officer"
    confirm_grant(grant, by=amina)

    mina.refresh_from_db()
    assert (mina.is_active, mina.roles) == (True, ["officer"])


def test_deactivating_takes_one_administrator_and_its_reason(mina, adam):
    deactivate(mina, because="Retired in May.", by=adam)

    assert last_sentence() == "adam deactivated Mina"
    assert facts_of(Entry.objects.latest("id"))["reason"] == "Retired in May."
    with pytest.raises(NotMovable):
        deactivate(mina, because="Again.", by=adam)


@pytest.mark.parametrize("act", ["roles", "leaves"])
def test_all_sessions_end_with_the_roles(act, mina, adam, amina, as_person):
    browsers = [as_person(mina), as_person(mina)]
    stranger = as_person(amina)
    if act == "roles":
        confirm_grant(propose(mina, Role.LEGAL, by=adam), by=amina)
    else:
        deactivate(mina, because="Gone.", by=adam)

    assert [browser.get("/guidance/").status_code for browser in browsers] == [302, 302]
    assert stranger.get("/guidance/").status_code == 200
    assert isinstance(browsers[0], Client)


def test_the_command_gives_roles_only_while_nobody_administers(db):
    mina = made("mina")
    give_by_command(mina, roles=[Role.ADMINISTRATOR], by="manage.py")
    mina.refresh_from_db()

    assert mina.roles == ["administrator"]
    assert last_sentence() == (
        "manage.py gave Mina these roles while there was no administrator: administrator"
    )
    with pytest.raises(Refusal, match="There is an administrator"):
        give_by_command(made("omar"), roles=[Role.OFFICER], by="manage.py")


def test_every_verb_about_people_has_its_sentence():
    facts = {
        "name": "Mina", "absent_name": "Omar", "roles": ["officer"], "unit": "North",
        "unit_before": "", "from": "2026-06-01", "until": "2026-06-30",
    }  # fmt: skip
    told = {
        verb: happened(verb, {**facts, "kind": kind})
        for verb in Verb
        if verb.startswith(("person_", "roles_", "substitute_", "unit_"))
        for kind in ("", "return", "days")
    }

    assert len(told) == 14
    assert not [verb for verb, words in told.items() if words == verb or "%" in words]
