"""A request is answered after it was sent, ends once, and never changes what was sent."""

from django.db import migrations

RULES = """
-- A draft is the officer's while the case is in their hands; once anything was done with it, it
-- stays as it is.
create function a_request_once_sent_is_kept() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  stands text;
begin
  select status into stands from assessments_case where id = new.case_id for share;
  if stands not in ('draft', 'returned') then
    raise exception 'A request is written while its case is in the hands of its officer.'
      using errcode = 'check_violation', constraint = 'a_request_is_written_by_its_officer';
  end if;
  if tg_op = 'INSERT' and not has_declared(new.case_id, new.made_by_id, 'assess') then
    raise exception 'Who asks for information has declared to have no interest in the case.'
      using errcode = 'check_violation', constraint = 'who_asks_has_declared';
  end if;
  if tg_op = 'UPDATE' and (
      (new.case_id, new.number, new.made_by_id, new.made_at)
        is distinct from (old.case_id, old.number, old.made_by_id, old.made_at)
      or exists (select 1 from assessments_requestact where request_id = old.id)) then
    raise exception 'What was sent is not changed.'
      using errcode = 'check_violation', constraint = 'a_request_once_sent_is_kept';
  end if;
  return new;
end $$;
create trigger a_request_once_sent_is_kept before insert or update
  on assessments_informationrequest
  for each row execute function a_request_once_sent_is_kept();

-- The day is the authority's, whose zone the database does not know: any on earth will do.
create function requests_go_their_way() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  r assessments_informationrequest%rowtype;
  c assessments_case%rowtype;
  stood text := 'draft';
  since date;
  broken text;
begin
  select * into strict r from assessments_informationrequest where id = new.request_id for update;
  select * into strict c from assessments_case where id = r.case_id for share;
  select kind, done_on into stood, since from assessments_requestact
    where request_id = r.id order by id desc limit 1;
  stood := coalesce(stood, 'draft');
  broken := case
    when c.status not in ('draft', 'returned', 'submitted')
      or new.kind = 'sent' and c.status = 'submitted' then 'a_request_ends_with_its_case'
    when (stood, new.kind) not in (
        ('draft', 'sent'), ('draft', 'withdrawn'),
        ('sent', 'reminded'), ('sent', 'answered'), ('sent', 'unanswered'), ('sent', 'withdrawn'),
        ('reminded', 'reminded'), ('reminded', 'answered'), ('reminded', 'unanswered'),
        ('reminded', 'withdrawn')) then 'requests_go_their_way'
    when new.done_on > ((now() at time zone 'UTC') + interval '14 hours')::date
      or new.done_on < coalesce(since, (c.opened_at at time zone 'UTC')::date - 1)
      then 'acts_follow_one_another'
    when new.kind = 'sent' and r.due_on < new.done_on then 'an_answer_is_due_after_the_request'
    when new.kind = 'sent' and coalesce(r.questions, '[]') = '[]' then 'a_request_asks_something'
    when new.kind = 'unanswered' and new.done_on <= r.due_on then 'the_day_for_an_answer_passes'
    when not has_declared(c.id, new.by_id, 'assess') then 'who_asks_has_declared'
  end;
  if broken is not null then
    raise exception 'Request %: %.', r.number, replace(broken, '_', ' ')
      using errcode = 'check_violation', constraint = broken;
  end if;
  return new;
end $$;
create trigger requests_go_their_way before insert on assessments_requestact
  for each row execute function requests_go_their_way();

create function files_of_answers_are_of_the_case() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if not exists (
    select 1 from assessments_requestact a
      join assessments_informationrequest r on r.id = a.request_id
      join assessments_attachment f on f.case_id = r.case_id
      where a.id = new.requestact_id and a.kind = 'answered' and f.id = new.attachment_id) then
    raise exception 'What came with an answer is a file of its case.'
      using errcode = 'check_violation', constraint = 'files_of_answers_are_of_the_case';
  end if;
  return new;
end $$;
create trigger files_of_answers_are_of_the_case before insert on assessments_requestact_files
  for each row execute function files_of_answers_are_of_the_case();

-- dispose_of_case() marks the case at its end; what was asked about it goes along.
create function requests_go_with_their_case() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  delete from assessments_requestact_files f
    using assessments_requestact a, assessments_informationrequest r
    where a.id = f.requestact_id and r.id = a.request_id and r.case_id = new.id;
  delete from assessments_requestact a using assessments_informationrequest r
    where r.id = a.request_id and r.case_id = new.id;
  delete from assessments_informationrequest where case_id = new.id;
  return null;
end $$;
create trigger requests_go_with_their_case after update of disposed_at on assessments_case
  for each row when (old.disposed_at is null and new.disposed_at is not null)
  execute function requests_go_with_their_case();
"""

UNDO = """
drop trigger requests_go_with_their_case on assessments_case;
drop function requests_go_with_their_case();
drop trigger files_of_answers_are_of_the_case on assessments_requestact_files;
drop function files_of_answers_are_of_the_case();
drop trigger requests_go_their_way on assessments_requestact;
drop function requests_go_their_way();
drop trigger a_request_once_sent_is_kept on assessments_informationrequest;
drop function a_request_once_sent_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0070_requests_for_information")]

    operations = [migrations.RunSQL(RULES, UNDO)]
