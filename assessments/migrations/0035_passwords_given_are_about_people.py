"""The trail of a person finds the passwords that were given to them, too."""

from django.db import migrations

BEFORE = (
    "'person_added', 'person_deactivated', 'unit_changed', 'roles_proposed', 'roles_confirmed',"
    " 'roles_waived', 'roles_by_command', 'roles_withdrawn', 'roles_reviewed',"
    " 'substitute_named', 'substitute_ended'"
)
INDEX = """
drop index ledger.entry_about_people;
create index entry_about_people on ledger.entry (id) where action in ({verbs});
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0034_four_eyes_of_what_was_split")]

    operations = [
        migrations.RunSQL(
            INDEX.format(verbs=f"{BEFORE}, 'password_given'"), INDEX.format(verbs=BEFORE)
        )
    ]
