"""What was put on a case goes along when it is split; the end user's name is folded once."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("assessments.migrations.0066_rules_of_incidents").RULES
INCIDENTS = BEFORE[BEFORE.index("create function incidents_of_case") :].split("$$;")[0] + "$$;"
LINKED = (
    BEFORE[BEFORE.index("create function incidents_are_linked_while_assessed") :].split("$$;")[0]
    + "$$;"
)


def replacing(function: str, *changes: tuple[str, str]) -> str:
    """The function with parts of it changed; each part has to be there, once."""
    for before, after in changes:
        if function.count(before) != 1:
            raise ValueError(before)
        function = function.replace(before, after)
    return function.replace("create function", "create or replace function", 1)


RULES = replacing(
    INCIDENTS,
    (
        "  with said as (",
        """  with asked as materialized (
    select id, recipient_state, folded_actor(end_user) as end_user, disposed_at
      from assessments_case where id = p_case
  ), said as (""",
    ),
    ("v.actor_folded = folded_actor(c.end_user)", "v.actor_folded = c.end_user"),
    (
        "from assessments_case c cross join assessments_incidentversion v",
        "from asked c cross join assessments_incidentversion v",
    ),
    ("where c.id = p_case and c.disposed_at is null", "where c.disposed_at is null"),
) + replacing(
    LINKED,
    (
        "and has_declared(new.case_id, new.said_by_id, 'assess')",
        """and (has_declared(new.case_id, new.said_by_id, 'assess')
               or has_declared((select split_from_id from assessments_case where id = new.case_id),
                               new.said_by_id, 'assess'))""",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("assessments", "LEAF")]

    operations = [
        migrations.RunSQL(RULES, replacing(INCIDENTS) + replacing(LINKED)),
    ]
