"""What was submitted before every part was done may be refused, and no more."""

from django.db import migrations

RULES = """
create function unfinished_is_not_authorised() returns trigger language plpgsql as $$
begin
  if new.outcome in ('authorise', 'authorise_with_measures') and exists (
       select 1 from assessments_submission s
         join assessments_decision d on d.submission_id = s.id
         where d.id = new.decision_id
           and s.content -> 'is_whole' is distinct from 'true'::jsonb) then
    raise exception 'Item % was submitted unfinished; it is not authorised.', new.item
      using errcode = 'check_violation', constraint = 'unfinished_is_not_authorised';
  end if;
  return new;
end $$;
create trigger unfinished_is_not_authorised before insert on assessments_decisionline
  for each row execute function unfinished_is_not_authorised();
"""

UNDO = """
drop trigger unfinished_is_not_authorised on assessments_decisionline;
drop function unfinished_is_not_authorised();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_standards_are_kept")]

    operations = [migrations.RunSQL(RULES, UNDO)]
