"""Nothing is authorised unless all names were screened on that day and every match is cleared."""

from django.db import migrations

RULES = r"""
-- Everybody whom the answers name, in the order of the pages; what Python screens is this.
create function screened_subjects(p_case uuid) returns jsonb language sql stable
set search_path = public, pg_temp as $$
  with application as (
    select content, content -> 'transfer' as transfer from assessments_answer
      where case_id = p_case and step = 'application' and content is not null
  ), named (place, position, id, role, said, name, country, registration) as (
    select 1, 0, 0, 'applicant', '', content ->> 'exporter', '', '' from application
    union all
    select 2, 0, 0, 'end_user', '', transfer #>> '{end_user,name}',
           coalesce(nullif(transfer #>> '{end_user,country}', ''), transfer ->> 'recipient_state'),
           '' from application
    union all
    select 3, 0, 0, 'carrier', '', content ->> 'carrier', '', '' from application
    union all
    select 4, 0, 0, 'vessel', '', content ->> 'vessel', content ->> 'flag', '' from application
    union all
    select 5, position, id, 'party', content ->> 'role', content ->> 'name',
           content ->> 'country', content ->> 'registration'
      from assessments_answer
      where case_id = p_case and step = 'party' and content is not null
  )
  select coalesce(jsonb_agg(
      jsonb_build_object('role', role, 'said', coalesce(said, ''), 'name', name,
                         'country', coalesce(country, ''),
                         'registration', coalesce(registration, ''))
      order by place, position, id), '[]')
    from named where name ~ '\S'
$$;

create function screening_is_of_an_open_case() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  stands text;
begin
  select status into stands from assessments_case where id = new.case_id for share;
  if stands not in ('draft', 'returned', 'submitted') then
    raise exception 'A case that is % is not screened.', stands
      using errcode = 'check_violation', constraint = 'screening_is_of_an_open_case';
  end if;
  return new;
end $$;
create trigger screening_is_of_an_open_case before insert on assessments_screeningmatch
  for each row execute function screening_is_of_an_open_case();
create trigger screening_is_of_an_open_case before insert on assessments_screeningrun
  for each row execute function screening_is_of_an_open_case();

create function run_names_its_own_matches() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if exists (select from unnest(new.matches) named where not exists (
      select from assessments_screeningmatch m where m.id = named and m.case_id = new.case_id)) then
    raise exception 'A screening names matches of its own case.'
      using errcode = 'check_violation', constraint = 'run_names_its_own_matches';
  end if;
  return new;
end $$;
create trigger run_names_its_own_matches before insert on assessments_screeningrun
  for each row execute function run_names_its_own_matches();

create function match_verdict_follows() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  stands text;
begin
  select c.status into stands from assessments_screeningmatch m
    join assessments_case c on c.id = m.case_id where m.id = new.match_id for share of c;
  if stands not in ('draft', 'returned', 'submitted')
     or new.number <> 1 + (select coalesce(max(number), 0) from assessments_matchverdict
                             where match_id = new.match_id) then
    raise exception 'A match of an open case is dealt with, and each time anew.'
      using errcode = 'check_violation', constraint = 'match_verdict_follows';
  end if;
  return new;
end $$;
create trigger match_verdict_follows before insert on assessments_matchverdict
  for each row execute function match_verdict_follows();

-- Rule 12. While no list of persons is loaded there is nothing to screen against.
create function authorised_when_screened() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  d assessments_decision%rowtype;
  run assessments_screeningrun%rowtype;
begin
  select * into strict d from assessments_decision where id = new.decision_id;
  if not bar_is_in_force(d.case_id, 'match_not_cleared') or not exists (
    select from assessments_listentry
      where kind in ('person', 'entity', 'vessel', 'denial', 'broker')) then
    return new;
  end if;
  select * into run from assessments_screeningrun
    where case_id = d.case_id order by id desc limit 1;
  if run.id is null or run."on" <> d.decided_on
     or row (run.load_id, run.loads::bigint) is distinct from
        (select row (max(id), count(*)) from assessments_listload)
     or run.subjects <> screened_subjects(d.case_id)
     or exists (select from unnest(run.matches) named where 'cleared' is distinct from (
          select v.finding from assessments_matchverdict v
            where v.match_id = named order by v.number desc limit 1)) then
    raise exception 'Item %: a match with a list is not cleared.', new.item
      using errcode = 'check_violation', constraint = 'authorised_when_screened';
  end if;
  return new;
end $$;
create trigger authorised_when_screened before insert on assessments_decisionline
  for each row when (new.outcome in ('authorise', 'authorise_with_measures'))
  execute function authorised_when_screened();

-- dispose_of_case() marks the case at its end; whom it named and why they were cleared go along.
create function screening_goes_with_its_case() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  delete from assessments_screeningrun where case_id = new.id;
  delete from assessments_matchverdict v using assessments_screeningmatch m
    where m.id = v.match_id and m.case_id = new.id;
  delete from assessments_screeningmatch where case_id = new.id;
  return null;
end $$;
create trigger screening_goes_with_its_case after update of disposed_at on assessments_case
  for each row when (old.disposed_at is null and new.disposed_at is not null)
  execute function screening_goes_with_its_case();
"""

UNDO = """
drop trigger screening_goes_with_its_case on assessments_case;
drop function screening_goes_with_its_case();
drop trigger authorised_when_screened on assessments_decisionline;
drop function authorised_when_screened();
drop trigger match_verdict_follows on assessments_matchverdict;
drop function match_verdict_follows();
drop trigger run_names_its_own_matches on assessments_screeningrun;
drop function run_names_its_own_matches();
drop trigger screening_is_of_an_open_case on assessments_screeningrun;
drop trigger screening_is_of_an_open_case on assessments_screeningmatch;
drop function screening_is_of_an_open_case();
drop function screened_subjects(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0055_screening")]

    operations = [migrations.RunSQL(RULES, UNDO)]
