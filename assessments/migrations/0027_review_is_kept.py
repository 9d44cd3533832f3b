"""Verdicts belong to a submission that waits; a comment is answered before the next one."""

from django.db import migrations

RULES = """
create function verdict_is_of_what_waits() returns trigger language plpgsql as $$
declare
  s assessments_submission%rowtype;
  stands text;
begin
  select * into strict s from assessments_submission where id = new.submission_id;
  select status into stands from assessments_case where id = s.case_id for share;
  if stands <> 'submitted'
     or s.number <> (select max(number) from assessments_submission where case_id = s.case_id) then
    raise exception 'A verdict is given on a submission that waits for its decision.'
      using errcode = 'check_violation', constraint = 'verdict_is_of_what_waits';
  end if;
  if worked_on_case(s.case_id, new.given_by_id) then
    raise exception 'Nobody who worked on a case reviews it.'
      using errcode = 'check_violation', constraint = 'a_second_person_reviews';
  end if;
  return new;
end $$;
create trigger verdict_is_of_what_waits before insert or update on assessments_verdict
  for each row execute function verdict_is_of_what_waits();

create function reply_while_returned() returns trigger language plpgsql as $$
declare
  s assessments_submission%rowtype;
  stands text;
begin
  select o.* into strict s from assessments_submission o
    join assessments_verdict v on v.submission_id = o.id where v.id = new.verdict_id;
  select status into stands from assessments_case where id = s.case_id for share;
  if stands <> 'returned'
     or s.number <> (select max(number) from assessments_submission where case_id = s.case_id) then
    raise exception 'A comment is answered while its case is returned.'
      using errcode = 'check_violation', constraint = 'reply_while_returned';
  end if;
  return new;
end $$;
create trigger reply_while_returned before insert or update on assessments_reply
  for each row execute function reply_while_returned();

create function note_while_open() returns trigger language plpgsql as $$
declare
  stands text;
begin
  select status into stands from assessments_case where id = new.case_id for share;
  if stands in ('decided', 'closed', 'withdrawn') then
    raise exception 'A case that has ended gets no more notes.'
      using errcode = 'check_violation', constraint = 'note_while_open';
  end if;
  return new;
end $$;
create trigger note_while_open before insert on assessments_note
  for each row execute function note_while_open();

create function each_comment_is_answered() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from assessments_verdict v
      join assessments_submission s on s.id = v.submission_id
      left join assessments_reply r on r.verdict_id = v.id
      where s.case_id = new.case_id and s.number < new.number and not v.is_accepted and r.id is null
  ) then
    raise exception 'A comment of the reviewer is not answered yet.'
      using errcode = 'check_violation', constraint = 'each_comment_is_answered';
  end if;
  return new;
end $$;
create trigger each_comment_is_answered before insert on assessments_submission
  for each row execute function each_comment_is_answered();
"""

UNDO = """
drop trigger note_while_open on assessments_note;
drop function note_while_open();
drop trigger each_comment_is_answered on assessments_submission;
drop function each_comment_is_answered();
drop trigger reply_while_returned on assessments_reply;
drop function reply_while_returned();
drop trigger verdict_is_of_what_waits on assessments_verdict;
drop function verdict_is_of_what_waits();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0026_verdicts_replies_notes")]

    operations = [migrations.RunSQL(RULES, UNDO)]
