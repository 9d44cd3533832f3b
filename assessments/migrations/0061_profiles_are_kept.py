"""A profile is written by an editor, frozen once published, and adopted while a case is open."""

from django.db import migrations

RULES = """
create function profile_is_kept() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  old_row assessments_profileversion%rowtype;
  new_row assessments_profileversion%rowtype;
begin
  old_row := old;
  if old_row.published_at is not null then
    raise exception 'Version % of a profile is published; it is neither changed nor removed.',
      old_row.number using errcode = 'check_violation', constraint = 'profile_is_kept';
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  new_row := new;
  if new_row.profile_id <> old_row.profile_id or new_row.number <> old_row.number then
    raise exception 'A draft stays the same version of the same profile.'
      using errcode = 'check_violation', constraint = 'profile_is_kept';
  end if;
  return new;
end $$;
create trigger profile_is_kept before update or delete on assessments_profileversion
  for each row execute function profile_is_kept();

create function profile_is_written_by_an_editor() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  about text;
begin
  if not exists (select 1 from assessments_user
                   where id = coalesce(new.published_by_id, new.written_by_id)
                     and 'editor' = any (roles)) then
    raise exception 'Profiles are written and published by register editors.'
      using errcode = 'check_violation', constraint = 'profile_is_written_by_an_editor';
  end if;
  if tg_op = 'INSERT' and (new.published_at is not null or new.number <> (
       select coalesce(max(number), 0) + 1 from assessments_profileversion
         where profile_id = new.profile_id)) then
    raise exception 'A version begins as a draft, with the next number.'
      using errcode = 'check_violation', constraint = 'profile_begins_as_a_draft';
  end if;
  if new.published_at is not null then
    select kind into strict about from assessments_profile where id = new.profile_id;
    if about = 'state' and (coalesce(new.content #>> '{step_1,answer}', '') = ''
                            or coalesce(new.content #>> '{step_3,state}', '') = '')
       or about = 'end_user' and coalesce(new.content #>> '{step_3,end_user}', '') = '' then
      raise exception 'A profile is published with its findings.'
        using errcode = 'check_violation', constraint = 'profile_is_published_whole';
    end if;
  end if;
  return new;
end $$;
create trigger profile_is_written_by_an_editor before insert or update
  on assessments_profileversion
  for each row execute function profile_is_written_by_an_editor();

create function adoption_is_in_officers_hands() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  c assessments_case%rowtype;
  p assessments_profile%rowtype;
begin
  select * into strict c from assessments_case where id = new.case_id for share;
  if c.status not in ('draft', 'returned') then
    raise exception 'What a case that is % rests on is not changed.', c.status
      using errcode = 'check_violation', constraint = 'answers_are_frozen';
  end if;
  if tg_op = 'UPDATE' then
    if old.ended_at is not null or new.ended_at is null then
      raise exception 'An adoption ends once.'
        using errcode = 'check_violation', constraint = 'adoption_ends_once';
    end if;
    return new;
  end if;
  select o.* into strict p from assessments_profile o
    join assessments_profileversion v on v.profile_id = o.id
    where v.id = new.version_id and v.published_at is not null;
  if new.ended_at is not null or p.state <> c.recipient_state or exists (
       select 1 from assessments_adoption a
         join assessments_profileversion v on v.id = a.version_id
         join assessments_profile o on o.id = v.profile_id
         where a.case_id = c.id and a.ended_at is null and o.kind = p.kind) then
    raise exception 'A case adopts one profile of its recipient State and one of an end user there.'
      using errcode = 'check_violation', constraint = 'adoption_is_of_its_state';
  end if;
  return new;
end $$;
create trigger adoption_is_in_officers_hands before insert or update on assessments_adoption
  for each row execute function adoption_is_in_officers_hands();

create function look_is_at_something_newer() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if new.note !~ '\\S' or not exists (
       select 1 from assessments_adoption a
         join assessments_profileversion v on v.id = a.version_id
         join assessments_profileversion w on w.profile_id = v.profile_id
         join assessments_case c on c.id = a.case_id
         where a.case_id = new.case_id and a.ended_at is null and c.status <> 'withdrawn'
           and w.id = new.version_id and w.published_at is not null and w.number > v.number) then
    raise exception 'One looks at a newer version of a profile that the case rests on.'
      using errcode = 'check_violation', constraint = 'look_is_at_something_newer';
  end if;
  return new;
end $$;
create trigger look_is_at_something_newer before insert on assessments_profilelook
  for each row execute function look_is_at_something_newer();

-- dispose_of_case() empties the case; what was noted of its profiles falls silent with it.
create function looks_fall_silent() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  update assessments_profilelook set note = '–' where case_id = new.id;
  return null;
end $$;
create trigger looks_fall_silent after update of disposed_at on assessments_case
  for each row when (new.disposed_at is not null) execute function looks_fall_silent();
"""

UNDO = """
drop trigger looks_fall_silent on assessments_case;
drop function looks_fall_silent();
drop trigger look_is_at_something_newer on assessments_profilelook;
drop function look_is_at_something_newer();
drop trigger adoption_is_in_officers_hands on assessments_adoption;
drop function adoption_is_in_officers_hands();
drop trigger profile_is_written_by_an_editor on assessments_profileversion;
drop function profile_is_written_by_an_editor();
drop trigger profile_is_kept on assessments_profileversion;
drop function profile_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0060_profiles")]

    operations = [migrations.RunSQL(RULES, UNDO)]
