"""Records are sealed, have editions and corrections, and a short code that verifies them."""

import django.db.models.deletion
from django.db import migrations, models

import assessments.models.decision

EDITIONS = """
-- dispose_of_case() tells of every record in its certificate, and empties each.
do $$
declare
  was text := pg_get_functiondef('dispose_of_case(bigint)'::regprocedure);
  old text := $o$'record', (select r.digest from assessments_record r
                 join assessments_decision d on d.id = r.decision_id where d.case_id = c),$o$;
  new text := $n$'record', (select r.digest from assessments_record r
                 join assessments_decision d on d.id = r.decision_id
                 where d.case_id = c and r.edition = 'full' and r.number = 1),
    'records', (select coalesce(jsonb_agg(r.digest order by r.id), '[]')
                  from assessments_record r
                  join assessments_decision d on d.id = r.decision_id where d.case_id = c),$n$;
begin
  if position(old in was) = 0 then
    raise exception 'dispose_of_case() is not as this migration knows it.';
  end if;
  execute replace(was, old, new);
end $$;
"""


def give_codes(apps, schema_editor):
    """Records made before were sealed by nothing; their codes come from their snapshots."""
    from assessments.records.codes import code_of

    Record = apps.get_model("assessments", "Record")
    for made in Record.objects.select_related("decision").defer("body", "decision__snapshot"):
        made.snapshot_digest = made.decision.snapshot_digest
        made.unsealed = made.digest
        made.code = code_of(made.snapshot_digest)
        made.save(update_fields=["snapshot_digest", "unsealed", "code"])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0080_considered")]

    operations = [
        migrations.AlterModelOptions("record", {"ordering": ["edition", "number"]}),
        migrations.AlterField(
            "record",
            "decision",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="assessments.decision",
            ),
        ),
        migrations.AddField(
            "record",
            "edition",
            models.CharField(
                choices=assessments.models.decision.edition_choices,
                default="full",
                max_length=10,
            ),
        ),
        migrations.AddField("record", "number", models.PositiveSmallIntegerField(default=1)),
        migrations.AddField("record", "seal", models.JSONField(null=True)),
        *[
            migrations.AddField("record", name, models.CharField(max_length=64, default=""), False)
            for name in ("unsealed", "snapshot_digest")
        ],
        migrations.AddField("record", "code", models.CharField(max_length=14, null=True), False),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField("record", "code", models.CharField(max_length=14, unique=True)),
        migrations.AddConstraint(
            "record",
            models.UniqueConstraint(
                fields=["decision", "edition", "number"], name="one_record_of_an_edition"
            ),
        ),
        migrations.RunSQL(EDITIONS, migrations.RunSQL.noop),
    ]
