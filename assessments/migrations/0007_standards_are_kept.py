"""A version of the standards, once settled, is history; and it is settled by two people."""

from django.db import migrations

RULES = """
create function standards_are_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (
       old.confirmed_at is not null or old.withdrawn_at is not null
       or (to_jsonb(new) - array['confirmed_at', 'confirmed_by_id', 'withdrawn_at'])
          <> (to_jsonb(old) - array['confirmed_at', 'confirmed_by_id', 'withdrawn_at'])) then
    raise exception 'Version % of the standards is not changed.', old.number
      using errcode = 'check_violation', constraint = 'standards_are_kept';
  end if;
  if new.proposed_by_id is null
     or (new.confirmed_at is null) <> (new.confirmed_by_id is null)
     or (new.confirmed_at is not null and new.withdrawn_at is not null) then
    raise exception 'Standards are proposed by one person and confirmed by another.'
      using errcode = 'check_violation', constraint = 'standards_need_two_people';
  end if;
  return new;
end $$;
create trigger standards_are_kept before insert or update on assessments_standardsversion
  for each row execute function standards_are_kept();
"""

UNDO = """
drop trigger standards_are_kept on assessments_standardsversion;
drop function standards_are_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_four_eyes")]

    operations = [migrations.RunSQL(RULES, UNDO)]
