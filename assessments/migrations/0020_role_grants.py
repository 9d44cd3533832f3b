"""Grants of roles, who ended a substitution, and user names that cannot be mistaken."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import assessments.models.people


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0013_sign_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "before",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=assessments.models.people.role_choices, max_length=20
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "after",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=assessments.models.people.role_choices, max_length=20
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("reactivates", models.BooleanField(default=False)),
                ("reason", models.TextField()),
                ("why_several", models.TextField(blank=True)),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("is_waived", models.BooleanField(default=False)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("review", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-proposed_at", "-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="user",
            name="user_has_a_user_name",
        ),
        migrations.AddField(
            model_name="substitution",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="username",
            field=models.CharField(
                error_messages={"unique": "Somebody has this user name already. Choose another."},
                max_length=60,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[A-Za-z0-9_-]+([.@+][A-Za-z0-9_-]+)*\\Z",
                        "A user name is made of letters, digits, “-”, “_” and, between them, “.”.",
                    )
                ],
                verbose_name="user name",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("username__in", ["", "manage.py", "sign-in"]), _negated=True),
                name="user_has_a_user_name",
                violation_error_message="The program itself goes by this name. Choose another.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("username"),
                name="user_names_differ_by_more_than_capitals",
                violation_error_message="Somebody has this user name already. Choose another.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("roles__contains", ["auditor"]),
                    ("roles__overlap", ["officer", "supervisor", "legal", "head"]),
                    _negated=True,
                ),
                name="nobody_audits_and_decides",
                violation_error_message="An auditor looks at the work of others, so they neither assess nor decide.",
            ),
        ),
        migrations.AddField(
            model_name="rolegrant",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants_confirmed",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rolegrant",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rolegrant",
            name="proposed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants_proposed",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rolegrant",
            name="reviewed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rolegrant",
            name="substitution",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grant",
                to="assessments.substitution",
            ),
        ),
        migrations.AddField(
            model_name="rolegrant",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("confirmed_at", None), ("substitution", None), ("withdrawn_at", None)
                ),
                fields=("person",),
                name="one_proposal_for_a_person_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by", None),
                    models.Q(
                        models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                        models.Q(("confirmed_by", models.F("person")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_grant_is_confirmed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), _negated=True),
                    models.Q(
                        ("after__len__lte", 1),
                        models.Q(("why_several", ""), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="a_grant_has_its_reason",
                violation_error_message="Say why one person holds several roles.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("after__contains", ["auditor"]),
                    ("after__overlap", ["officer", "supervisor", "legal", "head"]),
                    _negated=True,
                ),
                name="a_grant_leaves_auditing_apart",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_at", None), ("withdrawn_at", None), _connector="OR"),
                name="a_grant_is_confirmed_or_withdrawn",
            ),
        ),
    ]
