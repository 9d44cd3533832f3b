"""What the authority puts beside the guidance: written by one, published by another, kept."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import assessments.models.text

RULES = """
create function own_guidance_is_kept() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  earlier assessments_ownguidance%rowtype;
begin
  if tg_op = 'INSERT' then
    select * into earlier from assessments_ownguidance where note = new.note
      order by number desc limit 1;
    if new.number <> coalesce(earlier.number, 0) + 1
       or (earlier.place, earlier.kind) is distinct from (new.place, new.kind)
          and earlier.id is not null then
      raise exception 'Versions of a note follow one another, at one place.'
        using errcode = 'check_violation', constraint = 'own_versions_follow';
    end if;
    if new.published_by_id is not null or new.published_at is not null
       or new.withdrawn_at is not null or not exists (
         select from assessments_user where id = new.written_by_id and 'editor' = any (roles)) then
      raise exception 'A note is written by an editor, and published later.'
        using errcode = 'check_violation', constraint = 'an_editor_writes_notes';
    end if;
    return new;
  end if;
  if old.published_at is not null or old.withdrawn_at is not null
     or (new.published_at is null) <> (new.published_by_id is null)
     or (new.published_at is null) = (new.withdrawn_at is null) then
    raise exception 'A version is published or withdrawn, once.'
      using errcode = 'check_violation', constraint = 'own_guidance_is_kept';
  end if;
  if new.published_at is not null and not exists (
    select from assessments_user
      where id = new.published_by_id and roles && '{editor,administrator}'::varchar[]) then
    raise exception 'A note is published by an editor or an administrator.'
      using errcode = 'check_violation', constraint = 'who_publishes_notes';
  end if;
  return new;
end $$;
create trigger own_guidance_is_kept before insert or update on assessments_ownguidance
  for each row execute function own_guidance_is_kept();

create function an_editor_loads_the_treaty() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if not exists (
    select from assessments_user where id = new.loaded_by_id and 'editor' = any (roles)) then
    raise exception 'The text of the Treaty is loaded by an editor.'
      using errcode = 'check_violation', constraint = 'an_editor_loads_the_treaty';
  end if;
  return new;
end $$;
create trigger an_editor_loads_the_treaty before insert on assessments_treatytext
  for each row execute function an_editor_loads_the_treaty();
"""

UNDO = """
drop trigger an_editor_loads_the_treaty on assessments_treatytext;
drop function an_editor_loads_the_treaty();
drop trigger own_guidance_is_kept on assessments_ownguidance;
drop function own_guidance_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0091_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnGuidance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.UUIDField(default=uuid.uuid4)),
                ("number", models.PositiveIntegerField(default=1)),
                ("place", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("note", "Note"), ("question", "Question to ask")], max_length=10
                    ),
                ),
                ("words", models.TextField()),
                ("source", models.CharField(max_length=300)),
                ("language", models.CharField(max_length=10)),
                ("from_on", models.DateField()),
                ("is_end", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("published_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["place", "note", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("note", "number"), name="one_own_version_of_a_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at", None), ("withdrawn_at", None)),
                        fields=("note",),
                        name="one_own_version_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["note", "question"])),
                        name="own_guidance_has_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="own_guidance_says_what_it_rests_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_by", None),
                            models.Q(("published_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="own_guidance_is_published_by_another_person",
                        violation_error_message="Another person than the one who wrote it publishes it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TreatyText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("source", models.CharField(max_length=500)),
                ("as_of", models.DateField()),
                (
                    "paragraphs",
                    assessments.models.text.ExactJSONField(
                        decoder=assessments.models.text.ExactDecoder
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "loaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["language", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="a_treaty_text_has_a_source",
                    )
                ],
            },
        ),
        migrations.RunSQL(RULES, UNDO),
    ]
