"""One-time passwords, and the cache that all processes share."""

from django.db import migrations, models

CACHE = """
create table attwizard_cache (
  cache_key text primary key,
  value text not null,
  expires timestamptz not null
);
create index attwizard_cache_expires on attwizard_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0012_moves_have_their_grounds")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="one_time_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="sessions_ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(CACHE, "drop table attwizard_cache"),
    ]
