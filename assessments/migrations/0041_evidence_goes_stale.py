"""Sources are revised by adding; stale decisive evidence holds back an authorisation (rule 12)."""

from django.db import migrations

RULES = """
create function longest_days(p_class text) returns integer language sql immutable
set search_path = public, pg_temp as $$
  select case p_class when 'own_government' then 90 when 'partners' then 90 when 'media' then 90
    when 'courts' then 730 when 'statistics' then 1826 else 365 end
$$;

create function source_revision_follows() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  broken text;
begin
  broken := case
    when new.number <> 1 + (select coalesce(max(number), 0) from assessments_sourcerevision
                              where source_id = new.source_id)
      then 'revisions_follow_one_another'
    when new.next_check_on > new.checked_on + longest_days(new.source_class)
      then 'a_source_is_checked_in_time'
    when new.checked_on > (new.made_at at time zone 'UTC')::date + 1
      then 'a_check_has_taken_place'
    when exists (select from jsonb_array_elements(new.files) f where not exists (
                   select from assessments_storedfile s where s.digest = f ->> 'digest'))
      then 'files_of_a_source_are_stored'
  end;
  if broken is not null then
    raise exception 'Source %, revision %: %.', new.source_id, new.number, replace(broken, '_', ' ')
      using errcode = 'check_violation', constraint = broken;
  end if;
  return new;
end $$;
create trigger source_revision_follows before insert on assessments_sourcerevision
  for each row execute function source_revision_follows();

create function source_revisions_stay() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  raise exception 'A revision of a source is never changed; another is added.'
    using errcode = 'check_violation', constraint = 'source_revisions_stay';
end $$;
create trigger source_revisions_stay before update or delete on assessments_sourcerevision
  for each row execute function source_revisions_stay();

create index source_files on assessments_sourcerevision using gin (files jsonb_path_ops);

-- dispose_of_case() takes the files that no case has any more; those of the register stay.
create function files_of_sources_stay() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if exists (select from assessments_sourcerevision
               where files @> jsonb_build_array(jsonb_build_object('digest', old.digest))) then
    return null;
  end if;
  return old;
end $$;
create trigger files_of_sources_stay before delete on assessments_storedfile
  for each row execute function files_of_sources_stay();

-- A source of a case that is one of the register says which, in which revision.
create function adopted_source_is_there() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if new.content ? 'source' and not exists (
    select from assessments_sourcerevision
      where source_id::text = new.content ->> 'source' and number::text = new.content ->> 'revision')
  then
    raise exception 'The register has no such revision of a source.'
      using errcode = 'check_violation', constraint = 'adopted_source_is_there';
  end if;
  return new;
end $$;
create trigger adopted_source_is_there before insert or update on assessments_answer
  for each row when (new.step = 'evidence') execute function adopted_source_is_there();

create index adopted_sources on assessments_answer ((content ->> 'source'))
  where step = 'evidence';

-- Each source of a case as it stands on a day. What the case relies on holds as long as the newest
-- revision that says the same: a check adds one. Whatever is in no register was never checked.
create function evidence_standing(p_case uuid, p_on date)
returns table (row_name text, source_id bigint, is_decisive boolean, checked_on date,
               next_check_on date, is_stale boolean, is_revised boolean)
language sql stable set search_path = public, pg_temp as $$
  select a.row, r.source_id, coalesce(a.content ->> 'decisive' = 'true', false),
         held.checked_on, held.next_check_on, coalesce(held.next_check_on < p_on, true),
         coalesce(newest.digest <> r.digest, false)
    from assessments_answer a
    left join assessments_sourcerevision r
      on r.source_id = (a.content ->> 'source')::bigint
         and r.number = (a.content ->> 'revision')::integer
    left join lateral (
      select s.checked_on, s.next_check_on from assessments_sourcerevision s
        where s.source_id = r.source_id and s.digest = r.digest order by s.number desc limit 1
    ) held on true
    left join lateral (
      select s.digest from assessments_sourcerevision s
        where s.source_id = r.source_id order by s.number desc limit 1
    ) newest on true
    where a.case_id = p_case and a.step = 'evidence' and a.content is not null
    order by a.position, a.id
$$;

create function authorised_on_fresh_evidence() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  d assessments_decision%rowtype;
begin
  select * into strict d from assessments_decision where id = new.decision_id;
  if bar_is_in_force(d.case_id, 'stale_evidence') and exists (
    select from evidence_standing(d.case_id, d.decided_on) where is_decisive and is_stale) then
    raise exception 'Item %: decisive evidence is stale.', new.item
      using errcode = 'check_violation', constraint = 'authorised_on_fresh_evidence';
  end if;
  return new;
end $$;
create trigger authorised_on_fresh_evidence before insert on assessments_decisionline
  for each row when (new.outcome in ('authorise', 'authorise_with_measures'))
  execute function authorised_on_fresh_evidence();
"""

UNDO = """
drop trigger authorised_on_fresh_evidence on assessments_decisionline;
drop function authorised_on_fresh_evidence();
drop function evidence_standing(uuid, date);
drop index adopted_sources;
drop trigger adopted_source_is_there on assessments_answer;
drop function adopted_source_is_there();
drop trigger files_of_sources_stay on assessments_storedfile;
drop function files_of_sources_stay();
drop index source_files;
drop trigger source_revisions_stay on assessments_sourcerevision;
drop function source_revisions_stay();
drop trigger source_revision_follows on assessments_sourcerevision;
drop function source_revision_follows();
drop function longest_days(text);
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0040_sources_of_evidence")]

    operations = [migrations.RunSQL(RULES, UNDO)]
