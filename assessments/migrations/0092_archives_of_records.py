"""Size and check sum of each record: an archive of thousands is laid out without reading them."""

import zlib

from django.db import migrations, models


def measure(apps, schema_editor):
    """Records made before, one after the other."""
    Record = apps.get_model("assessments", "Record")
    for made in Record.objects.only("body").iterator(chunk_size=1):
        body = bytes(made.body)
        made.size, made.crc = len(body), zlib.crc32(body)
        made.save(update_fields=["size", "crc"])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0081_own_guidance")]

    operations = [
        migrations.AddField("record", "size", models.PositiveIntegerField(default=0), False),
        migrations.AddField("record", "crc", models.BigIntegerField(default=0), False),
        migrations.RunPython(measure, migrations.RunPython.noop),
    ]
