"""A case is destroyed by one function alone: after ten years, without a hold, by two people."""

from django.db import migrations

RULES = """
-- True only inside dispose_of_case(), which runs with the rights of the owner of the tables.
create function is_being_disposed(p_case uuid) returns boolean language sql stable as $$
  select coalesce(current_setting('attwizard.disposing', true) = p_case::text, false)
    and current_user = (select pg_get_userbyid(relowner) from pg_class
                          where oid = 'assessments_case'::regclass)
$$;

create or replace function answers_are_frozen() returns trigger language plpgsql as $$
declare
  stands text;
begin
  if is_being_disposed(coalesce(new.case_id, old.case_id)) then
    return coalesce(new, old);
  end if;
  select status into stands from assessments_case
    where id = coalesce(new.case_id, old.case_id) for share;
  if stands not in ('draft', 'returned') then
    raise exception 'The answers of a case that is % are not changed.', stands
      using errcode = 'check_violation', constraint = 'answers_are_frozen';
  end if;
  return coalesce(new, old);
end $$;

create or replace function only_in_officers_hands() returns trigger language plpgsql as $$
declare
  stands text;
begin
  if is_being_disposed(coalesce(new.case_id, old.case_id)) then
    return coalesce(new, old);
  end if;
  select status into stands from assessments_case
    where id = coalesce(new.case_id, old.case_id) for share;
  if stands not in ('draft', 'returned') then
    raise exception 'Files and colleagues of a case that is % are not changed.', stands
      using errcode = 'check_violation', constraint = 'only_in_officers_hands';
  end if;
  return coalesce(new, old);
end $$;

create or replace function case_moves() returns trigger language plpgsql as $$
begin
  if is_being_disposed(old.id) then
    return new;
  end if;
  if new.disposed_at is not null then
    raise exception 'A case is destroyed by dispose_of_case() alone.'
      using errcode = 'check_violation', constraint = 'case_is_frozen';
  end if;
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

-- A hold and a proposal, once settled, are history.
create function holds_are_kept() returns trigger language plpgsql as $$
begin
  if old.lifted_at is not null
     or (to_jsonb(new) - array['lifted_by_id', 'lifted_at', 'lifted_because'])
        <> (to_jsonb(old) - array['lifted_by_id', 'lifted_at', 'lifted_because'])
     or new.lifted_at is null or new.lifted_by_id is null or new.lifted_because = '' then
    raise exception 'A hold is lifted once, by somebody, for a reason; nothing else changes it.'
      using errcode = 'check_violation', constraint = 'holds_are_kept';
  end if;
  return new;
end $$;
create trigger holds_are_kept before update on assessments_legalhold
  for each row execute function holds_are_kept();

create function disposals_are_kept() returns trigger language plpgsql as $$
begin
  if is_being_disposed(old.case_id) then
    return new;
  end if;
  if old.confirmed_at is not null or old.withdrawn_at is not null
     or (to_jsonb(new) - array['confirmed_by_id', 'confirmed_at', 'withdrawn_at'])
        <> (to_jsonb(old) - array['confirmed_by_id', 'confirmed_at', 'withdrawn_at'])
     or (new.confirmed_at is null) <> (new.confirmed_by_id is null) then
    raise exception 'A proposed disposal is confirmed or withdrawn; nothing else changes it.'
      using errcode = 'check_violation', constraint = 'disposals_are_kept';
  end if;
  return new;
end $$;
create trigger disposals_are_kept before update on assessments_disposal
  for each row execute function disposals_are_kept();

-- Both begin as what one person says; the second comes later.
create function begins_with_one_person() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) ->> 'confirmed_at' is not null or to_jsonb(new) ->> 'lifted_at' is not null
     or to_jsonb(new) ->> 'confirmed_by_id' is not null
     or to_jsonb(new) ->> 'lifted_by_id' is not null then
    raise exception 'A second person comes after the first.'
      using errcode = 'check_violation', constraint = 'begins_with_one_person';
  end if;
  return new;
end $$;
create trigger begins_with_one_person before insert on assessments_disposal
  for each row execute function begins_with_one_person();
create trigger begins_with_one_person before insert on assessments_legalhold
  for each row execute function begins_with_one_person();

create function may_be_disposed(p_disposal bigint) returns uuid language plpgsql stable as $$
declare
  d assessments_disposal%rowtype;
  c assessments_case%rowtype;
  last_day date;
begin
  select * into strict d from assessments_disposal where id = p_disposal;
  select * into strict c from assessments_case where id = d.case_id;
  if d.confirmed_by_id is null or d.confirmed_by_id = d.proposed_by_id
     or d.withdrawn_at is not null or d.certificate is not null or c.disposed_at is not null then
    raise exception 'A disposal needs two people, once.'
      using errcode = 'check_violation', constraint = 'two_people_dispose';
  end if;
  if exists (select 1 from assessments_legalhold where case_id = c.id and lifted_at is null) then
    raise exception 'A legal hold stands.'
      using errcode = 'check_violation', constraint = 'a_held_case_is_kept';
  end if;
  select max(moment) into last_day from (
    select decided_on as moment from assessments_decision where case_id = c.id
    union all
    select c.updated_at::date where c.status = 'withdrawn'
  ) moments;
  if last_day is null or c.status not in ('decided', 'closed', 'withdrawn')
     or last_day + interval '10 years' >= current_date then
    raise exception 'A case is kept for ten years at least (Article 12(4)).'
      using errcode = 'check_violation', constraint = 'a_case_is_kept_for_ten_years';
  end if;
  return c.id;
end $$;

-- The certificate says by digests what there was. The bare case and its people, dates and
-- outcomes stay; every word that anybody wrote goes, the bodies of the ledger included.
create function dispose_of_case(p_disposal bigint) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  c uuid := may_be_disposed(p_disposal);
  made jsonb;
  files text[];
begin
  perform set_config('attwizard.disposing', c::text, true);
  select jsonb_build_object(
    'reference', (select reference from assessments_case where id = c),
    'submissions', (select coalesce(jsonb_agg(digest order by number), '[]')
                      from assessments_submission where case_id = c),
    'snapshot', (select snapshot_digest from assessments_decision where case_id = c),
    'record', (select r.digest from assessments_record r
                 join assessments_decision d on d.id = r.decision_id where d.case_id = c),
    'files', (select coalesce(jsonb_agg(stored_id order by id), '[]')
                from assessments_attachment where case_id = c),
    'answers', (select count(*) from assessments_answer where case_id = c),
    'entries', (select count(*) from ledger.entry where case_id = c)
  ) into made;

  update assessments_record r set body = '' from assessments_decision d
    where d.id = r.decision_id and d.case_id = c;
  update assessments_condition n set text = '', code = '' from assessments_decision d
    where d.id = n.decision_id and d.case_id = c;
  update assessments_decisionline n set reasons = '–' from assessments_decision d
    where d.id = n.decision_id and d.case_id = c;
  update assessments_decision set snapshot = '{}' where case_id = c;
  update assessments_signoff o set reasons = '–' from assessments_submission s
    where s.id = o.submission_id and s.case_id = c;
  update assessments_returnforchanges o set reasons = '–' from assessments_submission s
    where s.id = o.submission_id and s.case_id = c;
  delete from assessments_reply r using assessments_verdict v, assessments_submission s
    where v.id = r.verdict_id and s.id = v.submission_id and s.case_id = c;
  delete from assessments_verdict v using assessments_submission s
    where s.id = v.submission_id and s.case_id = c;
  delete from assessments_note where case_id = c;
  delete from assessments_clearance k using assessments_declaration d
    where d.id = k.declaration_id and d.case_id = c;
  delete from assessments_declaration where case_id = c;
  delete from assessments_waiver w using assessments_submission s
    where s.id = w.submission_id and s.case_id = c;
  update assessments_submission
    set content = '{}', ruling = '{}', recommendation = '{}' where case_id = c;
  delete from assessments_answer where case_id = c;
  select coalesce(array_agg(distinct stored_id), '{}') into files
    from assessments_attachment where case_id = c;
  delete from assessments_attachment where case_id = c;
  delete from assessments_storedfile f where f.digest = any (files)
    and not exists (select 1 from assessments_attachment a where a.stored_id = f.digest);
  update assessments_case set title = '', recipient_state = '', end_user = '', activity = '',
    imported = '{}', words = null, disposed_at = clock_timestamp()
    where id = c;
  update assessments_case set withdrawn_because = '–' where id = c and withdrawn_because <> '';
  update assessments_disposal d set certificate = made
    where d.id = p_disposal;
  perform set_config('attwizard.disposing', '', true);
  perform ledger.dispose(c, confirmer.username, proposer.username, d.reason, made)
    from assessments_disposal d
    join assessments_user confirmer on confirmer.id = d.confirmed_by_id
    join assessments_user proposer on proposer.id = d.proposed_by_id
    where d.id = p_disposal;
  return made;
end $$;
revoke all on function dispose_of_case(bigint) from public;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0030_holds_and_disposals")]

    operations = [migrations.RunSQL(RULES)]
