"""What holds back an authorisation beside the ruling (rule 12) may be lifted by the standards."""

import django.contrib.postgres.fields
from django.db import migrations, models

RULES = """
-- Whether a kind of bar counts for a case: by its own standards once submitted, as decisions need.
create function bar_is_in_force(p_case uuid, p_code text) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select coalesce(
    (select p_code <> all (v.bars_lifted) from assessments_case c
       join assessments_standardsversion v on v.id = c.standards_id where c.id = p_case),
    true)
$$;
alter table assessments_standardsversion add constraint only_known_bars_are_lifted
  check (bars_lifted <@ '{stale_evidence,incident_without_view,match_not_cleared}'::varchar[]);
"""

UNDO = """
alter table assessments_standardsversion drop constraint only_known_bars_are_lifted;
drop function bar_is_in_force(uuid, text);
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0036_notes_tell_of_contacts")]

    operations = [
        migrations.AddField(
            "standardsversion",
            "bars_lifted",
            django.contrib.postgres.fields.ArrayField(
                models.CharField(max_length=30), blank=True, default=list, size=None
            ),
        ),
        migrations.RunSQL(RULES, UNDO),
    ]
