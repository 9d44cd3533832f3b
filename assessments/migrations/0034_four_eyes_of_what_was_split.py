"""Who worked on a case has worked on what is split from it: their text goes along."""

import django.db.models.deletion
from django.db import migrations, models

# As migration 0024 has it, and whoever worked on the case that this one was split from.
WORKED_ON = """
create or replace function worked_on_case(p_case uuid, p_user bigint) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (
      select 1 from assessments_case where id = p_case and officer_id = p_user)
    or exists (
      select 1 from assessments_case_colleagues where case_id = p_case and user_id = p_user)
    or exists (
      select 1 from assessments_answer where case_id = p_case and saved_by_id = p_user)
    or exists (
      select 1 from assessments_declaration where case_id = p_case and person_id = p_user
        and purpose = 'assess' and not has_interest)
    or exists (
      select 1 from ledger.entry e join assessments_user u on u.username = e.actor
        where e.case_id = p_case and u.id = p_user and e.action in (
          'opened', 'imported', 'split', 'answered', 'reopened', 'confirmed_again', 'row_removed',
          'draft_discarded', 'file_added', 'file_removed', 'handed_over', 'shared', 'submitted'))
    {also}
$$;
"""
ALSO = """or exists (
      select 1 from assessments_case where id = p_case and split_from_id is not null
        and worked_on_case(split_from_id, p_user))"""

# What was split before says so in its first entry.
SPLIT_BEFORE = """
alter table assessments_case disable trigger case_moves;
update assessments_case c set split_from_id = s.id
  from ledger.entry e join ledger.entry_body b on b.entry_id = e.id, assessments_case s
  where e.case_id = c.id and e.action = 'opened' and s.reference = b.body::jsonb ->> 'split_from';
alter table assessments_case enable trigger case_moves;
"""
KEPT = """
create function split_from_is_kept() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  raise exception 'From which case one was split is not changed.'
    using errcode = 'check_violation', constraint = 'split_from_is_kept';
end $$;
create trigger split_from_is_kept before update on assessments_case for each row
  when (old.split_from_id is distinct from new.split_from_id)
  execute function split_from_is_kept();
"""
UNKEPT = """
drop trigger split_from_is_kept on assessments_case;
drop function split_from_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0033_conditions_say_who_and_when")]

    operations = [
        migrations.AddField(
            "case",
            "split_from",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="split_off",
                to="assessments.case",
            ),
        ),
        migrations.RunSQL(SPLIT_BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(WORKED_ON.format(also=ALSO), WORKED_ON.format(also="")),
        migrations.RunSQL(KEPT, UNKEPT),
    ]
