"""What lets bars and letters be passed by writing another day, State, version or unit is closed."""

from django.db import migrations

DAYS = """
-- The authority's today, whose zone the database does not know: any on earth will do.
create function is_today(p_day date) returns boolean language sql stable
set search_path = public, pg_temp as $$
  select p_day between ((now() at time zone 'UTC') - interval '12 hours')::date
                   and ((now() at time zone 'UTC') + interval '14 hours')::date
$$;

-- Bars and letters are asked of the day of the decision; after all other rules of a decision.
create function the_decision_is_of_today() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if not is_today(new.decided_on) then
    raise exception 'The day of a decision is the day on which it is taken.'
      using errcode = 'check_violation', constraint = 'the_decision_is_of_today';
  end if;
  return new;
end $$;
create trigger the_decision_is_of_today before insert on assessments_decision
  for each row execute function the_decision_is_of_today();

create function no_check_is_of_tomorrow() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if new.checked_on > ((now() at time zone 'UTC') + interval '14 hours')::date then
    raise exception 'A source was not checked on a day that is still to come.'
      using errcode = 'check_violation', constraint = 'a_check_has_taken_place';
  end if;
  return new;
end $$;
create trigger no_check_is_of_tomorrow before insert on assessments_sourcerevision
  for each row execute function no_check_is_of_tomorrow();
"""
NO_DAYS = """
drop trigger no_check_is_of_tomorrow on assessments_sourcerevision;
drop function no_check_is_of_tomorrow();
drop trigger the_decision_is_of_today on assessments_decision;
drop function the_decision_is_of_today();
drop function is_today(date);
"""

CASES = """
-- By what a case is judged, its standards and whom it concerns, stands still while it is reviewed.
create function what_is_reviewed_stands_still() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if old.status = 'submitted' and new.status in ('submitted', 'decided')
     and (new.standards_id, new.recipient_state, new.end_user, new.imported)
         is distinct from (old.standards_id, old.recipient_state, old.end_user, old.imported) then
    raise exception 'What a case that is reviewed rests on is not changed.'
      using errcode = 'check_violation', constraint = 'what_is_reviewed_stands_still';
  end if;
  if new.standards_id is distinct from old.standards_id and new.standards_id is distinct from (
       select id from assessments_standardsversion
         where confirmed_at is not null order by number desc limit 1) then
    raise exception 'A case is judged by the standards in force.'
      using errcode = 'check_violation', constraint = 'a_case_has_the_standards_in_force';
  end if;
  return new;
end $$;
create trigger what_is_reviewed_stands_still before update on assessments_case for each row
  when (old.status = 'submitted' or new.standards_id is distinct from old.standards_id)
  execute function what_is_reviewed_stands_still();

-- The lists of cases are indexed by recipient and end user; what bars is who the answers name.
create function case_names_whom_its_answers_name() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if exists (
    select from assessments_case c
      join assessments_answer a on a.case_id = c.id and a.step = 'application'
      where c.id = new.case_id and a.content is not null
        and strpos(a.content::text, E'\uf8ff') = 0  -- a character that no index can hold
        and (c.recipient_state <> left(coalesce(a.content #>> '{transfer,recipient_state}', ''), 2)
          or left(folded_actor(c.end_user), 200) <> left(folded_actor(left(
               coalesce(a.content #>> '{transfer,end_user,name}', ''), 300)), 200))) then
    raise exception 'The recipient or end user of this case is not the one that its answers name.'
      using errcode = 'check_violation', constraint = 'case_names_whom_its_answers_name';
  end if;
  return new;
end $$;
create trigger case_names_whom_its_answers_name before insert on assessments_submission
  for each row execute function case_names_whom_its_answers_name();
"""
NO_CASES = """
drop trigger case_names_whom_its_answers_name on assessments_submission;
drop function case_names_whom_its_answers_name();
drop trigger what_is_reviewed_stands_still on assessments_case;
drop function what_is_reviewed_stands_still();
"""

SCREENING = """
-- A screening cannot leave out what was found since the lists last changed: it would be found again.
create function nothing_found_is_left_out() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  d assessments_decision%rowtype;
begin
  select * into strict d from assessments_decision where id = new.decision_id;
  if bar_is_in_force(d.case_id, 'match_not_cleared') and exists (
    select from assessments_screeningmatch m
      join assessments_listentry e on e.id = m.entry_id
      where m.case_id = d.case_id
        and m.found_at >= (select max(loaded_at) from assessments_listload)
        and case when e.kind = 'broker' then e.until is not null or e.valid_until < d.decided_on
                 else e.until is null and coalesce(e.valid_until >= d.decided_on, true) end
        and exists (
          select from jsonb_array_elements(screened_subjects(d.case_id)) s
            where s - array['role', 'said'] = m.subject - array['role', 'said']
              and (s ->> 'role' = 'vessel') = (m.subject ->> 'role' = 'vessel'))
        and 'cleared' is distinct from (
          select v.finding from assessments_matchverdict v
            where v.match_id = m.id order by v.number desc limit 1)) then
    raise exception 'Item %: a match with a list is not cleared.', new.item
      using errcode = 'check_violation', constraint = 'nothing_found_is_left_out';
  end if;
  return new;
end $$;
create trigger nothing_found_is_left_out before insert on assessments_decisionline
  for each row when (new.outcome in ('authorise', 'authorise_with_measures'))
  execute function nothing_found_is_left_out();

create function who_works_on_it_deals_with_matches() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  c uuid;
begin
  select case_id into strict c from assessments_screeningmatch where id = new.match_id;
  if not worked_on_case(c, new.by_id) or is_interested(c, new.by_id) then
    raise exception 'Whoever works on a case, without an interest in it, deals with its matches.'
      using errcode = 'check_violation', constraint = 'who_works_on_it_deals_with_matches';
  end if;
  return new;
end $$;
create trigger who_works_on_it_deals_with_matches before insert on assessments_matchverdict
  for each row execute function who_works_on_it_deals_with_matches();
"""
NO_SCREENING = """
drop trigger who_works_on_it_deals_with_matches on assessments_matchverdict;
drop function who_works_on_it_deals_with_matches();
drop trigger nothing_found_is_left_out on assessments_decisionline;
drop function nothing_found_is_left_out();
"""

