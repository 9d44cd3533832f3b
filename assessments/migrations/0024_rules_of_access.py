"""Interests declared before acting, sign-offs waived only where nobody else is, ends made once."""

from django.db import migrations

# As migration 0006 has it, and who declared that they assess the case.
WORKED_ON = """
create or replace function worked_on_case(p_case uuid, p_user bigint) returns boolean
language sql stable as $$
  select exists (
      select 1 from assessments_case where id = p_case and officer_id = p_user)
    or exists (
      select 1 from assessments_case_colleagues where case_id = p_case and user_id = p_user)
    or exists (
      select 1 from assessments_answer where case_id = p_case and saved_by_id = p_user)
    {also}or exists (
      select 1 from ledger.entry e join assessments_user u on u.username = e.actor
        where e.case_id = p_case and u.id = p_user and e.action in (
          'opened', 'imported', 'split', 'answered', 'reopened', 'confirmed_again', 'row_removed',
          'draft_discarded', 'file_added', 'file_removed', 'handed_over', 'shared', 'submitted'))
$$;
"""
ALSO = """or exists (
      select 1 from assessments_declaration where case_id = p_case and person_id = p_user
        and purpose = 'assess' and not has_interest)
    """

RULES = """
-- In a role: as one's own, or for somebody who is away. The day is the authority's, whose zone the
-- database does not know: whoever stands in anywhere on earth counts.
create function acts_as(p_user bigint, p_role text) returns boolean
language sql stable as $$
  select exists (
      select 1 from assessments_user where id = p_user and is_active and p_role = any (roles))
    or exists (
      select 1 from assessments_substitution s
        join assessments_user a on a.id = s.absent_id
        join assessments_user u on u.id = s.substitute_id
        where s.substitute_id = p_user and s.role = p_role and s.ended_at is null
          and u.is_active and p_role = any (a.roles)
          and (p_role = any (u.roles) or exists (
            select 1 from assessments_rolegrant g
              where g.substitution_id = s.id and g.confirmed_at is not null))
          and s.from_on <= ((now() at time zone 'UTC') + interval '14 hours')::date
          and s.until_on >= ((now() at time zone 'UTC') - interval '12 hours')::date)
$$;

create function is_interested(p_case uuid, p_user bigint) returns boolean
language sql stable as $$
  select exists (
    select 1 from assessments_declaration d
      where d.case_id = p_case and d.person_id = p_user and d.has_interest
        and not exists (select 1 from assessments_clearance where declaration_id = d.id))
$$;

create function has_declared(p_case uuid, p_user bigint, p_purpose text) returns boolean
language sql stable as $$
  select not is_interested(p_case, p_user) and exists (
    select 1 from assessments_declaration
      where case_id = p_case and person_id = p_user and purpose = p_purpose)
$$;

-- Whether anybody but the decider could still give a sign-off.
create function somebody_signs_off(p_submission bigint, p_kind text, p_decider bigint)
returns boolean language sql stable as $$
  select exists (
    select 1 from assessments_user u
      join assessments_submission s on s.id = p_submission
      where u.id <> p_decider and acts_as(u.id, p_kind)
        and not worked_on_case(s.case_id, u.id) and not is_interested(s.case_id, u.id)
        and not exists (select 1 from assessments_signoff o
                          where o.submission_id = s.id and o.signed_by_id = u.id))
$$;

create function submitter_has_declared() returns trigger language plpgsql as $$
begin
  if not has_declared(new.case_id, new.submitted_by_id, 'assess') then
    raise exception 'Who submits a case has declared to have no interest in it.'
      using errcode = 'check_violation', constraint = 'submitter_has_declared';
  end if;
  return new;
end $$;
create trigger submitter_has_declared before insert on assessments_submission
  for each row execute function submitter_has_declared();

create function signer_has_declared() returns trigger language plpgsql as $$
declare
  of_case uuid;
begin
  select case_id into strict of_case from assessments_submission where id = new.submission_id;
  if not acts_as(new.signed_by_id, new.kind) then
    raise exception 'A sign-off is given in the role it is of.'
      using errcode = 'check_violation', constraint = 'signer_has_the_role';
  end if;
  if not has_declared(of_case, new.signed_by_id, 'sign_off') then
    raise exception 'Who signs a case off has declared to have no interest in it.'
      using errcode = 'check_violation', constraint = 'signer_has_declared';
  end if;
  return new;
end $$;
create trigger signer_has_declared before insert on assessments_signoff
  for each row execute function signer_has_declared();

create function decider_has_declared() returns trigger language plpgsql as $$
begin
  if not acts_as(new.decided_by_id, 'supervisor') then
    raise exception 'A supervisor decides.'
      using errcode = 'check_violation', constraint = 'decider_has_the_role';
  end if;
  if not has_declared(new.case_id, new.decided_by_id, 'decide') then
    raise exception 'Who decides a case has declared to have no interest in it.'
      using errcode = 'check_violation', constraint = 'decider_has_declared';
  end if;
  return new;
end $$;
create trigger decider_has_declared before insert on assessments_decision
  for each row execute function decider_has_declared();

create function a_supervisor_clears() returns trigger language plpgsql as $$
declare
  d assessments_declaration%rowtype;
begin
  select * into strict d from assessments_declaration where id = new.declaration_id;
  if not d.has_interest or d.person_id = new.cleared_by_id
     or not acts_as(new.cleared_by_id, 'supervisor')
     or worked_on_case(d.case_id, new.cleared_by_id)
     or is_interested(d.case_id, new.cleared_by_id) then
    raise exception 'An interest is cleared by a supervisor who has no part in it.'
      using errcode = 'check_violation', constraint = 'a_supervisor_clears';
  end if;
  return new;
end $$;
create trigger a_supervisor_clears before insert on assessments_clearance
  for each row execute function a_supervisor_clears();

-- Waived is what the ruling asks for, what nobody gave, and what nobody else could give.
create function waived_for_want_of_people() returns trigger language plpgsql as $$
declare
  s assessments_submission%rowtype;
  stands text;
begin
  select * into strict s from assessments_submission where id = new.submission_id;
  select status into stands from assessments_case where id = s.case_id;
  if stands <> 'submitted' or new.reviewed_at is not null
     or s.number <> (select max(number) from assessments_submission where case_id = s.case_id)
     or not s.ruling -> 'sign_offs' @> to_jsonb(new.kind::text)
     or exists (select 1 from assessments_signoff
                  where submission_id = s.id and kind = new.kind)
     or not acts_as(new.by_id, 'supervisor') or worked_on_case(s.case_id, new.by_id)
     or somebody_signs_off(s.id, new.kind, new.by_id) then
    raise exception 'The sign-off % is waived only where nobody else could give it.', new.kind
      using errcode = 'check_violation', constraint = 'waived_for_want_of_people';
  end if;
  return new;
end $$;
create trigger waived_for_want_of_people before insert on assessments_waiver
  for each row execute function waived_for_want_of_people();

create function reviewed_once() returns trigger language plpgsql as $$
declare
  of_case uuid;
begin
  select case_id into strict of_case from assessments_submission where id = new.submission_id;
  if old.reviewed_at is not null or new.reviewed_at is null
     or (to_jsonb(new) - array['reviewed_by_id', 'reviewed_at', 'review'])
        <> (to_jsonb(old) - array['reviewed_by_id', 'reviewed_at', 'review'])
     or worked_on_case(of_case, new.reviewed_by_id)
     or not (acts_as(new.reviewed_by_id, 'supervisor') or acts_as(new.reviewed_by_id, 'head')
             or acts_as(new.reviewed_by_id, 'auditor')) then
    raise exception 'A waiver is looked at once, by somebody who had no part in the case.'
      using errcode = 'check_violation', constraint = 'reviewed_once';
  end if;
  return new;
end $$;
create trigger reviewed_once before update on assessments_waiver
  for each row execute function reviewed_once();

create or replace function authorisation_is_signed_off() returns trigger language plpgsql as $$
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
      ) and not exists (
        select 1 from assessments_waiver w
          join assessments_decision d on d.submission_id = w.submission_id
          where d.id = new.decision_id and w.kind = wanted and w.by_id = d.decided_by_id
      ) then
        raise exception 'The sign-off % is missing.', wanted
          using errcode = 'check_violation', constraint = 'authorisation_is_signed_off';
      end if;
    end loop;
  end if;
  return new;
end $$;

create function ended_once() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null or new.ended_at is null
     or (to_jsonb(new) - array['ended_by_id', 'ended_at'])
        <> (to_jsonb(old) - array['ended_by_id', 'ended_at']) then
    raise exception 'Who was let into a case, and until when, is not changed.'
      using errcode = 'check_violation', constraint = 'ended_once';
  end if;
  return new;
end $$;
create trigger ended_once before update on assessments_assignment
  for each row execute function ended_once();
create trigger ended_once before update on assessments_reading
  for each row execute function ended_once();
"""

UNDO = """
drop trigger ended_once on assessments_reading;
drop trigger ended_once on assessments_assignment;
drop function ended_once();
drop trigger reviewed_once on assessments_waiver;
drop function reviewed_once();
drop trigger waived_for_want_of_people on assessments_waiver;
drop function waived_for_want_of_people();
drop trigger a_supervisor_clears on assessments_clearance;
drop function a_supervisor_clears();
drop trigger decider_has_declared on assessments_decision;
drop function decider_has_declared();
drop trigger signer_has_declared on assessments_signoff;
drop function signer_has_declared();
drop trigger submitter_has_declared on assessments_submission;
drop function submitter_has_declared();
drop function somebody_signs_off(bigint, text, bigint);
drop function has_declared(uuid, bigint, text);
drop function is_interested(uuid, bigint);
drop function acts_as(bigint, text);
create or replace function authorisation_is_signed_off() returns trigger language plpgsql as $$
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
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0023_interests_assignments_waivers")]

    operations = [
        migrations.RunSQL(WORKED_ON.format(also=ALSO), WORKED_ON.format(also="")),
        migrations.RunSQL(RULES, UNDO),
    ]
