"""A register of past incidents, in versions, with the views formed of them; folded names."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# As a generated column computes it and SQL compares it, whatever the locale of the database: lower
# case, without marks, punctuation as one space, Arabic letter variants made one.
FOLDED = r"""
create function folded_actor(p_name text) returns text
language sql immutable strict parallel safe set search_path = public, pg_temp as $$
  select btrim(regexp_replace(
    translate(
      regexp_replace(normalize(lower(p_name), NFKD), E'[\u0300-\u036f\u064b-\u065f]', '', 'g'),
      E'\u0649\u0629\u0640', E'\u064a\u0647'),
    E'[\\s!-/:-@\\[-`{-~\u00a1-\u00bf\u2000-\u206f\u3000-\u303f\u060c\u061b]+', ' ', 'g'))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0041_evidence_goes_stale"),
    ]

    operations = [
        migrations.RunSQL(FOLDED, "drop function folded_actor(text)"),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(blank=True, max_length=100)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("mark", ""), _negated=True),
                        fields=("mark",),
                        name="one_incident_a_mark",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IncidentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=1)),
                ("what", models.TextField()),
                ("actor", models.CharField(max_length=300)),
                (
                    "actor_folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("actor"), function="folded_actor"),
                        output_field=models.TextField(),
                    ),
                ),
                ("state", models.CharField(max_length=2)),
                ("place", models.CharField(max_length=300)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "To the day"),
                            ("month", "To the month"),
                            ("year", "To the year"),
                            ("about", "About these days"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "weapon",
                    models.CharField(
                        choices=[
                            ("2.1.a", "Battle tanks"),
                            ("2.1.b", "Armoured combat vehicles"),
                            ("2.1.c", "Large-calibre artillery systems"),
                            ("2.1.d", "Combat aircraft"),
                            ("2.1.e", "Attack helicopters"),
                            ("2.1.f", "Warships"),
                            ("2.1.g", "Missiles and missile launchers"),
                            ("2.1.h", "Small arms and light weapons"),
                            ("explosives", "Mines, bombs and other explosives"),
                            ("less_lethal", "Crowd-control equipment"),
                            ("surveillance", "Surveillance equipment"),
                            ("other", "Other means, or none"),
                            ("unknown", "Not known"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "norms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("ihl", "International humanitarian law"),
                                ("ihrl", "International human rights law"),
                            ],
                            max_length=4,
                        ),
                        size=None,
                    ),
                ),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("sources", models.TextField()),
                ("because", models.TextField(blank=True)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="assessments.incident",
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
                "ordering": ["incident", "number"],
            },
        ),
        migrations.CreateModel(
            name="IncidentLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_shown", models.BooleanField()),
                ("reason", models.TextField()),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incident_links",
                        to="assessments.case",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="assessments.incidentversion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="IncidentView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("likely", "A breach is likely"),
                            ("possible", "A breach is possible"),
                            ("not", "Not a breach"),
                            ("cannot_tell", "Cannot tell"),
                            ("none_formed", "No view formed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reasons", models.TextField()),
                ("formed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "formed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="views",
                        to="assessments.incidentversion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="incidentversion",
            index=models.Index(fields=["state"], name="incident_of_state"),
        ),
        migrations.AddIndex(
            model_name="incidentversion",
            index=models.Index(fields=["actor_folded"], name="incident_of_actor"),
        ),
        migrations.AddConstraint(
            model_name="incidentversion",
            constraint=models.UniqueConstraint(
                fields=("incident", "number"), name="one_version_of_an_incident_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("what", ""), _negated=True),
                    models.Q(("actor", ""), _negated=True),
                    models.Q(("state", ""), _negated=True),
                    models.Q(("place", ""), _negated=True),
                    models.Q(("sources", ""), _negated=True),
                ),
                name="an_incident_says_what_who_where_and_by_which_sources",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))),
                name="an_incident_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("norms__contained_by", ["ihl", "ihrl"]), ("norms__len__gt", 0)),
                name="an_incident_concerns_a_known_norm",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "weapon__in",
                        [
                            "2.1.a",
                            "2.1.b",
                            "2.1.c",
                            "2.1.d",
                            "2.1.e",
                            "2.1.f",
                            "2.1.g",
                            "2.1.h",
                            "explosives",
                            "less_lethal",
                            "surveillance",
                            "other",
                            "unknown",
                        ],
                    ),
                    ("precision__in", ["day", "month", "year", "about"]),
                ),
                name="weapon_and_precision_of_an_incident_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("because", ""), ("number", 1)),
                    models.Q(("number__gt", 1), models.Q(("because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_correction_of_an_incident_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="a_link_to_an_incident_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentview",
            constraint=models.CheckConstraint(
                condition=models.Q(("reasons", ""), _negated=True),
                name="a_view_of_an_incident_has_its_reasons",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("conclusion__in", ["likely", "possible", "not", "cannot_tell", "none_formed"])
                ),
                name="the_conclusion_of_a_view_is_known",
            ),
        ),
    ]
