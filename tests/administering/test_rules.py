"""The rules about people, asked of the database itself with the rights of the application."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from assessments.audit.people import about
from assessments.models import Role, RoleGrant, Substitution, Unit, User
from tests.builders import make_case
from tests.people import made

NOW = timezone.now


def refused(rule, act):
    """The act fails by the rule of this name, or for want of the right."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        act()
    found = error.value.__cause__.diag
    assert rule in (found.constraint_name or found.message_primary)


def say(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def grant(person, *roles, **more):
    """A row as the application may try to write it; reasons are there unless said otherwise."""
    given = {
        "before": User.objects.get(pk=person.pk).roles,
        "after": list(roles),
        "reason": "Because.",
        "why_several": "We are few.",
    }
    return RoleGrant.objects.create(person=person, **{**given, **more})


def change(person, **columns):
    return lambda: User.objects.filter(pk=person.pk).update(**columns)


def test_a_grant_of_two_administrators_changes_the_roles_by_itself(mina, adam, amina):
    grant(mina, "head", proposed_by=adam, confirmed_by=amina, confirmed_at=NOW())

    mina.refresh_from_db()
    assert mina.roles == ["head"]


@pytest.mark.parametrize("roles", [["officer"], ["administrator"], ["officer", "head"]])
def test_nobody_is_added_with_roles(roles, db):
    refused(
        "roles_are_given_by_two",
        lambda: User.objects.create(username="eve", name="Eve", roles=roles),
    )


def test_roles_are_not_written_beside_a_grant(mina, adam, amina):
    refused("roles_are_given_by_two", change(mina, roles=["administrator"]))
    refused("roles_are_given_by_two", change(mina, roles=[]))

    grant(mina, "head", proposed_by=adam, confirmed_by=amina, confirmed_at=NOW())

    refused("roles_are_given_by_two", change(mina, roles=["administrator"]))


def test_nobody_comes_back_without_a_grant(mina, adam, amina):
    change(mina, is_active=False)()

    refused("roles_are_given_by_two", change(mina, is_active=True))

    two = {"proposed_by": adam, "confirmed_by": amina, "confirmed_at": NOW()}
    refused("a_grant_is_of_the_person_as_they_are", lambda: grant(mina, "officer", **two))
    grant(mina, "officer", reactivates=True, **two)
    mina.refresh_from_db()
    assert mina.is_active


@pytest.mark.parametrize(
    ("proposer", "confirmer", "rule"),
    [
        ("adam", "adam", "a_grant_is_confirmed_by_another"),
        ("adam", "mina", "a_grant_takes_two_administrators"),
        ("adam", "sofia", "a_grant_takes_two_administrators"),
        ("adam", "away", "a_grant_takes_two_administrators"),
        ("adam", None, "a_grant_takes_two_administrators"),
        ("sofia", "amina", "an_administrator_proposes"),
        ("away", "amina", "an_administrator_proposes"),
        (None, "amina", "a_grant_takes_two_administrators"),
        (None, None, "a_grant_takes_two_administrators"),
    ],
)
def test_a_grant_takes_effect_by_two_administrators_at_work(
    proposer, confirmer, rule, mina, sofia, adam, amina
):
    away = made("away", Role.ADMINISTRATOR, is_active=False)
    people = {"adam": adam, "amina": amina, "sofia": sofia, "mina": mina, "away": away}

    refused(
        rule,
        lambda: grant(
            mina,
            "head",
            proposed_by=people.get(proposer),
            confirmed_by=people.get(confirmer),
            confirmed_at=NOW(),
        ),
    )


def test_nobody_confirms_what_is_about_them(adam, amina):
    refused(
        "a_grant_is_confirmed_by_another",
        lambda: grant(
            amina,
            "administrator",
            "head",
            proposed_by=adam,
            confirmed_by=amina,
            confirmed_at=NOW(),
        ),
    )


def test_nothing_is_waived_while_there_is_a_second_administrator(mina, adam, amina):
    alone = {"proposed_by": adam, "is_waived": True, "confirmed_at": NOW()}

    refused("a_grant_takes_two_administrators", lambda: grant(mina, "head", **alone))

    change(amina, is_active=False)()
    grant(mina, "head", **alone)


def test_the_command_gives_nothing_once_somebody_administers(mina, db):
    grant(mina, "officer", "administrator", confirmed_at=NOW())

    refused("a_grant_takes_two_administrators", lambda: grant(mina, "head", confirmed_at=NOW()))
    refused("an_administrator_proposes", lambda: grant(mina, "head"))


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"reason": ""}, "a_grant_has_its_reason"),
        ({"roles": ("officer", "head"), "why_several": ""}, "a_grant_has_its_reason"),
        ({"roles": ("auditor", "head")}, "a_grant_leaves_auditing_apart"),
        ({"is_waived": True}, "an_administrator_proposes"),
        ({"confirmed_by": "amina"}, "a_confirmation_has_its_time"),
        ({"withdrawn_at": NOW()}, "an_administrator_proposes"),
        ({"before": ["head"], "confirmed_by": "amina", "confirmed_at": NOW()}, "as_they_are"),
    ],
)
def test_a_grant_is_whole(more, rule, mina, adam, amina):
    more = {name: amina if value == "amina" else value for name, value in more.items()}
    roles = more.pop("roles", ("head",))

    refused(rule, lambda: grant(mina, *roles, proposed_by=adam, **more))


