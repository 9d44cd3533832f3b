"""A correction is a record of its own, by a supervisor who had no hand in the assessment."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

RULES = """
create function correction_is_in_order() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  d assessments_decision%rowtype;
  lacking text;
begin
  select * into strict d from assessments_decision where id = new.decision_id;
  lacking := case
    when not exists (
      select 1 from assessments_record r
        where r.decision_id = d.id and r.edition = 'full' and r.number = new.number - 1)
      then 'a_correction_follows_a_record'
    when not acts_as(new.made_by_id, 'supervisor') or new.made_by_id = d.assessed_by_id
      then 'a_second_person_corrects'
    when new.reason !~ '\\S' or jsonb_typeof(new.statements) <> 'array'
         or jsonb_array_length(new.statements) = 0
      then 'a_correction_says_what_and_why'
  end;
  if lacking is not null then
    raise exception 'Correction %: %.', new.number, replace(lacking, '_', ' ')
      using errcode = 'check_violation', constraint = lacking;
  end if;
  return new;
end $$;
create trigger correction_is_in_order before insert on assessments_correction
  for each row execute function correction_is_in_order();

-- The record that tells a correction comes after it, and one of another edition after that.
create function record_is_in_order() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if new.number > 1 and not exists (
    select 1 from assessments_correction c
      where c.decision_id = new.decision_id and c.number = new.number) then
    raise exception 'Record %: nothing was corrected.', new.number
      using errcode = 'check_violation', constraint = 'a_later_record_tells_a_correction';
  end if;
  return new;
end $$;
create trigger record_is_in_order before insert on assessments_record
  for each row execute function record_is_in_order();

-- dispose_of_case() marks the case at its end; what was corrected falls silent with it.
create function corrections_fall_silent() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  update assessments_correction c set statements = '[]', reason = '–'
    from assessments_decision d where d.id = c.decision_id and d.case_id = new.id;
  return null;
end $$;
create trigger corrections_fall_silent after update of disposed_at on assessments_case
  for each row when (old.disposed_at is null and new.disposed_at is not null)
  execute function corrections_fall_silent();
"""

UNDO = """
drop trigger corrections_fall_silent on assessments_case;
drop function corrections_fall_silent();
drop trigger record_is_in_order on assessments_record;
drop function record_is_in_order();
drop trigger correction_is_in_order on assessments_correction;
drop function correction_is_in_order();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0076_measures_are_found")]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("statements", models.JSONField()),
                ("reason", models.TextField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="assessments.decision",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "number"), name="corrections_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 2)), name="a_correction_follows_a_record"
                    ),
                ],
            },
        ),
        migrations.RunSQL(RULES, UNDO),
    ]
