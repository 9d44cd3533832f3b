"""What the application's role may do, table by table; and what nobody lends it besides."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from assessments.audit.grants import SHUT
from attwizard.checks import nothing_is_lent

# select, insert, update, delete. A table that is not here fails; so does a right that is.
RIGHTS = {
    "ledger": {"entry": "s", "entry_body": "s", "head": "s", "link": "s"},
    "public": {
        # written once
        "assessments_clearance": "si",
        "assessments_condition": "si",
        "assessments_correction": "si",
        "assessments_considered": "si",
        "assessments_treatytext": "si",
        "assessments_decision": "si",
        "assessments_decisionline": "si",
        "assessments_declaration": "si",
        "assessments_letterline": "si",
        "assessments_listfile": "si",
        "assessments_listload": "si",
        "assessments_listsource": "si",
        "assessments_incident": "si",
        "assessments_incidentlink": "si",
        "assessments_incidentversion": "si",
        "assessments_incidentview": "si",
        "assessments_matchverdict": "si",
        "assessments_note": "si",
        "assessments_profile": "si",
        "assessments_profilelook": "si",
        "assessments_record": "si",
        "assessments_requestact": "si",
        "assessments_requestact_files": "si",
        "assessments_returnforchanges": "si",
        "assessments_screeningmatch": "si",
        "assessments_screeningrun": "si",
        "assessments_signoff": "si",
        "assessments_source": "si",
        "assessments_sourcerevision": "si",
        "assessments_storedfile": "si",
        "assessments_submission": "si",
        # written once, then ended or looked at; see COLUMNS
        "assessments_adoption": "si",
        "assessments_assignment": "si",
        "assessments_exemptionletter": "si",
        "assessments_listentry": "si",
        "assessments_listflag": "si",
        "assessments_ownguidance": "si",
        "assessments_reading": "si",
        "assessments_waiver": "si",
        # changed within the rules of their triggers, never removed
        "assessments_case": "siu",
        "assessments_disposal": "siu",
        "assessments_informationrequest": "siu",
        "assessments_legalhold": "siu",
        "assessments_reply": "siu",
        "assessments_rolegrant": "siu",
        "assessments_standardsversion": "siu",
        "assessments_substitution": "siu",
        "assessments_unit": "siu",
        "assessments_user": "siu",
        "assessments_verdict": "siu",
        # the officer's, until the case is submitted
        "assessments_answer": "siud",
        "assessments_attachment": "siud",
        "assessments_case_colleagues": "siud",
        # an editor's, until it is published
        "assessments_profileversion": "siud",
        # what was sent, for a week
        "assessments_sentform": "siud",
        # signing in
        "account_emailaddress": "siud",
        "account_emailconfirmation": "siud",
        "attwizard_cache": "siud",
        "django_session": "siud",
        "mfa_authenticator": "siud",
        "socialaccount_socialaccount": "siud",
        "socialaccount_socialtoken": "siud",
        "usersessions_usersession": "siud",
        # work that waits
        "procrastinate_events": "siud",
        "procrastinate_jobs": "siud",
        "procrastinate_periodic_defers": "siud",
        "procrastinate_workers": "siud",
        # filled by migrations and triggers
        "assessments_letteruse": "s",
        "auth_group": "s",
        "auth_group_permissions": "s",
        "auth_permission": "s",
        "django_content_type": "s",
        "django_migrations": "s",
        "socialaccount_socialapp": "s",
    },
}
COLUMNS = {
    "assessments_adoption": {"ended_at"},
    "assessments_assignment": {"ended_at", "ended_by_id"},
    "assessments_exemptionletter": {"ended_because", "ended_by_id", "ended_on"},
    "assessments_listentry": {"until"},
    "assessments_listflag": {"remark", "seen_at", "seen_by_id"},
    "assessments_ownguidance": {"published_at", "published_by_id", "withdrawn_at"},
    "assessments_reading": {"ended_at", "ended_by_id"},
    "assessments_waiver": {"review", "reviewed_at", "reviewed_by_id"},
}
# Beyond its tables: entries are added by one function, cases destroyed by another.
DEFINERS = {"ledger.append(uuid,text,text,text)", "dispose_of_case(bigint)"}

OURS = """
select p.oid::regprocedure::text as name, p.prosecdef, p.proconfig,
       has_function_privilege(%(role)s, p.oid, 'EXECUTE') as may_call, n.nspname as schema
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('public', 'ledger')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e'
                      and d.classid = 'pg_proc'::regclass)
