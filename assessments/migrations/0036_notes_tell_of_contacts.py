"""A note may tell of somebody outside the authority who spoke about the case."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0035_passwords_given_are_about_people")]

    operations = [
        migrations.AddField(
            "note", "contact", models.TextField(blank=True, default=""), preserve_default=False
        )
    ]