@pytest.mark.parametrize(
    "column", ["after", "reason", "why_several", "person", "proposed_by", "is_waived"]
)
def test_what_was_proposed_is_not_changed(column, mina, sofia, adam, amina):
    made_of = grant(mina, "head", proposed_by=adam)
    other = {"after": ["legal"], "person": sofia, "proposed_by": amina, "is_waived": True}

    refused(
        "role_grants_are_kept",
        lambda: RoleGrant.objects.filter(pk=made_of.pk).update(
            **{column: other.get(column, "Other words.")}
        ),
    )


def test_what_is_settled_stays_so(mina, adam, amina):
    two = {"proposed_by": adam, "confirmed_by": amina, "confirmed_at": NOW()}
    confirmed = RoleGrant.objects.filter(pk=grant(mina, "head", **two).pk)
    withdrawn = RoleGrant.objects.filter(pk=grant(mina, "legal", proposed_by=adam).pk)
    withdrawn.update(withdrawn_by=amina, withdrawn_at=NOW())

    for of, columns in (
        (confirmed, {"confirmed_at": None, "confirmed_by": None}),
        (confirmed, {"confirmed_by": mina}),
        (withdrawn, {"withdrawn_at": None, "withdrawn_by": None}),
        (withdrawn, {"confirmed_at": NOW(), "confirmed_by": amina}),
    ):
        refused("role_grants_are_kept", lambda of=of, columns=columns: of.update(**columns))
    refused("permission denied", confirmed.delete)
    refused("permission denied", lambda: say("truncate assessments_rolegrant"))


def test_only_an_administrator_withdraws(mina, adam):
    waiting = RoleGrant.objects.filter(
        pk=grant(mina, "head", proposed_by=made("ada", Role.ADMINISTRATOR)).pk
    )

    refused(
        "an_administrator_withdraws",
        lambda: waiting.update(withdrawn_by=mina, withdrawn_at=NOW()),
    )


def test_a_waiver_is_reviewed_once_by_another_administrator(mina, sofia, adam):
    alone = {"proposed_by": adam, "is_waived": True, "confirmed_at": NOW()}
    waived = RoleGrant.objects.filter(pk=grant(mina, "head", **alone).pk)
    review = {"reviewed_at": NOW(), "review": "In order."}

    for by in (adam, sofia, mina):
        refused(
            "another_administrator_reviews", lambda by=by: waived.update(reviewed_by=by, **review)
        )
    amina = made("amina", Role.ADMINISTRATOR)
    waived.update(reviewed_by=amina, **review)
    refused("role_grants_are_kept", lambda: waived.update(review="Not in order."))


def test_one_proposal_waits_for_a_person_at_a_time(mina, adam):
    grant(mina, "head", proposed_by=adam)

    refused("one_proposal_for_a_person_at_a_time", lambda: grant(mina, "legal", proposed_by=adam))


def test_there_is_always_an_administrator(adam, amina):
    refused("the_last_administrator_stays", lambda: User.objects.all().update(is_active=False))
    refused("roles_are_given_by_two", lambda: User.objects.all().update(roles=["head"]))


def test_no_grant_takes_the_last_administrator(adam):
    alone = {"proposed_by": adam, "is_waived": True, "confirmed_at": NOW()}

    refused("the_last_administrator_stays", lambda: grant(adam, "head", **alone))
    refused("the_last_administrator_stays", change(adam, is_active=False))


def test_people_are_not_removed_even_by_the_owner(mina, as_owner):
    refused("permission denied", mina.delete)
    with as_owner():
        refused(
            "people_are_not_removed",
            lambda: say("delete from assessments_user where id = %s", mina.pk),
        )


def test_a_user_name_stays_and_is_mistaken_for_no_other(mina, adam):
    refused("user_names_are_kept", change(mina, username="nina"))
    refused(
        "user_names_differ_by_more_than_capitals",
        lambda: User.objects.create(username="MINA", name="Other"),
    )
    for name in ("manage.py", "sign-in", ""):
        refused(
            "user_has_a_user_name", lambda name=name: User.objects.create(username=name, name="X")
        )


def test_an_account_of_the_demonstration_stays_one(db):
    shown = User.objects.create(username="elm", name="Elm", is_demonstration=True)

    refused("user_names_are_kept", change(shown, is_demonstration=False))


def test_nobody_audits_and_decides_even_by_the_owners_hand(db):
    refused("nobody_audits_and_decides", lambda: made("eve", Role.AUDITOR, Role.SUPERVISOR))


def test_the_trigger_that_gives_roles_is_lent_to_nobody(mina, temporary_tables):
    say("create temporary table mine (like assessments_rolegrant)")

    refused(
        "permission denied for function",
        lambda: say(
            "create trigger takes_effect before insert on mine"
            " for each row execute function role_grant_takes_effect()"
        ),
    )


