"""Somebody stands in for an absent person for some days: an equal, or by a delegated role."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from assessments.audit.people import happened
from assessments.audit.trail import facts_of
from assessments.cases.access import hats
from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted
from assessments.models import Entry, Role, RoleGrant
from assessments.people.granting import confirm_grant, propose_roles
from assessments.people.leaving import deactivate
from assessments.people.substituting import (
    CannotStandIn,
    NotForTheseDays,
    NotForThisRole,
    end_substitution,
    name_substitute,
)
from tests.people import made

JUNE = (date(2026, 6, 1), date(2026, 6, 30))


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel("2026-05-04 09:00Z", tick=False):
        yield


def name(absent, substitute, role, *, by, days=JUNE):
    return name_substitute(
        absent, substitute=substitute, role=role, days=days, reason="Leave.", by=by
    )


def stands_in(person, day):
    return [(one.absent.username, one.role) for one in hats.stands_in(person, on=day)]


def test_the_first_and_the_last_day_count(mina, omar):
    name(mina, omar, "officer", by=mina)

    days = [date(2026, 5, 31), JUNE[0], JUNE[1], date(2026, 7, 1)]

    assert [stands_in(omar, day) for day in days] == [
        [], [("mina", "officer")], [("mina", "officer")], [],
    ]  # fmt: skip
    entry = Entry.objects.latest("id")
    assert happened(entry.action, facts_of(entry)) == (
        "named Omar to stand in for Mina as officer, 1 June 2026 to 30 June 2026"
    )


def test_today_is_today_where_the_authority_sits(mina, omar):
    name(mina, omar, "officer", by=mina)

    with time_machine.travel("2026-06-30 22:30Z", tick=False):
        with timezone.override("Asia/Tokyo"):
            assert stands_in(omar, timezone.localdate()) == []
        with timezone.override("America/Lima"):
            assert stands_in(omar, timezone.localdate()) == [("mina", "officer")]


def test_an_administrator_names_it_too_and_nobody_else(mina, omar, sofia, adam):
    name(mina, omar, "officer", by=adam)

    for by in (omar, sofia):
        with pytest.raises(NotPermitted):
            name(mina, omar, "officer", by=by)


def test_an_officer_is_stood_in_for_by_an_officer(mina, sofia, adam):
    with pytest.raises(CannotStandIn, match="by another officer"):
        name(mina, sofia, "officer", by=adam)


def test_a_supervisor_names_another_supervisor_but_delegates_to_nobody(sofia, simon, mina):
    name(sofia, simon, "supervisor", by=sofia)

    assert stands_in(simon, JUNE[0]) == [("sofia", "supervisor")]
    with pytest.raises(CannotStandIn, match="ask an administrator to delegate it"):
        name(sofia, mina, "supervisor", by=sofia)


def test_a_delegation_counts_once_a_second_administrator_has_confirmed_it(sofia, mina, adam, amina):
    name(sofia, mina, "supervisor", by=adam)
    grant = RoleGrant.objects.get()

    assert stands_in(mina, JUNE[0]) == []
    with pytest.raises(FourEyesRequired):
        confirm_grant(grant, by=adam)
    confirm_grant(grant, by=amina)

    assert stands_in(mina, JUNE[0]) == [("sofia", "supervisor")]
    mina.refresh_from_db()
    assert mina.roles == ["officer"]
    entry = Entry.objects.latest("id")
    assert happened(entry.action, facts_of(entry)) == (
        "confirmed that Mina is supervisor for Sofia, 1 June 2026 to 30 June 2026"
    )


def test_one_administrator_alone_delegates_and_the_waiver_is_recorded(helen, li, adam):
    name(helen, li, "head", by=adam)

    assert RoleGrant.objects.get().is_waived
    assert stands_in(li, JUNE[0]) == [("helen", "head")]


def test_a_delegation_that_was_ended_is_confirmed_no_longer(sofia, mina, adam, amina):
    substitution = name(sofia, mina, "supervisor", by=adam)
    end_substitution(substitution, by=sofia)

    with pytest.raises(NotMovable):
        confirm_grant(RoleGrant.objects.get(), by=amina)


def test_it_is_ended_early_by_those_who_may_make_it(mina, omar, adam):
    for by in (mina, adam):
        substitution = name(mina, omar, "officer", by=mina)
        with pytest.raises(NotPermitted):
            end_substitution(substitution, by=omar)
        end_substitution(substitution, by=by)
        assert stands_in(omar, JUNE[0]) == []
        with pytest.raises(NotMovable):
            end_substitution(substitution, by=by)


def test_nobody_stands_in_who_may_not(mina, ana, adam):
    away = made("away", Role.OFFICER, is_active=False)

    for substitute in (mina, ana, away):
        with pytest.raises(CannotStandIn):
            name(mina, substitute, "officer", by=adam)


def test_a_role_is_stood_in_for_that_is_on_cases_and_held(mina, omar, adam, amina):
    with pytest.raises(NotForThisRole):
        name(mina, omar, "supervisor", by=adam)
    with pytest.raises(NotForThisRole):
        name(amina, adam, "administrator", by=adam)


@pytest.mark.parametrize(
    ("first", "last", "may_be"),
    [
        ((2026, 6, 2), (2026, 6, 1), False),
        ((2026, 5, 1), (2026, 5, 3), False),
        ((2026, 5, 1), (2026, 5, 4), True),
        ((2026, 6, 1), (2027, 6, 1), True),
        ((2026, 6, 1), (2027, 6, 2), False),
    ],
)
def test_the_days_are_in_order_not_past_and_at_most_366(first, last, may_be, mina, omar):
    days = (date(*first), date(*last))
    if may_be:
        assert name(mina, omar, "officer", by=mina, days=days)
        assert (days[1] - days[0]) < timedelta(days=366)
    else:
        with pytest.raises(NotForTheseDays):
            name(mina, omar, "officer", by=mina, days=days)


def test_it_gives_nothing_that_the_absent_person_or_the_substitute_has_lost(
    sofia, simon, mina, adam
):
    name(sofia, simon, "supervisor", by=sofia)
    name(sofia, mina, "supervisor", by=adam)
    assert stands_in(simon, JUNE[0]) == stands_in(mina, JUNE[0]) == [("sofia", "supervisor")]

    propose_roles(simon, roles=["officer"], reason="Moved.", by=adam)
    simon.refresh_from_db()
    assert stands_in(simon, JUNE[0]) == []

    propose_roles(sofia, roles=["head"], reason="Promoted.", by=adam)
    assert stands_in(mina, JUNE[0]) == []


@pytest.mark.parametrize("change", ["leaves", "audits"])
def test_who_leaves_or_audits_stands_in_no_longer(change, mina, omar, adam):
    name(mina, omar, "officer", by=mina)

    if change == "leaves":
        deactivate(omar, because="Gone.", by=adam)
    else:
        propose_roles(omar, roles=["auditor"], reason="Moved.", by=adam)

    omar.refresh_from_db()
    assert stands_in(omar, JUNE[0]) == []


def test_who_has_left_acts_as_nothing_in_a_request_that_began_before(sofia, adam):
    deactivate(sofia, because="Retired.", by=adam)
    sofia.refresh_from_db()

    assert sofia.has_role(Role.SUPERVISOR)  # to come back with
    assert hats.hats(sofia) == ()
