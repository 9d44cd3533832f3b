"""The ledger takes JSON alone, finds entries by person, day and verb, and can destroy bodies."""

from django.db import migrations

GUARDED = """
create index entry_of_actor on ledger.entry (actor, id);
create index entry_of_action on ledger.entry (action, id);
create index entry_at on ledger.entry (at);

-- As before; but what is no JSON would blind every later question to the facts, and that facts were
-- destroyed is said by `dispose` alone.
create or replace function ledger.append(p_case uuid, p_actor text, p_action text, p_body text)
returns bigint language plpgsql security definer set search_path = ledger, pg_temp as $$
begin
  perform p_body::jsonb;
  if p_action = 'destroyed' then
    raise exception 'Only what destroys facts says that they were destroyed.'
      using errcode = 'insufficient_privilege';
  end if;
  return ledger.put_in(p_case, p_actor, p_action, p_body);
end $$;

create function ledger.put_in(p_case uuid, p_actor text, p_action text, p_body text)
returns bigint language plpgsql set search_path = ledger, pg_temp as $$
declare
  i bigint;
  s bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
begin
  insert into ledger.entry (case_id, at, actor, action, digest)
    values (p_case, clock_timestamp(), p_actor, p_action,
            sha256(s || convert_to(p_body, 'UTF8')))
    returning id into i;
  insert into ledger.entry_body values (i, s, p_body);
  return i;
end $$;

-- Facts of a case destroyed after its time: the entries stay, and the chain still verifies. Nobody
-- may call this but the owner of the tables, until there is a role for it.
create function ledger.dispose(
  p_case uuid, p_actor text, p_second text, p_authority text, p_certificate jsonb default '{}'
) returns bigint language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
  up_to bigint;
begin
  if p_actor = p_second or p_case is null or p_authority = '' then
    raise exception 'Facts of one case are destroyed by two people, on an authority that they name.'
      using errcode = 'check_violation', constraint = 'two_people_destroy';
  end if;
  select max(id) into up_to from ledger.entry where case_id = p_case;
  delete from ledger.entry_body b using ledger.entry e
    where e.id = b.entry_id and e.case_id = p_case and e.action <> 'destroyed';
  return ledger.put_in(p_case, p_actor, 'destroyed', jsonb_build_object(
    'second', p_second, 'authority', p_authority, 'certificate', p_certificate,
    'up_to', up_to)::text);
end $$;

revoke all on all functions in schema ledger from public;
"""

UNDO = """
drop function ledger.dispose(uuid, text, text, text, jsonb);
create or replace function ledger.append(p_case uuid, p_actor text, p_action text, p_body text)
returns bigint language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
  i bigint;
  s bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
begin
  insert into ledger.entry (case_id, at, actor, action, digest)
    values (p_case, clock_timestamp(), p_actor, p_action,
            sha256(s || convert_to(p_body, 'UTF8')))
    returning id into i;
  insert into ledger.entry_body values (i, s, p_body);
  return i;
end $$;
drop function ledger.put_in(uuid, text, text, text);
drop index ledger.entry_at;
drop index ledger.entry_of_action;
drop index ledger.entry_of_actor;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0009_units_and_substitutes")]

    operations = [migrations.RunSQL(GUARDED, UNDO)]
