"""Four eyes, whatever hands a case went through; and a decided case keeps people and files."""

from django.db import migrations

RULES = """
-- Everybody who had a hand in the assessment: as officer or colleague, now or earlier.
create function worked_on_case(p_case uuid, p_user bigint) returns boolean
language sql stable as $$
  select exists (
      select 1 from assessments_case where id = p_case and officer_id = p_user)
    or exists (
      select 1 from assessments_case_colleagues where case_id = p_case and user_id = p_user)
    or exists (
      select 1 from assessments_answer where case_id = p_case and saved_by_id = p_user)
    or exists (
      select 1 from ledger.entry e join assessments_user u on u.username = e.actor
        where e.case_id = p_case and u.id = p_user and e.action in (
          'opened', 'imported', 'split', 'answered', 'reopened', 'confirmed_again', 'row_removed',
          'draft_discarded', 'file_added', 'file_removed', 'handed_over', 'shared', 'submitted'))
$$;

create function a_second_person_signs_off() returns trigger language plpgsql as $$
declare
  s assessments_submission%rowtype;
begin
  select * into strict s from assessments_submission where id = new.submission_id;
  if worked_on_case(s.case_id, new.signed_by_id) then
    raise exception 'Nobody who worked on a case signs it off.'
      using errcode = 'check_violation', constraint = 'a_second_person_signs_off';
  end if;
  if exists (select 1 from assessments_signoff
               where submission_id = s.id and signed_by_id = new.signed_by_id) then
    raise exception 'Each sign-off is another person''s.'
      using errcode = 'check_violation', constraint = 'each_sign_off_is_another_persons';
  end if;
  return new;
end $$;
create trigger a_second_person_signs_off before insert on assessments_signoff
  for each row execute function a_second_person_signs_off();

create function a_second_person_decides() returns trigger language plpgsql as $$
begin
  if worked_on_case(new.case_id, new.decided_by_id) then
    raise exception 'Nobody who worked on a case decides it.'
      using errcode = 'check_violation', constraint = 'a_second_person_decides';
  end if;
  if exists (select 1 from assessments_signoff
               where submission_id = new.submission_id and signed_by_id = new.decided_by_id) then
    raise exception 'Who signed a case off does not decide it.'
      using errcode = 'check_violation', constraint = 'signers_do_not_decide';
  end if;
  return new;
end $$;
create trigger a_second_person_decides before insert on assessments_decision
  for each row execute function a_second_person_decides();

-- What is said to be permitted is what the ruling that was submitted permits.
create function permitted_is_what_was_submitted() returns trigger language plpgsql as $$
declare
  ruled jsonb;
begin
  select s.ruling -> 'items' -> new.item into ruled
    from assessments_submission s
    join assessments_decision d on d.submission_id = s.id where d.id = new.decision_id;
  if ruled is distinct from to_jsonb(new.permitted) then
    raise exception 'The decisions permitted for item % are those of the ruling.', new.item
      using errcode = 'check_violation', constraint = 'permitted_is_what_was_submitted';
  end if;
  return new;
end $$;
create trigger permitted_is_what_was_submitted before insert on assessments_decisionline
  for each row execute function permitted_is_what_was_submitted();

-- Files and colleagues change only while the case is in its officers' hands.
create function only_in_officers_hands() returns trigger language plpgsql as $$
declare
  stands text;
begin
  select status into stands from assessments_case
    where id = coalesce(new.case_id, old.case_id) for share;
  if stands not in ('draft', 'returned') then
    raise exception 'Files and colleagues of a case that is % are not changed.', stands
      using errcode = 'check_violation', constraint = 'only_in_officers_hands';
  end if;
  return coalesce(new, old);
end $$;
create trigger only_in_officers_hands before insert or update or delete on assessments_attachment
  for each row execute function only_in_officers_hands();
create trigger only_in_officers_hands
  before insert or update or delete on assessments_case_colleagues
  for each row execute function only_in_officers_hands();
"""

UNDO = """
drop trigger only_in_officers_hands on assessments_case_colleagues;
drop trigger only_in_officers_hands on assessments_attachment;
drop function only_in_officers_hands();
drop trigger permitted_is_what_was_submitted on assessments_decisionline;
drop function permitted_is_what_was_submitted();
drop trigger a_second_person_decides on assessments_decision;
drop function a_second_person_decides();
drop trigger a_second_person_signs_off on assessments_signoff;
drop function a_second_person_signs_off();
drop function worked_on_case(uuid, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_colleagues")]

    operations = [migrations.RunSQL(RULES, UNDO)]
