"""Roles change by a grant that two administrators made; and there is always an administrator."""

from django.db import migrations

RULES = """
alter table assessments_rolegrant
  add constraint a_confirmation_has_its_time
    check (confirmed_by_id is null or confirmed_at is not null),
  add constraint a_withdrawal_has_its_person
    check ((withdrawn_at is null) = (withdrawn_by_id is null)),
  add constraint a_review_has_its_person
    check ((reviewed_at is null) = (reviewed_by_id is null)
           and (reviewed_at is null) = (review = ''));

create function is_administrator(p_user bigint) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select from assessments_user
    where id = p_user and is_active and 'administrator' = any (roles))
$$;

create function administrators_besides(variadic p_users bigint[]) returns bigint
language sql stable set search_path = public, pg_temp as $$
  select count(*) from assessments_user
    where is_active and 'administrator' = any (roles) and id <> all (array_remove(p_users, null))
$$;

-- Whatever depends on how many administrators there are is done one after the other.
create function lock_people() returns void language sql as $$
  select pg_advisory_xact_lock(hashtext('people of the authority'))
$$;

-- Roles, and coming back, are written by a grant alone: its trigger acts as the owner.
create function people_are_kept() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  is_by_grant boolean := pg_has_role(
    current_user, (select relowner from pg_class where oid = tg_relid), 'usage');
begin
  if tg_op = 'INSERT' then
    if new.roles <> '{}' and not is_by_grant then
      raise exception 'A person is added without roles; two administrators give them.'
        using errcode = 'check_violation', constraint = 'roles_are_given_by_two';
    end if;
    return new;
  end if;
  if (new.roles <> old.roles or new.is_active and not old.is_active) and not is_by_grant then
    raise exception 'The roles of a person change by a grant that two administrators made.'
      using errcode = 'check_violation', constraint = 'roles_are_given_by_two';
  end if;
  if new.username <> old.username or old.is_demonstration and not new.is_demonstration then
    raise exception 'The user name of a person stays: the trail names people by it.'
      using errcode = 'check_violation', constraint = 'user_names_are_kept';
  end if;
  if old.is_active and 'administrator' = any (old.roles)
     and not (new.is_active and 'administrator' = any (new.roles)) then
    perform lock_people();
    if administrators_besides(old.id) = 0 then
      raise exception 'The last administrator stays.'
        using errcode = 'check_violation', constraint = 'the_last_administrator_stays';
    end if;
  end if;
  return new;
end $$;
create trigger people_are_kept before insert or update on assessments_user
  for each row execute function people_are_kept();

create function people_are_not_removed() returns trigger language plpgsql as $$
begin
  raise exception 'People stay in the list: what they did names them. Deactivate them instead.'
    using errcode = 'check_violation', constraint = 'people_are_not_removed';
end $$;
create trigger people_are_not_removed before delete on assessments_user
  for each row execute function people_are_not_removed();

-- What was proposed stays as it was; it is confirmed or withdrawn once, a waiver reviewed once.
create function role_grants_are_kept() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  review text[] := array['reviewed_by_id', 'reviewed_at', 'review'];
  settling text[] := array['confirmed_by_id', 'confirmed_at', 'withdrawn_by_id', 'withdrawn_at'];
  is_settled boolean;
begin
  if tg_op = 'INSERT' then
    if new.withdrawn_at is not null or new.reviewed_at is not null
       or new.confirmed_at is null and new.is_waived
       or not (case when new.proposed_by_id is null then new.confirmed_at is not null
                    else is_administrator(new.proposed_by_id) end) then
      raise exception 'Roles are proposed by an administrator.'
        using errcode = 'check_violation', constraint = 'an_administrator_proposes';
    end if;
    return new;
  end if;
  is_settled := old.confirmed_at is not null or old.withdrawn_at is not null;
  if old.reviewed_at is not null
     or to_jsonb(new) - settling - review <> to_jsonb(old) - settling - review
     or is_settled and to_jsonb(new) - review <> to_jsonb(old) - review then
    raise exception 'A grant of roles is not changed.'
      using errcode = 'check_violation', constraint = 'role_grants_are_kept';
  end if;
  if not is_settled and new.withdrawn_at is not null
     and not is_administrator(new.withdrawn_by_id) then
    raise exception 'A proposal is withdrawn by an administrator.'
      using errcode = 'check_violation', constraint = 'an_administrator_withdraws';
  end if;
  if new.reviewed_at is not null and not (
       new.is_waived and is_administrator(new.reviewed_by_id)
       and new.reviewed_by_id <> new.proposed_by_id
       and (new.reviewed_by_id <> new.person_id
            or administrators_besides(new.proposed_by_id, new.person_id) = 0)) then
    raise exception 'A grant that nobody confirmed is reviewed by another administrator.'
      using errcode = 'check_violation', constraint = 'another_administrator_reviews';
  end if;
  return new;
end $$;
create trigger role_grants_are_kept before insert or update on assessments_rolegrant
  for each row execute function role_grants_are_kept();

create function role_grant_takes_effect() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if new.confirmed_at is null or tg_op = 'UPDATE' and old.confirmed_at is not null then
    return new;
  end if;
  perform lock_people();
  if not (case
    when new.proposed_by_id is null then  -- the command, for the first people
      new.confirmed_by_id is null and not new.is_waived and administrators_besides(null) = 0
    when new.is_waived then  -- for want of a second person
      new.confirmed_by_id is null and is_administrator(new.proposed_by_id)
      and administrators_besides(new.proposed_by_id) = 0
    else is_administrator(new.proposed_by_id) and is_administrator(new.confirmed_by_id)
  end) then
    raise exception 'Roles are given and taken by two administrators.'
      using errcode = 'check_violation', constraint = 'a_grant_takes_two_administrators';
  end if;
  if new.substitution_id is null then
    update assessments_user set roles = new.after, is_active = true
      where id = new.person_id and roles = new.before and is_active <> new.reactivates;
  else
    perform from assessments_substitution s join assessments_user u on u.id = s.substitute_id
      where s.id = new.substitution_id and s.ended_at is null and u.id = new.person_id
        and u.is_active and 'auditor' <> all (u.roles)
        and new.after = array[s.role] and not new.reactivates;
  end if;
  if not found then
    raise exception 'The person has changed since this was proposed.'
      using errcode = 'check_violation', constraint = 'a_grant_is_of_the_person_as_they_are';
  end if;
  return new;
end $$;
-- It acts as the owner, so nobody else may put it on a table of their own.
revoke all on function role_grant_takes_effect() from public;
create trigger takes_effect before insert or update on assessments_rolegrant
  for each row execute function role_grant_takes_effect();
"""

UNDO = """
drop trigger takes_effect on assessments_rolegrant;
drop function role_grant_takes_effect();
drop trigger role_grants_are_kept on assessments_rolegrant;
drop function role_grants_are_kept();
drop trigger people_are_not_removed on assessments_user;
drop function people_are_not_removed();
drop trigger people_are_kept on assessments_user;
drop function people_are_kept();
drop function lock_people();
drop function administrators_besides(variadic bigint[]);
drop function is_administrator(bigint);
alter table assessments_rolegrant
  drop constraint a_review_has_its_person,
  drop constraint a_withdrawal_has_its_person,
  drop constraint a_confirmation_has_its_time;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0020_role_grants")]

    operations = [migrations.RunSQL(RULES, UNDO)]
