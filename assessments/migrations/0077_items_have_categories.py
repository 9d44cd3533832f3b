"""The planner learns that items alone have a category, and how many items each has.

Without it, it expects a tenth of them, and reads all of a category to show its latest.
"""

from django.db import migrations

LEARN = """
create statistics answer_item_article (mcv) on step, (content ->> 'article')
  from assessments_answer
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0052_flags_are_found")]

    operations = [migrations.RunSQL(LEARN, "drop statistics answer_item_article")]
