"""What officers considered of the guidance: written once, while the case is in their hands."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

RULES = """
create trigger only_in_officers_hands before insert on assessments_considered
  for each row execute function only_in_officers_hands();

create function what_was_considered_is_kept() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' and is_being_disposed(old.case_id) then
    return old;
  end if;
  raise exception 'What was considered is kept; the next word on it is written beside it.'
    using errcode = 'check_violation', constraint = 'what_was_considered_is_kept';
end $$;
create trigger what_was_considered_is_kept before update or delete on assessments_considered
  for each row execute function what_was_considered_is_kept();

create function considered_goes_with_its_case() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if is_being_disposed(new.id) then
    delete from assessments_considered where case_id = new.id;
  end if;
  return null;
end $$;
create trigger considered_goes_with_its_case after update of disposed_at on assessments_case
  for each row when (new.disposed_at is not null)
  execute function considered_goes_with_its_case();
"""

UNDO = """
drop trigger considered_goes_with_its_case on assessments_case;
drop function considered_goes_with_its_case();
drop trigger what_was_considered_is_kept on assessments_considered;
drop function what_was_considered_is_kept();
drop trigger only_in_officers_hands on assessments_considered;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0066_rules_of_incidents"),
    ]

    operations = [
        migrations.CreateModel(
            name="Considered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=40)),
                ("row", models.TextField(blank=True, default="")),
                ("prompt", models.CharField(max_length=40)),
                ("is_ticked", models.BooleanField()),
                ("remark", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="considered",
                        to="assessments.case",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        fields=["case", "place", "row", "prompt", "-id"], name="considered_last"
                    )
                ],
            },
        ),
        migrations.RunSQL(RULES, UNDO),
    ]
