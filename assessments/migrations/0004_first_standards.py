"""Version 1 of the standards: the defaults of the case-file format, proposed by nobody."""

from django.db import migrations
from django.utils import timezone

FIRST = {
    "article_7_for_all_transfers": False,
    "diversion_covers_ammunition_and_parts": True,
    "diversion_for_all_transfers": True,
    "high_diversion_bars": True,
    "gbv_is_national_ground": False,
    "overriding_reading": "threshold",
    "overriding_threshold": "substantial risk",
}


def add(apps, schema_editor):
    now = timezone.now()
    apps.get_model("assessments", "StandardsVersion").objects.create(
        number=1, choices=FIRST, proposed_at=now, confirmed_at=now
    )


def remove(apps, schema_editor):
    apps.get_model("assessments", "StandardsVersion").objects.filter(number=1).delete()


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_rules")]

    operations = [migrations.RunPython(add, remove)]
