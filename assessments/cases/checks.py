"""Refuses to start where accounts of the demonstration are left in a database in earnest."""

from django.conf import settings
from django.core.checks import Error
from django.db import connections

from assessments.models import User


def no_demonstration_accounts(app_configs, databases=None, **kwargs):
    """Asked by a starting server and by `migrate`, whose first run has no table yet."""
    return [
        Error(
            "The database holds accounts of the demonstration, whose password is published.",
            hint="Use a database of your own; a demonstration is never turned into earnest.",
            id="attwizard.E010",
        )
        for alias in databases or ()
        if not settings.DEMONSTRATION and holds_demonstration_accounts(alias)
    ]


def holds_demonstration_accounts(alias: str) -> bool:
    table = User._meta.db_table
    if table not in connections[alias].introspection.table_names():
        return False
    return User.objects.using(alias).filter(is_demonstration=True).exists()
