"""Lists and what they say, letters of exemption and what was authorised under them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import assessments.models.letters
import assessments.models.lists
import assessments.models.text


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0037_bars_may_be_lifted"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListFile",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("body", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="ExemptionLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=assessments.models.letters.measure_choices, max_length=3
                    ),
                ),
                ("issued_by", models.TextField()),
                ("reference", models.CharField(max_length=200)),
                ("end_user", models.TextField()),
                ("valid_until", models.DateField()),
                ("text", models.TextField(blank=True)),
                ("line_count", models.PositiveSmallIntegerField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.TextField(blank=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="LetterLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("description", models.TextField()),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=30)),
                ("unit", models.TextField(blank=True)),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="assessments.exemptionletter",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="LetterUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=40)),
                ("quantity", models.DecimalField(decimal_places=20, max_digits=60)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter_uses",
                        to="assessments.decision",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="assessments.letterline",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ListLoad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.TextField()),
                ("publisher", models.TextField()),
                ("citation", models.TextField(blank=True)),
                ("as_of", models.DateField()),
                ("next_check", models.DateField()),
                ("verified_by", models.TextField(blank=True)),
                ("loaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("added", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("ended", models.PositiveIntegerField()),
                ("unchanged", models.PositiveIntegerField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.listfile",
                    ),
                ),
                (
                    "loaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["source", "-number"],
            },
        ),
        migrations.CreateModel(
            name="ListFlag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "entries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(null=True)),
                ("remark", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_flags",
                        to="assessments.case",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="assessments.exemptionletter",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "load",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="assessments.listload",
                    ),
                ),
            ],
            options={
                "ordering": ["raised_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ListSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=assessments.models.lists.list_kind_choices, max_length=20
                    ),
                ),
            ],
            options={
                "ordering": ["key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "security_council",
                                    "other_embargo",
                                    "states_parties",
                                    "treaty_profile",
                                    "denial_own",
                                    "denial_partner",
                                    "control_list",
                                    "brokers",
                                ],
                            )
                        ),
                        name="list_kind_is_known",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="listload",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="loads",
                to="assessments.listsource",
            ),
        ),
        migrations.CreateModel(
            name="ListEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=assessments.models.lists.entry_kind_choices, max_length=12
                    ),
                ),
                ("name", models.TextField()),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "identifiers",
                    assessments.models.text.ExactJSONField(
                        decoder=assessments.models.text.ExactDecoder, default=dict
                    ),
                ),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), default=list, size=None
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("citation", models.TextField(blank=True)),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                (
                    "about",
                    assessments.models.text.ExactJSONField(
                        decoder=assessments.models.text.ExactDecoder, default=dict
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="assessments.listsource",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="exemptionletter",
            constraint=models.UniqueConstraint(
                fields=("issued_by", "reference"), name="one_letter_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="exemptionletter",
            constraint=models.CheckConstraint(
                condition=models.Q(("measure__in", ["6.1", "6.2"])), name="letter_measure_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="exemptionletter",
            constraint=models.CheckConstraint(
                condition=models.Q(("line_count__gt", 0)), name="a_letter_has_lines"
            ),
        ),
        migrations.AddConstraint(
            model_name="exemptionletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_because", ""), ("ended_by", None), ("ended_on", None)),
                    models.Q(
                        ("ended_by__isnull", False),
                        ("ended_on__isnull", False),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_letter_is_ended_by_somebody_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="letterline",
            constraint=models.UniqueConstraint(
                fields=("letter", "position"), name="letter_lines_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="letterline",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)), name="a_letter_covers_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="letteruse",
            constraint=models.UniqueConstraint(
                fields=("line", "decision", "item"), name="one_use_an_item"
            ),
        ),
        migrations.AddConstraint(
            model_name="listflag",
            constraint=models.UniqueConstraint(fields=("case", "load"), name="one_flag_a_load"),
        ),
        migrations.AddConstraint(
            model_name="listflag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("letter", None), ("load__isnull", False)),
                    models.Q(("letter__isnull", False), ("load", None)),
                    _connector="OR",
                ),
                name="a_flag_says_what_changed",
            ),
        ),
        migrations.AddConstraint(
            model_name="listflag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("remark", ""), ("seen_at", None), ("seen_by", None)),
                    models.Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
                    _connector="OR",
                ),
                name="a_flag_is_looked_at_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="listload",
            constraint=models.UniqueConstraint(
                fields=("source", "number"), name="loads_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="listload",
            constraint=models.CheckConstraint(
                condition=models.Q(("next_check__gte", models.F("as_of"))),
                name="a_list_is_checked_after_its_day",
            ),
        ),
        migrations.AddIndex(
            model_name="listentry",
            index=models.Index(fields=["source", "key", "since"], name="entry_history"),
        ),
        migrations.AddIndex(
            model_name="listentry",
            index=models.Index(
                condition=models.Q(("until", None)), fields=["kind"], name="entry_standing"
            ),
        ),
        migrations.AddConstraint(
            model_name="listentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("source", "key"),
                name="one_entry_of_a_key_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="listentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="an_entry_ends_after_it_began",
            ),
        ),
    ]
