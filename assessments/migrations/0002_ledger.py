"""The ledger: entries chained at commit, written by `ledger.append` alone."""

from django.db import migrations

LEDGER = """
create schema ledger;
create table ledger.head (
  one bool primary key default true check (one),
  seq bigint not null,
  h bytea not null
);
insert into ledger.head values (true, 0, sha256('genesis:v1'));
create table ledger.entry (
  id bigint generated always as identity primary key,
  case_id uuid,
  at timestamptz not null,
  actor text not null,
  action text not null,
  digest bytea not null check (octet_length(digest) = 32)
);
create index entry_of_case on ledger.entry (case_id, id);
create table ledger.entry_body (
  entry_id bigint primary key references ledger.entry,
  salt bytea not null,
  body text not null check (octet_length(body) <= 16777216)
);
create table ledger.link (
  seq bigint primary key,
  entry_id bigint not null unique references ledger.entry,
  prev bytea not null,
  h bytea not null
);

create function ledger.frame(
  id bigint, case_id uuid, at timestamptz, actor text, action text, digest bytea
) returns bytea language sql stable as $$
  select convert_to(jsonb_build_array(
    'v1', id, case_id, (extract(epoch from at) * 1000000)::bigint, actor, action,
    encode(digest, 'hex'))::text, 'UTF8')
$$;

create function ledger.append(p_case uuid, p_actor text, p_action text, p_body text)
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

create function ledger.chain() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp as $$
declare
  hd ledger.head%rowtype;
  nh bytea;
begin
  select * into strict hd from ledger.head for update;  -- the last lock of the transaction
  nh := sha256(hd.h || ledger.frame(new.id, new.case_id, new.at, new.actor, new.action,
                                    new.digest));
  insert into ledger.link values (hd.seq + 1, new.id, hd.h, nh);
  update ledger.head set seq = hd.seq + 1, h = nh;
  return null;
end $$;
create constraint trigger chain after insert on ledger.entry
  deferrable initially deferred for each row execute function ledger.chain();

create function ledger.deny() returns trigger language plpgsql as $$
begin
  raise exception 'The ledger is not changed: % on % refused.', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger deny before update or delete or truncate on ledger.entry
  for each statement execute function ledger.deny();
create trigger deny before update or delete or truncate on ledger.link
  for each statement execute function ledger.deny();
create trigger deny before update or truncate on ledger.entry_body
  for each statement execute function ledger.deny();

revoke all on schema ledger from public;
revoke all on all functions in schema ledger from public;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [migrations.RunSQL(LEDGER, "drop schema ledger cascade")]
