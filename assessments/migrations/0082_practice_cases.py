"""A practice case is never submitted; who ticked what was considered has worked on the case."""

from django.db import migrations

# As migration 0034 has it, and whoever noted what was considered.
WORKED_ON = """
create or replace function worked_on_case(p_case uuid, p_user bigint) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (
      select 1 from assessments_case where id = p_case and officer_id = p_user)
    or exists (
      select 1 from assessments_case_colleagues where case_id = p_case and user_id = p_user)
    or exists (
      select 1 from assessments_answer where case_id = p_case and saved_by_id = p_user)
    {considered}or exists (
      select 1 from assessments_declaration where case_id = p_case and person_id = p_user
        and purpose = 'assess' and not has_interest)
    or exists (
      select 1 from ledger.entry e join assessments_user u on u.username = e.actor
        where e.case_id = p_case and u.id = p_user and e.action in (
          'opened', 'imported', 'split', 'answered', 'reopened', 'confirmed_again', 'row_removed',
          'draft_discarded', 'file_added', 'file_removed', 'handed_over', 'shared', 'submitted'))
    or exists (
      select 1 from assessments_case where id = p_case and split_from_id is not null
        and worked_on_case(split_from_id, p_user))
$$;
"""
CONSIDERED = """or exists (
      select 1 from assessments_considered where case_id = p_case and by_id = p_user)
    """

PRACTICE = """
create function practice_is_not_submitted() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if exists (select from assessments_case where id = new.case_id and imported ? 'practice') then
    raise exception 'A practice case is not submitted.'
      using errcode = 'check_violation', constraint = 'practice_is_not_submitted';
  end if;
  return new;
end $$;
create trigger practice_is_not_submitted before insert on assessments_submission
  for each row execute function practice_is_not_submitted();

create function practice_stays_practice() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if not is_being_disposed(old.id) then
    raise exception 'A practice case stays one.'
      using errcode = 'check_violation', constraint = 'practice_stays_practice';
  end if;
  return new;
end $$;
create trigger practice_stays_practice before update on assessments_case for each row
  when (old.imported ? 'practice' and not new.imported ? 'practice')
  execute function practice_stays_practice();
"""
UNDO = """
drop trigger practice_stays_practice on assessments_case;
drop function practice_stays_practice();
drop trigger practice_is_not_submitted on assessments_submission;
drop function practice_is_not_submitted();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0092_archives_of_records")]

    operations = [
        migrations.RunSQL(WORKED_ON.format(considered=CONSIDERED), WORKED_ON.format(considered="")),
        migrations.RunSQL(PRACTICE, UNDO),
    ]
