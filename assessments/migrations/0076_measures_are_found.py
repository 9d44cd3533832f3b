"""Decisions are found by the measures that a permission rests on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0056_screened_before_it_is_authorised")]

    operations = [
        migrations.AddIndex(
            model_name="condition",
            index=models.Index(
                fields=["code"], condition=~models.Q(code=""), name="condition_code"
            ),
        ),
    ]
