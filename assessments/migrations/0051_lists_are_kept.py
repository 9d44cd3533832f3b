"""What a list said is kept; a letter is not exceeded, whoever decides at the same moment."""

from django.db import migrations

RULES = r"""
create function load_follows_load() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  last assessments_listload%rowtype;
begin
  select * into last from assessments_listload where source_id = new.source_id
    order by number desc limit 1;
  if new.number <> coalesce(last.number, 0) + 1 or new.loaded_at <= last.loaded_at then
    raise exception 'The loads of a list follow one another.'
      using errcode = 'check_violation', constraint = 'load_follows_load';
  end if;
  if new.loaded_by_id is not null and not exists (
    select from assessments_user where id = new.loaded_by_id and 'editor' = any (roles)) then
    raise exception 'A list is loaded by an editor.'
      using errcode = 'check_violation', constraint = 'an_editor_loads';
  end if;
  return new;
end $$;
create trigger load_follows_load before insert on assessments_listload
  for each row execute function load_follows_load();

-- Entries begin and end with the last load of their list. A statement at a time: they are many.
create function entries_begin_with_a_load() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if exists (
    select from added
      left join lateral (select max(loaded_at) as at from assessments_listload l
                           where l.source_id = added.source_id) last on true
      where added.until is not null or added.since is distinct from last.at) then
    raise exception 'An entry begins with the last load of its list.'
      using errcode = 'check_violation', constraint = 'entries_begin_with_a_load';
  end if;
  return null;
end $$;
create trigger entries_begin_with_a_load after insert on assessments_listentry
  referencing new table as added for each statement execute function entries_begin_with_a_load();

create function entries_end_once() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if exists (
    select from was full join is_now on is_now.id = was.id
      left join lateral (select max(loaded_at) as at from assessments_listload l
                           where l.source_id = is_now.source_id) last on true
      where was.until is not null or is_now.until is distinct from last.at
         or to_jsonb(was) - 'until' is distinct from to_jsonb(is_now) - 'until') then
    raise exception 'An entry ends once, with the last load of its list; nothing else changes it.'
      using errcode = 'check_violation', constraint = 'entries_end_once';
  end if;
  return null;
end $$;
create trigger entries_end_once after update on assessments_listentry
  referencing old table as was new table as is_now
  for each statement execute function entries_end_once();

create function flags_are_looked_at_once() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if old.seen_at is not null or new.seen_at is null then
    raise exception 'A flag is looked at once.'
      using errcode = 'check_violation', constraint = 'flags_are_looked_at_once';
  end if;
  return new;
end $$;
create trigger flags_are_looked_at_once before update on assessments_listflag
  for each row execute function flags_are_looked_at_once();

-- A letter is written by an editor, with all its lines, and ends once.
create function letters_are_kept() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if not exists (
    select from assessments_user
      where id = coalesce(new.ended_by_id, new.recorded_by_id) and 'editor' = any (roles)) then
    raise exception 'Letters are kept by an editor.'
      using errcode = 'check_violation', constraint = 'an_editor_keeps_letters';
  end if;
  if tg_op = 'INSERT' and new.ended_on is not null
     or tg_op = 'UPDATE' and (old.ended_on is not null or new.ended_on is null) then
    raise exception 'A letter ends once, after it was recorded.'
      using errcode = 'check_violation', constraint = 'letters_end_once';
  end if;
  return new;
end $$;
create trigger letters_are_kept before insert or update on assessments_exemptionletter
  for each row execute function letters_are_kept();

create function letter_lines_are_whole() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if new.position >= (select line_count from assessments_exemptionletter where id = new.letter_id)
  then
    raise exception 'A letter covers what it covered when it was recorded.'
      using errcode = 'check_violation', constraint = 'letter_lines_are_whole';
  end if;
  return new;
end $$;
create trigger letter_lines_are_whole before insert on assessments_letterline
  for each row execute function letter_lines_are_whole();

-- What is authorised under a letter, as the case was submitted, counts against its lines. The
-- letters are locked, in one order, before anything is summed: two decisions at once queue up.
create function use_letters() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  d assessments_decision%rowtype;
  submitted jsonb;
begin
  select * into strict d from assessments_decision where id = new.decision_id;
  select content into strict submitted from assessments_submission where id = d.submission_id;
  if jsonb_array_length(coalesce(submitted #> '{lists,letters}', '[]')) = 0 then
    return null;
  end if;
  perform 1 from assessments_exemptionletter
    where id in (select (letter ->> 'letter')::bigint
                   from jsonb_array_elements(submitted #> '{lists,letters}') letter)
    order by id for update;
  insert into assessments_letteruse (line_id, decision_id, item, quantity)
    select (named ->> 'line')::bigint, d.id, new.item,
           replace(item ->> 'quantity', E'\uf8ff#', '')::numeric
      from jsonb_array_elements(submitted #> '{lists,letters}') letter,
           jsonb_array_elements(letter -> 'items') named,
           jsonb_array_elements(submitted #> '{case_file,items}') item
      where named ->> 'item' = new.item and item ->> 'id' = new.item;
  if exists (
    select from assessments_letteruse used
      join assessments_letterline line on line.id = used.line_id
      join assessments_exemptionletter letter on letter.id = line.letter_id
      where used.decision_id = d.id and used.item = new.item
        and (d.decided_on > letter.valid_until or d.decided_on >= letter.ended_on
             or line.quantity < (select sum(quantity) from assessments_letteruse
                                   where line_id = line.id))) then
    raise exception 'More is authorised than the letter of exemption covers.'
      using errcode = 'check_violation', constraint = 'a_letter_is_not_exceeded';
  end if;
  return null;
end $$;
create trigger use_letters after insert on assessments_decisionline
  for each row when (new.outcome in ('authorise', 'authorise_with_measures'))
  execute function use_letters();
revoke all on function use_letters() from public;

-- Who looked at a changed list for a case, and what they said, goes with the case.
create function flags_go_with_their_case() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if is_being_disposed(new.id) then
    delete from assessments_listflag where case_id = new.id;
  end if;
  return null;
end $$;
create trigger flags_go_with_their_case after update of disposed_at on assessments_case
  for each row when (new.disposed_at is not null) execute function flags_go_with_their_case();
"""

UNDO = """
drop trigger flags_go_with_their_case on assessments_case;
drop function flags_go_with_their_case();
drop trigger use_letters on assessments_decisionline;
drop function use_letters();
drop trigger letter_lines_are_whole on assessments_letterline;
drop function letter_lines_are_whole();
drop trigger letters_are_kept on assessments_exemptionletter;
drop function letters_are_kept();
drop trigger flags_are_looked_at_once on assessments_listflag;
drop function flags_are_looked_at_once();
drop trigger entries_end_once on assessments_listentry;
drop function entries_end_once();
drop trigger entries_begin_with_a_load on assessments_listentry;
drop function entries_begin_with_a_load();
drop trigger load_follows_load on assessments_listload;
drop function load_follows_load();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0050_lists_and_letters")]

    operations = [migrations.RunSQL(RULES, UNDO)]
