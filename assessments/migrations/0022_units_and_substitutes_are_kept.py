"""A closed unit takes nobody in; a substitute is somebody who may be one, for a year at most."""

from django.db import migrations

RULES = """
alter table assessments_substitution
  add constraint a_substitution_lasts_a_year_at_most check (until_on - from_on < 366),
  add constraint a_substitution_has_its_reason check (reason <> ''),
  add constraint a_role_on_cases_is_stood_in_for
    check (role in ('officer', 'supervisor', 'legal', 'head')),
  add constraint an_end_has_its_person check ((ended_at is null) = (ended_by_id is null));

create function closed_units_stay_empty() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  unit_closed_at timestamptz;
begin
  if tg_op = 'UPDATE' and new.unit_id is not distinct from old.unit_id
     and new.is_active <= old.is_active then
    return new;
  end if;
  select closed_at into unit_closed_at from assessments_unit where id = new.unit_id for share;
  if unit_closed_at is not null then
    raise exception 'A unit that is closed takes nobody in.'
      using errcode = 'check_violation', constraint = 'closed_units_stay_empty';
  end if;
  return new;
end $$;
create trigger closed_units_stay_empty before insert or update on assessments_user
  for each row execute function closed_units_stay_empty();

create function units_are_kept() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if old.closed_at is not null and new is distinct from old then
    raise exception 'A unit that is closed is not changed.'
      using errcode = 'check_violation', constraint = 'units_are_kept';
  end if;
  if new.closed_at is not null and old.closed_at is null and (
       exists (select from assessments_user where unit_id = old.id and is_active)
       or exists (select from assessments_case where unit_id = old.id
                    and status not in ('decided', 'closed', 'withdrawn'))) then
    raise exception 'A unit with people or open cases is not closed.'
      using errcode = 'check_violation', constraint = 'a_unit_is_empty_before_it_is_closed';
  end if;
  return new;
end $$;
create trigger units_are_kept before update on assessments_unit
  for each row execute function units_are_kept();

create function substitutions_are_kept() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  absent assessments_user%rowtype;
  substitute assessments_user%rowtype;
begin
  if tg_op = 'UPDATE' then
    if old.ended_at is not null
       or to_jsonb(new) - array['ended_at', 'ended_by_id']
          <> to_jsonb(old) - array['ended_at', 'ended_by_id'] then
      raise exception 'A substitution is ended, and not changed otherwise.'
        using errcode = 'check_violation', constraint = 'substitutions_are_kept';
    end if;
    if new.ended_by_id <> new.absent_id and not is_administrator(new.ended_by_id) then
      raise exception 'A substitution is ended by the absent person or an administrator.'
        using errcode = 'check_violation', constraint = 'the_absent_or_an_administrator';
    end if;
    return new;
  end if;
  select * into strict absent from assessments_user where id = new.absent_id;
  select * into strict substitute from assessments_user where id = new.substitute_id;
  if new.made_by_id <> absent.id and not is_administrator(new.made_by_id) then
    raise exception 'A substitute is named by the absent person or an administrator.'
      using errcode = 'check_violation', constraint = 'the_absent_or_an_administrator';
  end if;
  if new.ended_at is not null or new.role <> all (absent.roles)
     or not substitute.is_active or 'auditor' = any (substitute.roles) then
    raise exception 'A substitute is at work and no auditor, and stands in for a role of another.'
      using errcode = 'check_violation', constraint = 'a_substitute_may_stand_in';
  end if;
  if new.role <> all (substitute.roles)
     and (new.role = 'officer' or not is_administrator(new.made_by_id)) then
    raise exception 'A role is delegated by administrators; an officer stands in for an officer.'
      using errcode = 'check_violation', constraint = 'a_role_is_delegated_by_administrators';
  end if;
  return new;
end $$;
create trigger substitutions_are_kept before insert or update on assessments_substitution
  for each row execute function substitutions_are_kept();

-- What happened to a person is read from the trail, which is long.
create index entry_about_people on ledger.entry (id) where action in (
  'person_added', 'person_deactivated', 'unit_changed', 'roles_proposed', 'roles_confirmed',
  'roles_waived', 'roles_by_command', 'roles_withdrawn', 'roles_reviewed', 'substitute_named',
  'substitute_ended');
"""

UNDO = """
drop index ledger.entry_about_people;
drop trigger substitutions_are_kept on assessments_substitution;
drop function substitutions_are_kept();
drop trigger units_are_kept on assessments_unit;
drop function units_are_kept();
drop trigger closed_units_stay_empty on assessments_user;
drop function closed_units_stay_empty();
alter table assessments_substitution
  drop constraint an_end_has_its_person,
  drop constraint a_role_on_cases_is_stood_in_for,
  drop constraint a_substitution_has_its_reason,
  drop constraint a_substitution_lasts_a_year_at_most;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0021_two_administrators")]

    operations = [migrations.RunSQL(RULES, UNDO)]
