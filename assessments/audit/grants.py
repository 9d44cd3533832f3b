"""What the application's role may do in the database; given by the owner after each migration."""

from django.conf import settings
from django.db import connections

# Written once: the application adds and reads, and that is all.
EVIDENCE = (
    "assessments_submission",
    "assessments_returnforchanges",
    "assessments_signoff",
    "assessments_declaration",
    "assessments_clearance",
    "assessments_decision",
    "assessments_decisionline",
    "assessments_condition",
    "assessments_correction",
    "assessments_record",
    "assessments_storedfile",
    "assessments_note",
    "assessments_profile",
    "assessments_profilelook",
    "assessments_considered",
    "assessments_treatytext",
    "assessments_listsource",
    "assessments_listfile",
    "assessments_listload",
    "assessments_letterline",
    "assessments_source",
    "assessments_sourcerevision",
    "assessments_incident",
    "assessments_incidentlink",
    "assessments_incidentversion",
    "assessments_incidentview",
    "assessments_requestact",
    "assessments_requestact_files",
    "assessments_screeningmatch",
    "assessments_matchverdict",
    "assessments_screeningrun",
)
# Changed within the rules of their triggers, and never removed.
KEPT = (
    "assessments_case",
    "assessments_standardsversion",
    "assessments_user",
    "assessments_rolegrant",
    "assessments_substitution",
    "assessments_unit",
    "assessments_legalhold",
    "assessments_disposal",
    "assessments_verdict",
    "assessments_reply",
    "assessments_informationrequest",
)

# Written once, then ended or looked at: these columns alone are changed, and once (migration 0024).
ENDED = {
    "assessments_adoption": "ended_at",
    "assessments_assignment": "ended_by_id, ended_at",
    "assessments_reading": "ended_by_id, ended_at",
    "assessments_ownguidance": "published_by_id, published_at, withdrawn_at",
    "assessments_waiver": "reviewed_by_id, reviewed_at, review",
    "assessments_listentry": "until",
    "assessments_listflag": "seen_by_id, seen_at, remark",
    "assessments_exemptionletter": "ended_on, ended_by_id, ended_because",
}

# Filled by migrations or triggers alone; the application asks, and uses none of them to write.
READ = (
    "assessments_letteruse",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "socialaccount_socialapp",
)

# PostgreSQL lends these to everybody. With a temporary table the application's role would own
# something; the rules look past it (migration 0032). Refused where the database is another's:
# then `check --deploy` says so.
SHUT = """
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
  revoke create on schema public from public;
exception when insufficient_privilege then
end $$;
"""
# The queue of work that is not ours: its functions look at no table of anybody else's either.
QUEUE = """
do $$
declare
  one text;
begin
  for one in select p.oid::regprocedure from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.proname like 'procrastinate\\_%' loop
    execute format('alter function %s set search_path = public, pg_temp', one);
  end loop;
end $$;
"""
GRANTS = """
grant usage on schema public, ledger to {role};
grant select, insert, update, delete on all tables in schema public to {role};
grant usage, select on all sequences in schema public to {role};
revoke update, delete, truncate on {evidence} from {role};
revoke update, delete, truncate on {ended} from {role};
revoke delete, truncate on {kept} from {role};
revoke insert, update, delete, truncate on {read} from {role};
grant select on all tables in schema ledger to {role};
grant execute on function ledger.append(uuid, text, text, text) to {role};
grant execute on function dispose_of_case(bigint) to {role};
"""


def grant_rights(using="default"):
    """Give the application's role its rights. Runs as the owner of the tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(SHUT)
        cursor.execute(QUEUE)
        cursor.execute("select 1 from pg_roles where rolname = %s", [settings.APPLICATION_ROLE])
        if not cursor.fetchone():
            return
        role = connection.ops.quote_name(settings.APPLICATION_ROLE)
        tables = {
            "evidence": ", ".join(EVIDENCE),
            "ended": ", ".join(ENDED),
            "kept": ", ".join(KEPT),
            "read": ", ".join(READ),
        }
        cursor.execute(GRANTS.format(role=role, **tables))
        for table, columns in ENDED.items():
            cursor.execute(f"grant update ({columns}) on {table} to {role}")


def after_migrating(sender, using, **kwargs):
    """Signal receiver of `post_migrate`: new tables get their rights at once.

    So does a copied or restored database, where nothing is to be migrated: the rights on the
    database itself are not copied with it.
    On the way back some tables are not there; the way forward follows before anything is used.
    """
    plan = kwargs.get("plan")
    if plan is not None and not any(is_backwards for _migration, is_backwards in plan):
        grant_rights(using)