# Letters case-fold as Python does, but for what hardly a unit is written with.
LETTERS = """
create function letter_is_of_this_supply() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  submitted jsonb;
begin
  select s.content into strict submitted from assessments_decision d
    join assessments_submission s on s.id = d.submission_id where d.id = new.decision_id;
  if exists (
    select from jsonb_array_elements(coalesce(submitted #> '{lists,letters}', '[]')) letter,
                jsonb_array_elements(letter -> 'items') named,
                jsonb_array_elements(submitted #> '{case_file,items}') item
      where named ->> 'item' = new.item and item ->> 'id' = new.item and not exists (
        select from assessments_letterline l
          join assessments_exemptionletter e on e.id = l.letter_id
          where l.id = (named ->> 'line')::bigint and e.id = (letter ->> 'letter')::bigint
            and e.measure = letter ->> 'place'
            and folded_actor(replace(e.end_user, 'ß', 'ss')) = folded_actor(replace(
                  coalesce(submitted #>> '{case_file,transfer,end_user,name}', ''), 'ß', 'ss'))
            and folded_actor(replace(l.unit, 'ß', 'ss')) = folded_actor(replace(
                  coalesce(item ->> 'unit', ''), 'ß', 'ss')))) then
    raise exception 'Item %: the letter of exemption is not for this supply.', new.item
      using errcode = 'check_violation', constraint = 'letter_is_of_this_supply';
  end if;
  return new;
end $$;
create trigger letter_is_of_this_supply before insert on assessments_decisionline
  for each row when (new.outcome in ('authorise', 'authorise_with_measures'))
  execute function letter_is_of_this_supply();
"""
NO_LETTERS = """
drop trigger letter_is_of_this_supply on assessments_decisionline;
drop function letter_is_of_this_supply();
"""

KEPT = """
-- The first record has the number 1, and every other a correction; there is no record before it.
create function record_has_its_number() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if new.number < 1 or new.edition not in ('full', 'auditor', 'exporter', 'public') then
    raise exception 'There is no record of the edition % with the number %.',
      new.edition, new.number
      using errcode = 'check_violation', constraint = 'record_has_its_number';
  end if;
  if new.digest <> encode(sha256(new.body), 'hex') then
    raise exception 'The digest of a record is that of its bytes.'
      using errcode = 'check_violation', constraint = 'record_has_its_digest';
  end if;
  return new;
end $$;
create trigger record_has_its_number before insert on assessments_record
  for each row execute function record_has_its_number();

create function who_assessed_does_not_correct() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  c uuid;
begin
  select case_id into strict c from assessments_decision where id = new.decision_id;
  if worked_on_case(c, new.made_by_id) or is_interested(c, new.made_by_id) then
    raise exception 'A record is corrected by somebody who had no hand in the assessment.'
      using errcode = 'check_violation', constraint = 'a_second_person_corrects';
  end if;
  return new;
end $$;
create trigger who_assessed_does_not_correct before insert on assessments_correction
  for each row execute function who_assessed_does_not_correct();

create function files_of_answers_come_while_it_is_open() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if not exists (
    select from assessments_requestact a
      join assessments_informationrequest r on r.id = a.request_id
      join assessments_case c on c.id = r.case_id
      where a.id = new.requestact_id and c.status in ('draft', 'returned', 'submitted')) then
    raise exception 'What came with an answer is filed before its case is decided.'
      using errcode = 'check_violation', constraint = 'files_of_answers_come_while_it_is_open';
  end if;
  return new;
end $$;
create trigger files_of_answers_come_while_it_is_open before insert on assessments_requestact_files
  for each row execute function files_of_answers_come_while_it_is_open();
"""
NOT_KEPT = """
drop trigger files_of_answers_come_while_it_is_open on assessments_requestact_files;
drop function files_of_answers_come_while_it_is_open();
drop trigger who_assessed_does_not_correct on assessments_correction;
drop function who_assessed_does_not_correct();
drop trigger record_has_its_number on assessments_record;
drop function record_has_its_number();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0077_items_have_categories")]

    operations = [
        migrations.RunSQL(DAYS, NO_DAYS),
        migrations.RunSQL(CASES, NO_CASES),
        migrations.RunSQL(SCREENING, NO_SCREENING),
        migrations.RunSQL(LETTERS, NO_LETTERS),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
