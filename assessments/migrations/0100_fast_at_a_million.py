"""Lists of what is in hand find their cases among many more that are decided."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0093_bars_hold_whatever_is_written"),
    ]

    operations = [
        # How frequent a word is decides how it is looked for; there are more than the usual hundred.
        migrations.RunSQL(
            "alter table assessments_case alter column words set statistics 1000",
            "alter table assessments_case alter column words set statistics -1",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("status__in", ["draft", "returned", "submitted", "withdrawn"])),
                fields=["officer", "-updated_at", "-id"],
                name="case_in_hand",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("status__in", ["submitted", "returned"])),
                fields=["-updated_at", "-id"],
                name="case_under_review",
            ),
        ),
    ]