def test_a_table_of_the_same_name_deceives_no_rule(mina, adam, temporary_tables):
    say("create temporary table assessments_user (like public.assessments_user)")
    say("insert into pg_temp.assessments_user select * from public.assessments_user")
    say("update pg_temp.assessments_user set roles = '{administrator}', username = 'x' || id")

    refused(
        "the_last_administrator_stays",
        lambda: say("update public.assessments_user set is_active = false where id = %s", adam.pk),
    )


def test_a_closed_unit_takes_nobody_in_and_is_not_changed(mina, adam):
    north = Unit.objects.create(name="North", closed_at=NOW())

    refused("closed_units_stay_empty", change(mina, unit=north))
    refused(
        "closed_units_stay_empty",
        lambda: User.objects.create(username="eve", name="Eve", unit=north),
    )
    for columns in ({"closed_at": None}, {"name": "South"}):
        refused(
            "units_are_kept",
            lambda columns=columns: Unit.objects.filter(pk=north.pk).update(**columns),
        )
    refused("permission denied", north.delete)


@pytest.mark.parametrize("held_by", ["person", "case"])
def test_a_unit_is_empty_before_it_is_closed(held_by, mina, omar):
    north = Unit.objects.create(name="North")
    if held_by == "person":
        change(mina, unit=north)()
    else:
        case = make_case("s17", omar)
        case.unit = north
        case.save(update_fields=["unit"])

    refused(
        "a_unit_is_empty_before_it_is_closed",
        lambda: Unit.objects.filter(pk=north.pk).update(closed_at=NOW()),
    )


DAYS = {"from_on": "2026-06-01", "until_on": "2026-06-30", "reason": "Leave."}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({}, ""),
        ({"made_by": "adam"}, ""),
        ({"made_by": "omar"}, "the_absent_or_an_administrator"),
        ({"until_on": "2026-05-31"}, "a_substitution_ends_after_it_begins"),
        ({"until_on": "2027-06-02"}, "a_substitution_lasts_a_year_at_most"),
        ({"reason": ""}, "a_substitution_has_its_reason"),
        ({"substitute": "mina"}, "nobody_stands_in_for_themselves"),
        ({"role": "head"}, "a_substitute_may_stand_in"),
        ({"role": "administrator", "absent": "adam", "substitute": "amina", "made_by": "adam"},
         "a_role_on_cases_is_stood_in_for"),
        ({"substitute": "ana"}, "a_substitute_may_stand_in"),
        ({"substitute": "away"}, "a_substitute_may_stand_in"),
        ({"substitute": "sofia"}, "a_role_is_delegated_by_administrators"),
        ({"absent": "sofia", "substitute": "mina", "role": "supervisor", "made_by": "sofia"},
         "a_role_is_delegated_by_administrators"),
        ({"absent": "sofia", "substitute": "mina", "role": "supervisor", "made_by": "adam"}, ""),
    ],
)  # fmt: skip
def test_a_substitute_is_somebody_who_may_be_one(row, rule, mina, omar, sofia, ana, adam, amina):
    away = made("away", Role.OFFICER, is_active=False)
    people = {"mina": mina, "omar": omar, "sofia": sofia, "ana": ana, "away": away,
              "adam": adam, "amina": amina}  # fmt: skip
    given = {"absent": "mina", "substitute": "omar", "role": "officer", "made_by": "mina", **DAYS}

    def write():
        Substitution.objects.create(
            **{name: people.get(value, value) for name, value in {**given, **row}.items()}
        )

    if rule:
        refused(rule, write)
    else:
        write()


def test_a_substitution_is_ended_and_not_changed_otherwise(mina, omar, sofia):
    made_of = Substitution.objects.create(
        absent=mina, substitute=omar, role="officer", made_by=mina, **DAYS
    )
    rows = Substitution.objects.filter(pk=made_of.pk)

    refused("substitutions_are_kept", lambda: rows.update(until_on="2026-12-31"))
    refused("substitutions_are_kept", lambda: rows.update(substitute=sofia))
    refused("the_absent_or_an_administrator", lambda: rows.update(ended_at=NOW(), ended_by=omar))
    rows.update(ended_at=NOW(), ended_by=mina)
    refused("substitutions_are_kept", lambda: rows.update(ended_at=None, ended_by=None))
    refused("permission denied", rows.delete)


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_leave_at_the_same_moment_one_stays(adam, amina):
    ready, faults = threading.Barrier(2), []

    def leave(person):
        try:
            with transaction.atomic():
                say("select 1")
                ready.wait()
                change(person, is_active=False)()
        except DatabaseError as fault:
            faults.append(fault.__cause__.diag.constraint_name)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[person]) for person in (adam, amina)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == ["the_last_administrator_stays"]
    assert User.objects.filter(is_active=True).count() == 1


@pytest.mark.django_db
def test_what_happened_to_a_person_is_found_without_reading_the_whole_trail(mina):
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")

    assert "entry_about_people" in about(mina).explain()
