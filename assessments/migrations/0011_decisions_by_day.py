"""Decisions are found by the day they were taken on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0010_ledger_guarded")]

    operations = [
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["decided_at"], name="decision_at"),
        ),
    ]
