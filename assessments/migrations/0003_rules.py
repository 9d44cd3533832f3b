"""Rules of law and procedure that must hold whatever the program does."""

from django.db import migrations

RULES = """
create sequence case_reference;

alter table assessments_decisionline add constraint only_what_the_law_permits_is_decided
  check (outcome = any (permitted));

create unique index one_proposal_of_standards_at_a_time on assessments_standardsversion ((true))
  where confirmed_at is null and withdrawn_at is null;

-- Answers change only while the case is the officer's.
create function answers_are_frozen() returns trigger language plpgsql as $$
declare
  stands text;
begin
  select status into stands from assessments_case
    where id = coalesce(new.case_id, old.case_id) for share;
  if stands not in ('draft', 'returned') then
    raise exception 'The answers of a case that is % are not changed.', stands
      using errcode = 'check_violation', constraint = 'answers_are_frozen';
  end if;
  return coalesce(new, old);
end $$;
create trigger answers_are_frozen before insert or update or delete on assessments_answer
  for each row execute function answers_are_frozen();

-- The moves of a case; cases/status.py holds the same table.
create function case_moves() returns trigger language plpgsql as $$
begin
  if old.status is distinct from new.status and (old.status, new.status) not in (
    ('draft', 'submitted'), ('returned', 'submitted'), ('submitted', 'returned'),
    ('submitted', 'decided'), ('decided', 'closed'),
    ('draft', 'withdrawn'), ('returned', 'withdrawn'), ('submitted', 'withdrawn')
  ) then
    raise exception 'A case does not move from % to %.', old.status, new.status
      using errcode = 'check_violation', constraint = 'case_moves';
  end if;
  if old.status in ('decided', 'closed', 'withdrawn') and
     (to_jsonb(new) - array['status', 'words', 'updated_at'])
     <> (to_jsonb(old) - array['status', 'words', 'updated_at']) then
    raise exception 'A case that is % is not changed.', old.status
      using errcode = 'check_violation', constraint = 'case_is_frozen';
  end if;
  return new;
end $$;
create trigger case_moves before update on assessments_case
  for each row execute function case_moves();

-- A sign-off is another person's, and of exactly what was submitted.
create function sign_off_is_bound() returns trigger language plpgsql as $$
declare
  s assessments_submission%rowtype;
begin
  select * into strict s from assessments_submission where id = new.submission_id;
  if s.digest <> new.digest then
    raise exception 'A sign-off is of what was submitted.'
      using errcode = 'check_violation', constraint = 'sign_off_is_of_what_was_submitted';
  end if;
  if s.submitted_by_id = new.signed_by_id then
    raise exception 'The officer who assessed a case does not sign it off.'
      using errcode = 'check_violation', constraint = 'the_assessor_does_not_sign_off';
  end if;
  return new;
end $$;
create trigger sign_off_is_bound before insert on assessments_signoff
  for each row execute function sign_off_is_bound();

-- A decision is of the last submission, by another person than the one who submitted it.
create function decision_is_bound() returns trigger language plpgsql as $$
declare
  s assessments_submission%rowtype;
begin
  select * into strict s from assessments_submission where id = new.submission_id;
  if s.case_id <> new.case_id or s.digest <> new.digest
     or s.submitted_by_id <> new.assessed_by_id
     or s.number <> (select max(number) from assessments_submission where case_id = s.case_id)
  then
    raise exception 'A decision is of what was submitted last.'
      using errcode = 'check_violation', constraint = 'decision_is_of_what_was_submitted';
  end if;
  return new;
end $$;
create trigger decision_is_bound before insert on assessments_decision
  for each row execute function decision_is_bound();

-- Nothing is authorised without the sign-offs that the ruling asks for, nor by their signers.
create function authorisation_is_signed_off() returns trigger language plpgsql as $$
declare
  wanted text;
begin
  if new.outcome in ('authorise', 'authorise_with_measures') then
    for wanted in
      select jsonb_array_elements_text(s.ruling -> 'sign_offs')
        from assessments_submission s
        join assessments_decision d on d.submission_id = s.id where d.id = new.decision_id
    loop
      if not exists (
        select 1 from assessments_signoff o
          join assessments_decision d on d.submission_id = o.submission_id
          where d.id = new.decision_id and o.kind = wanted
      ) then
        raise exception 'The sign-off % is missing.', wanted
          using errcode = 'check_violation', constraint = 'authorisation_is_signed_off';
      end if;
    end loop;
  end if;
  return new;
end $$;
create trigger authorisation_is_signed_off before insert on assessments_decisionline
  for each row execute function authorisation_is_signed_off();
"""

UNDO = """
drop trigger authorisation_is_signed_off on assessments_decisionline;
drop function authorisation_is_signed_off();
drop trigger decision_is_bound on assessments_decision;
drop function decision_is_bound();
drop trigger sign_off_is_bound on assessments_signoff;
drop function sign_off_is_bound();
drop trigger case_moves on assessments_case;
drop function case_moves();
drop trigger answers_are_frozen on assessments_answer;
drop function answers_are_frozen();
drop index one_proposal_of_standards_at_a_time;
alter table assessments_decisionline drop constraint only_what_the_law_permits_is_decided;
drop sequence case_reference;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_ledger")]

    operations = [migrations.RunSQL(RULES, UNDO)]
