"""A case moves only with what the move rests on: submission, reasons, decision, record."""

from django.db import migrations

RULES = r"""
alter table assessments_decisionline add constraint decision_has_reasons
  check (reasons ~ '\S');
alter table assessments_signoff add constraint sign_off_has_reasons
  check (reasons ~ '\S');
alter table assessments_returnforchanges add constraint return_has_reasons
  check (reasons ~ '\S');

-- Deciding, returning and signing off are of what lies before the reviewers now.
create function only_what_is_submitted() returns trigger language plpgsql as $$
declare
  s assessments_submission%rowtype;
  stands text;
begin
  select * into strict s from assessments_submission where id = new.submission_id;
  select status into stands from assessments_case where id = s.case_id for share;
  if stands <> 'submitted' or exists (
       select 1 from assessments_submission where case_id = s.case_id and number > s.number) then
    raise exception 'Submission % does not lie before the reviewers.', s.number
      using errcode = 'check_violation', constraint = 'only_what_is_submitted';
  end if;
  return new;
end $$;
create trigger only_what_is_submitted before insert on assessments_decision
  for each row execute function only_what_is_submitted();
create trigger only_what_is_submitted before insert on assessments_returnforchanges
  for each row execute function only_what_is_submitted();
create trigger only_what_is_submitted before insert on assessments_signoff
  for each row execute function only_what_is_submitted();

create function a_sign_off_is_asked_for() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from assessments_submission s
                   where s.id = new.submission_id and s.ruling -> 'sign_offs' ? new.kind) then
    raise exception 'The ruling asks for no sign-off of the kind %.', new.kind
      using errcode = 'check_violation', constraint = 'a_sign_off_is_asked_for';
  end if;
  return new;
end $$;
create trigger a_sign_off_is_asked_for before insert on assessments_signoff
  for each row execute function a_sign_off_is_asked_for();

-- Looked at when the transaction ends: an act writes its row and moves the case, in any order.
create function case_has_its_grounds() returns trigger language plpgsql as $$
declare
  c assessments_case%rowtype;
  s assessments_submission%rowtype;
  is_returned boolean;
  lacking text;
begin
  select * into c from assessments_case where id = new.id;
  select * into s from assessments_submission where case_id = c.id order by number desc limit 1;
  is_returned := exists (
    select 1 from assessments_returnforchanges where submission_id = s.id);
  lacking := case
    when c.status = 'submitted' and (s.id is null or is_returned)
      then 'a_submitted_case_has_its_submission'
    when c.status = 'returned' and not is_returned then 'a_returned_case_has_its_reasons'
    when c.status = 'withdrawn' and c.withdrawn_because !~ '\S' then 'a_withdrawn_case_says_why'
    when c.status in ('decided', 'closed') and not exists (
      select 1 from assessments_decision where case_id = c.id)
      then 'a_decided_case_has_its_decision'
    when c.status in ('decided', 'closed') and exists (
      select 1 from jsonb_object_keys(s.ruling -> 'items') as ruled (name)
        where not exists (
          select 1 from assessments_decisionline l
            join assessments_decision d on d.id = l.decision_id
            where d.case_id = c.id and l.item = ruled.name))
      then 'every_item_is_decided'
    when c.status = 'closed' and not exists (
      select 1 from assessments_record r join assessments_decision d on d.id = r.decision_id
        where d.case_id = c.id)
      then 'a_closed_case_has_its_record'
  end;
  if lacking is not null then
    raise exception 'Case % is %: %.', c.reference, c.status, replace(lacking, '_', ' ')
      using errcode = 'check_violation', constraint = lacking;
  end if;
  return null;
end $$;
create constraint trigger case_has_its_grounds after update of status on assessments_case
  deferrable initially deferred for each row
  when (old.status is distinct from new.status) execute function case_has_its_grounds();

create function a_decision_decides_its_case() returns trigger language plpgsql as $$
begin
  if exists (select 1 from assessments_case
               where id = new.case_id and status not in ('decided', 'closed')) then
    raise exception 'A decision was written, and its case is not decided.'
      using errcode = 'check_violation', constraint = 'a_decision_decides_its_case';
  end if;
  return null;
end $$;
create constraint trigger a_decision_decides_its_case after insert on assessments_decision
  deferrable initially deferred for each row execute function a_decision_decides_its_case();
"""

UNDO = """
drop trigger a_decision_decides_its_case on assessments_decision;
drop function a_decision_decides_its_case();
drop trigger case_has_its_grounds on assessments_case;
drop function case_has_its_grounds();
drop trigger a_sign_off_is_asked_for on assessments_signoff;
drop function a_sign_off_is_asked_for();
drop trigger only_what_is_submitted on assessments_signoff;
drop trigger only_what_is_submitted on assessments_returnforchanges;
drop trigger only_what_is_submitted on assessments_decision;
drop function only_what_is_submitted();
alter table assessments_returnforchanges drop constraint return_has_reasons;
alter table assessments_signoff drop constraint sign_off_has_reasons;
alter table assessments_decisionline drop constraint decision_has_reasons;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0011_decisions_by_day")]

    operations = [migrations.RunSQL(RULES, UNDO)]
