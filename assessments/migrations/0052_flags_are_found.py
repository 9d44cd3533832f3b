"""The cases on which a changed list waits to be looked at are found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0082_practice_cases")]

    operations = [
        migrations.AddIndex(
            "listflag",
            models.Index(
                fields=["case"], name="flag_waiting", condition=models.Q(seen_at__isnull=True)
            ),
        ),
    ]
