"""Decisions are found by the measures that a permission rests on, and by the category of an item.

Of an index of some rows alone the planner does not use what it knows of the values in it.
"""

from django.db import migrations, models

import assessments.models.matching


class Migration(migrations.Migration):
    dependencies = [("assessments", "0056_screened_before_it_is_authorised")]

    operations = [
        migrations.RemoveIndex(model_name="answer", name="answer_article"),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                assessments.models.matching.Article("content"), name="answer_article"
            ),
        ),
        migrations.AddIndex(
            model_name="condition",
            index=models.Index(
                fields=["code"], condition=~models.Q(code=""), name="condition_code"
            ),
        ),
    ]
