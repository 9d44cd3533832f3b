"""The one Django application of attwizard."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class AssessmentsConfig(AppConfig):
    """Assessments of arms transfers under Articles 6 and 7 of the Arms Trade Treaty."""

    name = "assessments"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "attwizard"

    def ready(self):
        from django.contrib.auth.signals import user_logged_in

        from .audit.grants import after_migrating
        from .cases.checks import no_demonstration_accounts
        from .lists.loading import FINDERS
        from .models.moments import read_quickly
        from .records.checks import records_can_be_sealed
        from .reference.seals import editions_are_as_released
        from .screening.flagging import touched_by_name
        from .sign_in.checks import limits_are_shared, signing_in_is_safe
        from .sign_in.limits import begin

        FINDERS.append(touched_by_name)
        user_logged_in.connect(begin)
        connection_created.connect(read_quickly)
        post_migrate.connect(after_migrating, sender=self)
        register(no_demonstration_accounts, Tags.database)
        register(editions_are_as_released)
        register(limits_are_shared, Tags.security)
        register(signing_in_is_safe, Tags.security, deploy=True)
        register(records_can_be_sealed, Tags.security, deploy=True)
