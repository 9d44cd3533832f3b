"""Requests for information, and what was done with them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import assessments.models.requests
import assessments.models.text


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0090_records_are_sealed"),
    ]

    operations = [
        migrations.CreateModel(
            name="InformationRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "addressee",
                    models.CharField(
                        choices=assessments.models.requests.addressee_choices, max_length=20
                    ),
                ),
                ("name", models.TextField()),
                ("channel", models.TextField()),
                (
                    "classification",
                    models.CharField(
                        choices=assessments.models.requests.classification_choices, max_length=20
                    ),
                ),
                ("due_on", models.DateField()),
                ("stops_clock", models.BooleanField(default=True)),
                ("introduction", models.TextField()),
                (
                    "questions",
                    assessments.models.text.ExactJSONField(
                        decoder=assessments.models.text.ExactDecoder, default=list
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="assessments.case",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["case", "number"],
            },
        ),
        migrations.CreateModel(
            name="RequestAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=assessments.models.requests.act_choices, max_length=12
                    ),
                ),
                ("done_on", models.DateField()),
                ("channel", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=assessments.models.requests.outcome_choices,
                        max_length=14,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "files",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="assessments.attachment"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="assessments.informationrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.UniqueConstraint(
                fields=("case", "number"), name="one_request_of_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("channel", ""), _negated=True)
                ),
                name="a_request_is_for_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="requestact",
            index=models.Index(fields=["request", "-id"], name="acts_of_request"),
        ),
        migrations.AddConstraint(
            model_name="requestact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "sent")),
                fields=("request",),
                name="a_request_is_sent_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="requestact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ("answered", "unanswered", "withdrawn"))),
                fields=("request",),
                name="a_request_ends_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="requestact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "answered"),
                        ("outcome__in", ["full", "part", "refused", "contradictory"]),
                    ),
                    models.Q(models.Q(("kind", "answered"), _negated=True), ("outcome", "")),
                    _connector="OR",
                ),
                name="an_answer_alone_has_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="requestact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("answered", "withdrawn")), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="what_came_back_is_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="requestact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind__in", ("sent", "reminded")),
                        models.Q(("text", ""), _negated=True),
                        models.Q(("channel", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("kind__in", ("sent", "reminded")), _negated=True), ("text", "")
                    ),
                    _connector="OR",
                ),
                name="what_was_sent_is_kept",
            ),
        ),
    ]