"""
TABLES = """
select n.nspname, c.relname, c.oid, string_agg(right_of.name, ',' order by right_of.name)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join lateral (
    select name
      from unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) name
      where has_table_privilege(%(role)s, c.oid, name)
  ) right_of on true
  where c.relkind in ('r', 'p', 'v', 'm', 'f')
    and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'first_rows')
  group by 1, 2, 3
"""
UPDATED_COLUMNS = """
select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
  where a.attnum > 0 and not a.attisdropped and c.relnamespace = 'public'::regnamespace
    and c.relkind = 'r' and has_column_privilege(%(role)s, c.oid, a.attnum, 'UPDATE')
    and not has_table_privilege(%(role)s, c.oid, 'UPDATE')
"""
LENT = """
select n.nspname from pg_namespace n where has_schema_privilege(%(role)s, n.oid, 'CREATE')
union select 'database: ' || name
  from unnest('{TEMPORARY,CREATE}'::text[]) name
  where has_database_privilege(%(role)s, current_database(), name)
union select 'sequence: ' || c.relname from pg_class c
  where case when c.relkind = 'S' then has_sequence_privilege(%(role)s, c.oid, 'UPDATE') end
"""

pytestmark = pytest.mark.django_db


def rows(question):
    with connection.cursor() as cursor:
        cursor.execute(question, {"role": settings.APPLICATION_ROLE})
        return cursor.fetchall()


def test_the_application_has_exactly_these_rights_to_tables():
    found = {}
    for schema, table, _oid, rights in rows(TABLES):
        letters = {right: right[0].lower() for right in ("SELECT", "INSERT", "UPDATE", "DELETE")}
        found.setdefault(schema, {})[table] = {letters.get(r, r) for r in (rights or "").split(",")}

    wanted = {
        schema: {table: set(letters) for table, letters in tables.items()}
        for schema, tables in RIGHTS.items()
    }
    assert found == wanted


def test_of_what_is_ended_or_looked_at_these_columns_alone_are_changed():
    found = {}
    for table, column in rows(UPDATED_COLUMNS):
        found.setdefault(table, set()).add(column)

    assert found == COLUMNS


def test_the_application_may_make_nothing_anywhere_and_turn_no_sequence_back():
    assert rows(LENT) == []


def test_it_calls_two_functions_that_run_with_the_rights_of_the_owner():
    lent = {
        name for name, definer, _settings, may_call, _schema in rows(OURS) if definer and may_call
    }

    assert lent == DEFINERS


def test_every_function_says_where_to_look_and_at_temporary_tables_last():
    safe = {
        "public": ["public, pg_temp"],
        "ledger": ["ledger, pg_temp", "ledger, public, pg_temp"],
    }
    unsafe = [
        name
        for name, _definer, kept, _may_call, schema in rows(OURS)
        if not {f"search_path={places}" for places in safe[schema]} & set(kept or [])
    ]

    assert unsafe == []


def test_a_function_that_does_not_say_it_would_be_found(as_owner):
    with as_owner() as cursor:
        cursor.execute("create function careless() returns int language sql as 'select 1'")

    with pytest.raises(AssertionError):
        test_every_function_says_where_to_look_and_at_temporary_tables_last()


def test_a_table_that_is_not_listed_would_be_found(as_owner):
    with as_owner() as cursor:
        cursor.execute("create table careless (id int)")

    with pytest.raises(AssertionError):
        test_the_application_has_exactly_these_rights_to_tables()


def test_the_application_makes_no_temporary_table():
    with (
        pytest.raises(DatabaseError, match="permission denied to create temporary tables"),
        connection.cursor() as cursor,
    ):
        cursor.execute("create temporary table assessments_case (id uuid)")


def test_a_database_that_lends_more_is_named_before_going_live(as_owner):
    assert nothing_is_lent(None, databases=["default"]) == []

    with as_owner() as cursor:
        name = connection.settings_dict["NAME"]
        cursor.execute(f"grant temporary on database {connection.ops.quote_name(name)} to public")

    assert [one.id for one in nothing_is_lent(None, databases=["default"])] == ["attwizard.W005"]


def test_where_the_database_is_anothers_migrating_goes_on():
    with connection.cursor() as cursor:  # the application's role, which owns no database
        cursor.execute(SHUT)
